using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;

namespace Textak.Web.Features.Estimates;

/// <summary>The probability from one moment on; null where nobody estimated.</summary>
public sealed record Sample(DateTimeOffset At, double? Probability)
{
    /// <summary>The event that made it; 0 where none did.</summary>
    public long Seq { get; init; }

    /// <summary>The middle half of the estimates, and their geometric mean of odds, each in (0,1); null where nobody estimated or nobody asked.</summary>
    public double? Lower { get; init; }

    /// <inheritdoc cref="Lower"/>
    public double? Upper { get; init; }

    /// <inheritdoc cref="Lower"/>
    public double? Mean { get; init; }

    /// <summary>Why the number moved from the first estimate to there.</summary>
    public MovementSplit Moved { get; init; }
}

/// <summary>A board's number over time.</summary>
public static class History
{
    public const int MostPoints = 400;

    /// <summary>All of it up to an event, in the order of the log, which is that of its times too.</summary>
    public static async Task<List<Sample>> AllAsync(TextakDb db, long forecastId, long to, CancellationToken stop) => InOrder(
        await db.Points.Where(p => p.ForecastId == forecastId && p.Seq <= to).OrderBy(p => p.Seq)
            .Select(p => new Sample(p.At, p.Probability)
            {
                Seq = p.Seq, Lower = p.LowerQuartile, Upper = p.UpperQuartile, Mean = p.GeometricMean,
                Moved = new(p.ChangedMinds, p.Newcomers, p.Withdrawals, p.Ageing),
            }).ToListAsync(stop));

    /// <summary>Two nodes' clocks may disagree: the order is the log's, so that nothing happened before what came before it.</summary>
    public static List<Sample> InOrder(List<Sample> samples)
    {
        for (var i = 1; i < samples.Count; i++)
            if (samples[i].At < samples[i - 1].At) samples[i] = samples[i] with { At = samples[i - 1].At };
        return samples;
    }

    /// <summary>The same, thinned to what a chart can show of each of its spans.</summary>
    /// <param name="end">Where the spans end.</param>
    public static async Task<IReadOnlyList<Sample>> ReadAsync(TextakDb db, long forecastId, long to, DateTimeOffset end, CancellationToken stop)
    {
        var all = await AllAsync(db, forecastId, to, stop);
        if (all.Count <= MostPoints) return all;

        // A day of a long history would have a point or two if the whole were thinned once
        var kept = new SortedSet<int>();
        foreach (var (days, _) in ChartView.Spans)
        {
            var start = days == 0 ? all[0].At : end.AddDays(-days);
            var first = Math.Max(0, all.FindLastIndex(s => s.At <= start));
            var span = all[first..];
            // It holds from the start on; where it stood alone for long before, that time is no part of the span
            if (span[0].At < start) span[0] = span[0] with { At = start };
            kept.UnionWith(Places(span, MostPoints).Select(place => first + place));
        }
        return [.. kept.Select(i => all[i])];
    }

    /// <summary>At most so many samples, with the extremes kept, and the pauses in which nobody estimated.</summary>
    public static IReadOnlyList<Sample> Thin(IReadOnlyList<Sample> samples, int most) =>
        samples.Count <= most ? samples : [.. Places(samples, most).Select(i => samples[i])];

    private static IReadOnlyCollection<int> Places(IReadOnlyList<Sample> samples, int most) =>
        Thinning.Places([.. samples.Select(s => (s.At.UtcTicks, s.Probability))], most);
}
