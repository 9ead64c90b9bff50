using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;

namespace Textak.Web.Features.Estimates;

/// <summary>The probability from one moment on; null where nobody estimated.</summary>
public sealed record Sample(DateTimeOffset At, double? Probability);

/// <summary>A board's number over time.</summary>
public static class History
{
    public const int MostPoints = 400;

    /// <summary>All of it up to an event, oldest first, thinned to what a chart can show.</summary>
    public static async Task<IReadOnlyList<Sample>> ReadAsync(TextakDb db, long forecastId, long to, CancellationToken stop) =>
        Thin(await db.Points.Where(p => p.ForecastId == forecastId && p.Seq <= to).OrderBy(p => p.Seq)
            .Select(p => new Sample(p.At, p.Probability)).ToListAsync(stop), MostPoints);

    /// <summary>At most so many samples, with the extremes kept, and the pauses in which nobody estimated.</summary>
    public static IReadOnlyList<Sample> Thin(IReadOnlyList<Sample> samples, int most)
    {
        if (samples.Count <= most) return samples;
        var kept = Thinning.KeepExtremes([.. samples.Select(s => (s.At.UtcTicks, s.Probability))], most);
        return [.. kept.Select(k => new Sample(new(k.T, TimeSpan.Zero), k.V))];
    }
}
