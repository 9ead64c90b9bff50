namespace Textak.Forecasting;

/// <summary>Fewer points for the same drawn line.</summary>
public static class Thinning
{
    /// <summary>
    /// The first and the last point, and of each of (max - 2) / 2 equal stretches of time between them the lowest and the
    /// highest, in their order. A spike is never smoothed away, which averaging or taking every k-th point would do.
    /// </summary>
    /// <remarks>Min-max aggregation, see Jugel et al., "M4: a visualization-oriented time series data aggregation", VLDB 7 (2014).</remarks>
    /// <param name="points">Time in any unit and value in any unit (a number), oldest first; equal times may repeat.</param>
    /// <param name="max">The most points to return, at least 4: two for the ends, two for the extremes.</param>
    /// <returns>All of them when they are no more than max, else at most max of them, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">max is less than 4.</exception>
    /// <exception cref="ArgumentException">The points are not in the order of time.</exception>
    public static IReadOnlyList<(long T, double V)> KeepExtremes(IReadOnlyList<(long T, double V)> points, int max)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 4);
        for (var i = 1; i < points.Count; i++)
            if (points[i].T < points[i - 1].T)
                throw new ArgumentException($"Point {i} is earlier than the one before it.", nameof(points));
        if (points.Count <= max)
            return points;

        var kept = new List<(long T, double V)>(max) { points[0] };
        var buckets = (max - 2) / 2;
        foreach (var bucket in Enumerable.Range(1, points.Count - 2).GroupBy(i => BucketOf(points, i, buckets)))
        {
            var low = bucket.MinBy(i => points[i].V);
            var high = bucket.MaxBy(i => points[i].V);
            kept.Add(points[Math.Min(low, high)]);
            if (low != high)
                kept.Add(points[Math.Max(low, high)]);
        }
        kept.Add(points[^1]);
        return kept;
    }

    private static int BucketOf(IReadOnlyList<(long T, double V)> points, int i, int buckets)
    {
        // 128 bits: ticks times buckets overflow a long
        Int128 start = points[0].T, span = points[^1].T - start;
        return span == 0 ? 0 : (int)Int128.Min((points[i].T - start) * buckets / span, buckets - 1);
    }
}
