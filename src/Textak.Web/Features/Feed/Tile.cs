using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Feed;

/// <summary>A forecast as the feed shows it.</summary>
/// <param name="Line">The probability over the last weeks, oldest first, at most <see cref="MostPoints"/>.</param>
public sealed record Tile(Forecast Forecast, Numbers Numbers, IReadOnlyList<Sample> Line)
{
    public const int MostPoints = 60;
    private static readonly TimeSpan Span = TimeSpan.FromDays(60);

    /// <summary>Reads the tiles of some forecasts, in their order.</summary>
    public static async Task<List<Tile>> ReadAsync(TextakDb db, IQueryable<Forecast> query, DateTimeOffset now, CancellationToken stop)
    {
        var forecasts = await query.AsNoTracking().ToListAsync(stop);
        var ids = forecasts.ConvertAll(f => f.Id);
        var since = now - Span;
        var points = (await db.Points.AsNoTracking().Where(p => ids.Contains(p.ForecastId) && p.At >= since)
            .Select(p => new { p.ForecastId, p.Seq, p.At, p.Probability }).ToListAsync(stop)).ToLookup(p => p.ForecastId);
        // Where the line begins: the last point before the span
        var earlier = (await db.Points.Where(p => ids.Contains(p.ForecastId) && p.At < since)
            .GroupBy(p => p.ForecastId).Select(g => g.OrderByDescending(p => p.Seq).First()).ToListAsync(stop)).ToDictionary(p => p.ForecastId);

        return forecasts.ConvertAll(forecast =>
        {
            var end = forecast.ResolvedAt ?? now;
            List<Sample> line = [.. points[forecast.Id].OrderBy(p => p.Seq).Select(p => new Sample(p.At, p.Probability))];
            if (earlier.TryGetValue(forecast.Id, out var before)) line.Insert(0, new(since < end ? since : before.At, before.Probability));
            var then = line.FindLast(s => s.At <= now - Numbers.Span && s.Probability != null) ?? line.Find(s => s.Probability != null);
            return new Tile(forecast, Numbers.Of(forecast, then?.Probability), History.Thin(line, MostPoints));
        });
    }
}
