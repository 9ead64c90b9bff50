using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Feed;

/// <summary>A forecast as the feed shows it.</summary>
/// <param name="Line">The probability from <paramref name="From"/> to <paramref name="Until"/>, oldest first, thinned for a small picture.</param>
public sealed record Tile(Forecast Forecast, Numbers Numbers, IReadOnlyList<Sample> Line, DateTimeOffset From, DateTimeOffset Until)
{
    private const int MostPoints = 60;
    private static readonly TimeSpan Shown = TimeSpan.FromDays(60);

    /// <summary>Movement in points over each of <see cref="Span.All"/>, or since the first number where that is later; null without one.</summary>
    public IReadOnlyList<int?> Movements { get; private init; } = [];

    /// <summary>The arguments in which a search found its words.</summary>
    public IReadOnlyList<ArgumentView> Found { get; init; } = [];

    /// <summary>The percent before the number changed last; null where it looks the same now, or there was none.</summary>
    public int? MovedFrom => Numbers.Percent is { } now && Forecast.MovedFrom is { } before && Textak.Forecasting.Percent.Of(before) is var percent && percent != now ? percent : null;

    /// <summary>Reads the tiles of some forecasts, in their order.</summary>
    public static async Task<List<Tile>> ReadAsync(TextakDb db, IQueryable<Forecast> query, DateTimeOffset now, CancellationToken stop)
    {
        var forecasts = await query.AsNoTracking().ToListAsync(stop);
        var ids = forecasts.ConvertAll(f => f.Id);
        var since = now - Shown;
        // A closed forecast shows its last weeks, whenever they were
        var closed = forecasts.Where(f => f.ClosedAt != null).Select(f => f.Id).ToList();
        var recent = (await db.Points.Where(p => ids.Contains(p.ForecastId) && (p.At >= since || closed.Contains(p.ForecastId)))
            .OrderBy(p => p.Seq).Select(p => new { p.ForecastId, p.At, p.Probability }).ToListAsync(stop)).ToLookup(p => p.ForecastId);
        // One number a forecast, or all points would be numbered to find the last
        var earlier = await db.Forecasts.Where(f => ids.Contains(f.Id)).Select(f => new
        {
            f.Id,
            Last = db.Points.Where(p => p.ForecastId == f.Id && p.At < since).OrderByDescending(p => p.At).ThenByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefault(),
        }).ToDictionaryAsync(f => f.Id, f => f.Last, stop);

        return forecasts.ConvertAll(forecast =>
        {
            var line = History.InOrder([.. recent[forecast.Id].Select(p => new Sample(p.At, p.Probability))]);
            if (forecast.ClosedAt is null && earlier.GetValueOrDefault(forecast.Id) is { } before) line.Insert(0, new(since, before));
            return Of(forecast, line, forecast.ClosedAt ?? now);
        });
    }

    /// <summary>The same without anybody's number: <see cref="OthersNumbers"/>.</summary>
    public Tile HeldBack() => this with { Numbers = Numbers.HeldBack(), Line = [], Movements = [] };

    /// <summary>Movement in points over a span.</summary>
    public int? Movement(Span span) => Movements.Count == 0 ? null : Movements[Span.All.ToList().IndexOf(span)];

    private static Tile Of(Forecast forecast, List<Sample> line, DateTimeOffset until)
    {
        var from = line.Count > 0 ? line[0].At : until - Shown;
        return new(forecast, Numbers.Of(forecast, Before(Span.Week)), History.Thin(line, MostPoints), from, until)
        {
            Movements = [.. Span.All.Select(span => Numbers.Of(forecast, Before(span)).Movement)],
        };

        double? Before(Span span) => (line.FindLast(s => s.At <= until - span.Length && s.Probability != null) ?? line.Find(s => s.Probability != null))?.Probability;
    }
}
