namespace Textak.Forecasting;

/// <summary>How good a probability was, once the outcome is known. All rules are proper: to say what one believes pays best.</summary>
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

    /// <summary>100 (log2 P(outcome) + 1): how much better than to say one half, which is worth 0.</summary>
    /// <remarks>Source: Metaculus, "Scores FAQ", what is the Baseline score?</remarks>
    /// <param name="p">The probability that was given, in (0,1).</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Points, below 100: more is better; at 1 and 99 % from -564.4 to 98.6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static double Baseline(double p, bool outcome)
    {
        Guard.Probability(p);
        return 100 * (Math.Log2(outcome ? p : 1 - p) + 1);
    }

    /// <summary>100 log2 (P(outcome) / C(outcome)): the baseline score less the crowd's.</summary>
    /// <remarks>Source: Metaculus, "Scores FAQ", what is the Relative score?, there without the factor that makes it points.</remarks>
    /// <param name="p">The probability that was given, in (0,1).</param>
    /// <param name="crowd">The board's number at the same moment, in (0,1).</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Points: above 0 for who was nearer to the truth than the crowd, 0 for saying the same.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not in (0,1).</exception>
    public static double Relative(double p, double crowd, bool outcome)
    {
        Guard.Probability(p);
        Guard.Probability(crowd);
        return Baseline(p, outcome) - Baseline(crowd, outcome);
    }

    /// <summary>
    /// 100 N/(N-1) ln(p / GM), GM the geometric mean of what all N gave the outcome: how much better than the others on the
    /// average, 100 (ln p - the mean of the others' ln p). What one gains others lose, so all N add up to 0.
    /// </summary>
    /// <remarks>Source: Metaculus, "Scores FAQ", what is the Peer score?</remarks>
    /// <param name="estimates">What each gave at the same moment, probabilities in (0,1); the order is free.</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <returns>Points for each, in their order: more is better. 0 for somebody alone.</returns>
    /// <exception cref="ArgumentException">There is no estimate, or one is not in (0,1).</exception>
    public static IReadOnlyList<double> Peer(ReadOnlySpan<double> estimates, bool outcome)
    {
        Guard.Probabilities(estimates);
        var scores = new double[estimates.Length];
        if (scores.Length == 1)
            return scores;

        var sum = 0.0;
        foreach (var p in estimates)
            sum += Log(p, outcome);
        for (var i = 0; i < scores.Length; i++)
        {
            var own = Log(estimates[i], outcome);
            scores[i] = 100 * (own - (sum - own) / (scores.Length - 1));
        }
        return scores;
    }
}
