namespace Textak.Forecasting;

/// <summary>
/// The Brier score taken apart: reliability - resolution + uncertainty, and two terms for what differs within a bin, which are 0 where
/// all forecasts of a bin gave the same probability.
/// </summary>
/// <remarks>
/// Sources: Murphy, "A new vector partition of the probability score", J. Applied Meteorology 12 (1973); Stephenson, Coelho and
/// Jolliffe, "Two extra components in the Brier score decomposition", Weather and Forecasting 23 (2008).
/// </remarks>
/// <param name="Reliability">How far what was said lies from what came: the mean square over the bins, 0 or more, 0 is best.</param>
/// <param name="Resolution">How well the bins tell cases apart: the mean square of their true shares from the overall one, more is better.</param>
/// <param name="Uncertainty">How hard the cases were: o (1 - o) for the share o that came true, 0 to .25, nobody's merit.</param>
/// <param name="WithinBinVariance">The mean square of what was said from the mean of its bin, 0 or more.</param>
/// <param name="WithinBinCovariance">Twice the covariance of what was said with what came within the bins: above 0 where it was told apart there too.</param>
public sealed record Murphy(
    double Reliability, double Resolution, double Uncertainty, double WithinBinVariance, double WithinBinCovariance)
{
    /// <summary>The mean Brier score: exactly what the terms add up to.</summary>
    public double Brier => Reliability - Resolution + Uncertainty + WithinBinVariance - WithinBinCovariance;

    /// <summary>Takes the weighted mean of the Brier scores apart, over the bins of <see cref="Calibration"/>.</summary>
    /// <param name="forecasts">What was said, how it came out and its weight; the order is free.</param>
    /// <returns>The five terms.</returns>
    /// <exception cref="ArgumentException">There is no forecast.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A probability is not in (0,1), or a weight not positive and finite.</exception>
    public static Murphy Of(IReadOnlyCollection<Weighed> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Count == 0)
            throw new ArgumentException("At least one forecast is needed.", nameof(forecasts));
        foreach (var forecast in forecasts)
        {
            Guard.Probability(forecast.P, nameof(forecasts));
            Guard.Weight(forecast.Weight, nameof(forecasts));
        }

        var all = forecasts.Sum(f => f.Weight);
        var rate = TrueShare(forecasts);
        double reliability = 0, resolution = 0, variance = 0, covariance = 0;
        foreach (var bin in forecasts.GroupBy(f => Calibration.BinOf(f.P)))
        {
            var weight = bin.Sum(f => f.Weight);
            var said = bin.Sum(f => f.Weight * f.P) / weight;
            var came = TrueShare(bin);
            reliability += weight * Square(said - came);
            resolution += weight * Square(came - rate);
            variance += bin.Sum(f => f.Weight * Square(f.P - said));
            covariance += bin.Sum(f => 2 * f.Weight * ((f.Outcome ? 1 : 0) - came) * (f.P - said));
        }
        return new(reliability / all, resolution / all, rate * (1 - rate), variance / all, covariance / all);
    }

    private static double TrueShare(IEnumerable<Weighed> forecasts) =>
        forecasts.Where(f => f.Outcome).Sum(f => f.Weight) / forecasts.Sum(f => f.Weight);

    private static double Square(double x) => x * x;
}
