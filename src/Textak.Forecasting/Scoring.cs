namespace Textak.Forecasting;

/// <summary>How good a probability was, once the outcome is known. Both rules are proper: to say what one believes pays best.</summary>
public static class Scoring
{
    /// <summary>(p - y)^2, y = 1 if it came true and 0 if not.</summary>
    /// <remarks>Source: Brier, Monthly Weather Review 78 (1950); his sum over both outcomes is twice this.</remarks>
    /// <param name="p">The probability that was given, in (0,1).</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>A penalty in (0,1): less is better, .25 for one half.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static double Brier(double p, bool outcome)
    {
        Guard.Probability(p);
        var miss = outcome ? 1 - p : p;
        return miss * miss;
    }

    /// <summary>The mean of <see cref="Brier"/> over several forecasts, each counted once.</summary>
    /// <param name="forecasts">For each the probability that was given, in (0,1), and whether it resolved true.</param>
    /// <returns>A penalty in (0,1): less is better, .25 for one half every time.</returns>
    /// <exception cref="ArgumentException">There is no forecast, or a probability is not in (0,1).</exception>
    public static double MeanBrier(IReadOnlyCollection<(double P, bool Outcome)> forecasts)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Count == 0)
            throw new ArgumentException("At least one forecast is needed.", nameof(forecasts));
        return forecasts.Average(f => Brier(f.P, f.Outcome));
    }

    /// <summary>ln P(outcome): ln p if it came true, ln(1 - p) if not.</summary>
    /// <remarks>Source: Good, "Rational decisions", J. Royal Statistical Society B 14 (1952).</remarks>
    /// <param name="p">The probability that was given, in (0,1).</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Nats, below 0: nearer to 0 is better, -0.693 for one half; at 1 and 99 % not below -4.61.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static double Log(double p, bool outcome)
    {
        Guard.Probability(p);
        return Math.Log(outcome ? p : 1 - p);
    }
}
