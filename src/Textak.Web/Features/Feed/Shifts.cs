using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Feed;

/// <summary>The open boards whose numbers moved last, the newest first and each once.</summary>
/// <param name="Last">The last that was read, after which the next part begins; null where there is none.</param>
internal sealed record Shifts(IReadOnlyList<Tile> Tiles, Forecast? Last)
{
    /// <summary>Over which time the movement is shown.</summary>
    public static readonly Span Over = Span.All[1];

    /// <param name="after">Where a part before ended.</param>
    public static async Task<Shifts> ReadAsync(TextakDb db, Viewer viewer, (DateTimeOffset At, long Id)? after, int most, DateTimeOffset now, CancellationToken stop)
    {
        var moved = db.Forecasts.Where(f => f.Shelf == Shelf.Open && f.MovedAt != null);
        if (after is var (at, id)) moved = moved.Where(f => f.MovedAt < at || (f.MovedAt == at && f.Id < id));
        // A place here tells that somebody moved, and when
        if (viewer is { OwnFirst: true, Id: { } me }) moved = moved.Where(f => db.Estimates.Any(e => e.ForecastId == f.Id && e.AccountId == me && e.EndSeq == null));
        var tiles = await Tile.ReadAsync(db, moved.OrderByDescending(f => f.MovedAt).ThenByDescending(f => f.Id).Take(most + 1), now, stop);
        var last = tiles.Count > most ? tiles[most - 1].Forecast : null;
        if (last is not null) tiles.RemoveAt(most);
        // Who withdrew since then is shown nothing that is newer
        if (viewer is { OwnFirst: true, Id: { } again } && await db.EstimatedByAsync(again, stop) is { } estimated)
            tiles.RemoveAll(tile => !estimated.Contains(tile.Forecast.Id));
        return new(tiles, last);
    }
}
