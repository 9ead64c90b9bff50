namespace Textak.Forecasting;

/// <summary>Many scores of one participant made into one to rank by.</summary>
/// <remarks>
/// As Metaculus does ("Medals FAQ"): the baseline score is summed, since each forecast with more sense than a coin's is worth
/// something, and rewards who does many; the peer score is averaged by coverage, so that one needs not do many to be good.
/// </remarks>
public static class Leaderboard
{
    /// <summary>Fewest resolved forecasts with an estimate to be ranked at all.</summary>
    public const int MinimumForecasts = 5;

    /// <summary>
    /// Peer scores are averaged over at least so many whole forecasts, those that are missing counting 0: luck in a few makes no
    /// winner. Metaculus takes 30, among thousands of forecasts.
    /// </summary>
    public const double MinimumCoverage = 10;

    /// <summary>The sum of the baseline scores.</summary>
    /// <param name="scores">Of each resolved forecast of the period; coverage 0 counts as not forecast.</param>
    /// <returns>Points: more is better; null with fewer than <see cref="MinimumForecasts"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A coverage is not in 0..1, or a score not finite.</exception>
    public static double? Baseline(IReadOnlyCollection<TimeScore> scores) => Enough(scores) ? scores.Sum(s => s.Score) : null;

    /// <summary>The sum of the peer scores over the sum of the coverages, or over <see cref="MinimumCoverage"/> if that is more.</summary>
    /// <param name="scores">Of each resolved forecast of the period; coverage 0 counts as not forecast.</param>
    /// <returns>Points for a whole forecast: more is better; null with fewer than <see cref="MinimumForecasts"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A coverage is not in 0..1, or a score not finite.</exception>
    public static double? Peer(IReadOnlyCollection<TimeScore> scores) =>
        Enough(scores) ? scores.Sum(s => s.Score) / Math.Max(MinimumCoverage, scores.Sum(s => s.Coverage)) : null;

    /// <summary>Places: who scores the same shares one, and the next place is as far down as there are people above it (1, 2, 2, 4).</summary>
    /// <param name="scored">Everybody with a score, finite; the order is free.</param>
    /// <returns>From first to last, those of equal score in the order they came in.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A score is not finite.</exception>
    public static IReadOnlyList<(int Place, T Who, double Score)> Rank<T>(IEnumerable<(T Who, double Score)> scored)
    {
        ArgumentNullException.ThrowIfNull(scored);
        var ranked = new List<(int Place, T Who, double Score)>();
        foreach (var (who, score) in scored.OrderByDescending(s => s.Score))
        {
            Finite(score, nameof(scored));
            ranked.Add((ranked.Count > 0 && ranked[^1].Score == score ? ranked[^1].Place : ranked.Count + 1, who, score));
        }
        return ranked;
    }

    private static bool Enough(IReadOnlyCollection<TimeScore> scores)
    {
        ArgumentNullException.ThrowIfNull(scores);
        foreach (var (score, coverage) in scores)
        {
            Finite(score, nameof(scores));
            if (!(coverage is >= 0 and <= 1))
                throw new ArgumentOutOfRangeException(nameof(scores), coverage, "A coverage lies between 0 and 1.");
        }
        return scores.Count(s => s.Coverage > 0) >= MinimumForecasts;
    }

    private static void Finite(double score, string name)
    {
        if (!double.IsFinite(score))
            throw new ArgumentOutOfRangeException(name, score, "A score is finite.");
    }
}
