using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Feed;

/// <summary>A forecast as the feed shows it.</summary>
/// <param name="Line">The probability from <paramref name="From"/> to <paramref name="Until"/>, oldest first, thinned for a small picture.</param>
public sealed record Tile(Forecast Forecast, Numbers Numbers, IReadOnlyList<Sample> Line, DateTimeOffset From, DateTimeOffset Until)
{
    private const int MostPoints = 60;
    private static readonly TimeSpan Span = TimeSpan.FromDays(60);

    /// <summary>Reads the tiles of some forecasts, in their order.</summary>
    public static async Task<List<Tile>> ReadAsync(TextakDb db, IQueryable<Forecast> query, DateTimeOffset now, CancellationToken stop)
    {
        var forecasts = await query.AsNoTracking().ToListAsync(stop);
        var ids = forecasts.ConvertAll(f => f.Id);
        var since = now - Span;
        // A closed forecast shows its last weeks, whenever they were
        var closed = forecasts.Where(f => f.ClosedAt != null).Select(f => f.Id).ToList();
        var recent = (await db.Points.Where(p => ids.Contains(p.ForecastId) && (p.At >= since || closed.Contains(p.ForecastId)))
            .OrderBy(p => p.Seq).Select(p => new { p.ForecastId, p.At, p.Probability }).ToListAsync(stop)).ToLookup(p => p.ForecastId);
        var last = db.Points.Where(p => ids.Contains(p.ForecastId) && p.At < since)
            .GroupBy(p => p.ForecastId).Select(g => new { ForecastId = g.Key, Seq = g.Max(p => p.Seq) });
        var earlier = await db.Points.Join(last, p => new { p.ForecastId, p.Seq }, l => l, (p, _) => new { p.ForecastId, p.Probability })
            .ToDictionaryAsync(p => p.ForecastId, stop);

        return forecasts.ConvertAll(forecast =>
        {
            var line = History.InOrder([.. recent[forecast.Id].Select(p => new Sample(p.At, p.Probability))]);
            if (forecast.ClosedAt is null && earlier.GetValueOrDefault(forecast.Id) is { } before) line.Insert(0, new(since, before.Probability));
            return Of(forecast, line, forecast.ClosedAt ?? now);
        });
    }

    /// <summary>The same without anybody's number: <see cref="OthersNumbers"/>.</summary>
    public Tile HeldBack() => this with { Numbers = Numbers.HeldBack(), Line = [] };

    private static Tile Of(Forecast forecast, List<Sample> line, DateTimeOffset until)
    {
        var before = line.FindLast(s => s.At <= until - Numbers.Span && s.Probability != null) ?? line.Find(s => s.Probability != null);
        var from = line.Count > 0 ? line[0].At : until - Span;
        return new(forecast, Numbers.Of(forecast, before?.Probability), History.Thin(line, MostPoints), from, until);
    }
}
