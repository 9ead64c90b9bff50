namespace Textak.Forecasting;

/// <summary>Fewer points for the same drawn line.</summary>
public static class Thinning
{
    /// <summary>
    /// The first and the last point, and of each of some equal stretches of time between them the lowest and the highest, in
    /// their order. A spike is never smoothed away, which averaging or taking every k-th point would do. A pause in the values
    /// keeps its beginning and its end where it is the longest that begins in its stretch: one that outlasts a stretch always does.
    /// </summary>
    /// <remarks>
    /// There are (max - 2) / 2 stretches, or (max - 2) / 4 where there are pauses, and none where that is less than one.
    /// Min-max aggregation, see Jugel et al., "M4: a visualization-oriented time series data aggregation", VLDB 7 (2014).
    /// </remarks>
    /// <param name="points">Time in any unit and value in any unit (a number, or null while there is none), oldest first; equal times may repeat.</param>
    /// <param name="max">The most points to return, at least 6: two for the ends, two for the extremes, two for a pause.</param>
    /// <returns>All of them when they are no more than max, else at most max of them, in their order.</returns>
    /// <exception cref="ArgumentOutOfRangeException">max is less than 6.</exception>
    /// <exception cref="ArgumentException">The points are not in the order of time.</exception>
    public static IReadOnlyList<(long T, double? V)> KeepExtremes(IReadOnlyList<(long T, double? V)> points, int max) =>
        [.. Places(points, max).Select(i => points[i])];

    /// <summary>Where the points of <see cref="KeepExtremes"/> stand, for a caller whose points have more to them.</summary>
    /// <param name="points">As there.</param>
    /// <param name="max">As there.</param>
    /// <returns>Indices, rising.</returns>
    /// <exception cref="ArgumentOutOfRangeException">max is less than 6.</exception>
    /// <exception cref="ArgumentException">The points are not in the order of time.</exception>
    public static IReadOnlyCollection<int> Places(IReadOnlyList<(long T, double? V)> points, int max)
    {
        ArgumentNullException.ThrowIfNull(points);
        ArgumentOutOfRangeException.ThrowIfLessThan(max, 6);
        for (var i = 1; i < points.Count; i++)
            if (points[i].T < points[i - 1].T)
                throw new ArgumentException($"Point {i} is earlier than the one before it.", nameof(points));
        if (points.Count <= max)
            return [.. Enumerable.Range(0, points.Count)];

        var kept = new SortedSet<int> { 0, points.Count - 1 };
        var pauses = Pauses(points);
        var buckets = (max - 2) / (pauses.Count == 0 ? 2 : 4);
        foreach (var bucket in Enumerable.Range(1, points.Count - 2).Where(i => points[i].V is not null).GroupBy(i => BucketOf(points, i, buckets)))
        {
            kept.Add(bucket.MinBy(i => points[i].V));
            kept.Add(bucket.MaxBy(i => points[i].V));
        }
        foreach (var bucket in pauses.GroupBy(pause => BucketOf(points, pause.Start, buckets)))
        {
            var longest = bucket.MaxBy(pause => (Int128)points[pause.End].T - points[pause.Start].T);
            kept.Add(longest.Start);
            kept.Add(longest.End);
        }
        return kept;
    }

    /// <summary>From the first point without a value to the next with one, or to the last point.</summary>
    private static List<(int Start, int End)> Pauses(IReadOnlyList<(long T, double? V)> points)
    {
        var pauses = new List<(int Start, int End)>();
        for (var i = 0; i < points.Count; i++)
        {
            if (points[i].V is not null)
                continue;
            var start = i;
            while (i < points.Count - 1 && points[i].V is null)
                i++;
            pauses.Add((start, i));
        }
        return pauses;
    }

    private static int BucketOf(IReadOnlyList<(long T, double? V)> points, int i, int buckets)
    {
        // 128 bits: ticks times buckets overflow a long
        Int128 start = points[0].T, span = points[^1].T - start;
        return span == 0 ? 0 : (int)Int128.Min((points[i].T - start) * buckets / span, buckets - 1);
    }
}
