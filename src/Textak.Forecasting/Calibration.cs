namespace Textak.Forecasting;

/// <summary>Whether things happened as often as was said: forecasts sorted by the probability that was given.</summary>
public static class Calibration
{
    /// <summary>
    /// Where one bin ends and the next begins. They are finer at the ends, since 1 % and 4 % are further apart than 51 % and 54 %, and
    /// the same seen from either end: an edge belongs to the bin that is nearer to one half.
    /// </summary>
    public static readonly IReadOnlyList<double> Edges = [0, .02, .05, .1, .2, .3, .4, .6, .7, .8, .9, .95, .98, 1];

    private const int Middle = 6;

    // 1 - .98 is a hair above .02
    private const double Tolerance = 1e-9;

    /// <summary>The bin of a probability, by its place among <see cref="Edges"/>.</summary>
    /// <param name="p">In (0,1).</param>
    /// <returns>0 for below 2 % to 12 for above 98 %; p and 1 - p lie equally far from bin 6, 40 to 60 %.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static int BinOf(double p)
    {
        Guard.Probability(p);
        var fromEnd = Math.Min(p, 1 - p);
        var bin = 0;
        while (bin < Middle && fromEnd >= Edges[bin + 1] - Tolerance)
            bin++;
        return p < .5 ? bin : 2 * Middle - bin;
    }

    /// <summary>
    /// The bins that hold anything. Each resolved forecast counts in a bin by the share of its time in which the number lay there
    /// (<see cref="Track.Weighed"/>), so that many changes don't make many forecasts of one.
    /// </summary>
    /// <remarks>
    /// The band: of a bin of weight n with k of it true, the chance that such things come true lies with 90 % credibility between the
    /// 5 % and 95 % points of Beta(k + 1/2, n - k + 1/2), Jeffreys' prior. Where few forecasts stand behind it, it is wide.
    /// Source: Brown, Cai and DasGupta, "Interval estimation for a binomial proportion", Statistical Science 16 (2001).
    /// </remarks>
    /// <param name="tracks">One participant's, or the board's, resolved forecasts; the order is free.</param>
    /// <returns>From the lowest probability to the highest.</returns>
    public static IReadOnlyList<CalibrationBin> Of(IEnumerable<Track> tracks)
    {
        ArgumentNullException.ThrowIfNull(tracks);
        var weighed = tracks.SelectMany((track, forecast) => track.Weighed().Select(w => (Forecast: forecast, Said: w)));
        return [.. weighed.GroupBy(w => BinOf(w.Said.P)).OrderBy(bin => bin.Key).Select(bin =>
            Bin(bin.Key, [.. bin.Select(w => w.Said)], bin.Select(w => w.Forecast).Distinct().Count()))];
    }

    private static CalibrationBin Bin(int bin, List<Weighed> said, int forecasts)
    {
        var weight = said.Sum(w => w.Weight);
        // Of two sums the smaller can come out a hair the larger
        var cameTrue = Math.Min(weight, said.Where(w => w.Outcome).Sum(w => w.Weight));
        return new(Edges[bin], Edges[bin + 1], forecasts, weight,
            MeanProbability: said.Sum(w => w.Weight * w.P) / weight,
            TrueShare: cameTrue / weight,
            Low: Beta.Quantile(.05, cameTrue + .5, weight - cameTrue + .5),
            High: Beta.Quantile(.95, cameTrue + .5, weight - cameTrue + .5));
    }
}

/// <summary>What was said within one bin, and how often it came true.</summary>
/// <param name="From">Its lower edge, 0 to 1.</param>
/// <param name="To">Its upper edge, 0 to 1.</param>
/// <param name="Forecasts">How many resolved forecasts were in it at some time, 1 or more.</param>
/// <param name="Weight">The sum of the shares of their time, above 0 and no more than <paramref name="Forecasts"/> but for rounding.</param>
/// <param name="MeanProbability">The mean of what was said by those weights, within the edges.</param>
/// <param name="TrueShare">The share by weight that came true, 0 to 1: near to the mean where one is well calibrated.</param>
/// <param name="Low">Lower end of the 90 % credible band, in (0,1).</param>
/// <param name="High">Upper end of the 90 % credible band, in (0,1).</param>
public sealed record CalibrationBin(
    double From, double To, int Forecasts, double Weight, double MeanProbability, double TrueShare, double Low, double High);
