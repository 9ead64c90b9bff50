using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Feed;

/// <summary>
/// One page of boards in the order that is asked for. Movers are put in order as of the moment of the first page, out of the kept history, so
/// that all further pages belong to the same order; the other orders, the best matches of a search too, continue after the key of the last board. Either way who pages on
/// sees each board once that did not change its place meanwhile, and misses none of those.
/// </summary>
internal sealed class FeedPage(TextakDb db, FeedFilter filter, Viewer viewer, DateTimeOffset now)
{
    /// <summary>How many the feed shows at once.</summary>
    public const int Most = 24;

    private readonly DateTimeOffset at = filter.After?.Moment ?? now;

    /// <param name="search">What was found by the filter's words; null where it has none.</param>
    /// <returns>The boards, in their order, and the address's part for the next page; null where there is none.</returns>
    public async Task<(IReadOnlyList<Tile> Tiles, Place? Next)> ReadAsync(Search? search, int most, CancellationToken stop)
    {
        List<Place> places = [];
        for (var (stretch, after) = (filter.After?.Stretch ?? 0, filter.After); stretch <= 2 && places.Count <= most; stretch++, after = null)
            places.AddRange(await StretchAsync(Found(search?.Boards), search, stretch, after, most + 1 - places.Count, stop));
        var shown = places.Take(most).ToList();
        return (await TilesAsync(shown.ConvertAll(place => place.Id), search, stop), places.Count > most ? shown[^1] : null);
    }

    private async Task<IReadOnlyList<Tile>> TilesAsync(IReadOnlyList<long> ids, Search? search, CancellationToken stop)
    {
        var tiles = await Tile.ReadAsync(db, db.Forecasts.Where(f => ids.Contains(f.Id)), now, stop);
        // Asked after the reading, as always: see OthersNumbers
        if (viewer is { OwnFirst: true, Id: { } me })
        {
            var estimated = await db.EstimatedByAsync(me, stop);
            tiles = tiles.ConvertAll(tile => tile.Forecast.ResolvedAt is not null || estimated.Contains(tile.Forecast.Id) ? tile : tile.HeldBack());
        }
        var said = search is null ? null : await search.ArgumentsAsync(db, ids, stop);
        return [.. ids.Join(tiles, id => id, tile => tile.Forecast.Id, (_, tile) => said is null ? tile : tile with { Found = [.. said[tile.Forecast.Id]] })];
    }

    private IQueryable<Forecast> Found(IReadOnlyCollection<long>? only)
    {
        var found = db.Forecasts.AsNoTracking();
        if (only is not null) found = found.Where(f => only.Contains(f.Id));
        if (filter.Category is { } category) found = found.Where(f => f.Category == category);
        if (filter.Confidence is { } confidence) found = found.Where(f => f.Confidence == confidence);
        if (viewer.Id is { } me) found = filter.Boards switch
        {
            Whose.Mine => found.Where(f => db.Estimates.Any(e => e.AccountId == me && e.ForecastId == f.Id) || db.Arguments.Any(a => a.AuthorId == me && a.ForecastId == f.Id)),
            Whose.Followed => found.Where(f => db.FollowedBoards.Any(b => b.AccountId == me && b.ForecastId == f.Id)),
            _ => found,
        };
        return filter.Status switch
        {
            Stage.Locked => found.Where(f => f.Status == Status.Locked),
            Stage.Resolved => found.Where(f => f.Status != Status.Locked),
            _ => found, // each stretch is of one shelf
        };
    }

    private async Task<List<Place>> StretchAsync(IQueryable<Forecast> found, Search? search, int stretch, Place? after, int most, CancellationToken stop)
    {
        var last = filter.Sort is Sort.Movers ? 2 : 1;
        var shelf = stretch < last ? Shelf.Open : Shelf.Closed;
        if (stretch > last || (filter.Status is { } status && (status is Stage.Open) != (shelf is Shelf.Open))) return [];
        var there = found.Where(f => f.Shelf == shelf);
        if (filter.Sort is Sort.Best && search is not null) return await BestAsync(there, search, stretch, after, most, stop);
        if (filter.Sort is not Sort.Movers) return await OnAsync(there, stretch, after, most, stop);
        if (stretch == last) return await ByIdAsync(there, stretch, after, most, stop);
        var moved = await MovedAsync(there, stop);
        if (stretch == 0) return [.. moved.Where(place => after is null || place.Key < after.Key || (place.Key == after.Key && place.Id < after.Id)).Take(most)];
        var ids = moved.ConvertAll(place => place.Id);
        return await ByIdAsync(there.Where(f => !ids.Contains(f.Id)), stretch, after, most, stop);
    }

    /// <summary>Those whose number was another a span before the moment, the largest movement in log-odds first, whichever way.</summary>
    private async Task<List<Place>> MovedAsync(IQueryable<Forecast> open, CancellationToken stop)
    {
        var then = at - filter.Span.Length;
        var numbers = await Seen(open).Where(f => f.MovedAt > then).Select(f => new
        {
            f.Id,
            Now = f.MovedAt <= at ? f.Probability
                : db.Points.Where(p => p.ForecastId == f.Id && p.At <= at).OrderByDescending(p => p.At).ThenByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefault(),
            // Or since the first number, where that is later
            Then = db.Points.Where(p => p.ForecastId == f.Id && p.At <= then && p.Probability != null).OrderByDescending(p => p.At).ThenByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefault()
                ?? db.Points.Where(p => p.ForecastId == f.Id && p.Probability != null).OrderBy(p => p.At).ThenBy(p => p.Seq).Select(p => p.Probability).FirstOrDefault(),
        }).ToListAsync(stop);
        return
        [
            .. numbers.Where(n => n.Now != null && n.Then != null).Select(n => new Place(0, Math.Abs(Odds.ToLogOdds(n.Now!.Value) - Odds.ToLogOdds(n.Then!.Value)), n.Id, Place.Micros(at)))
                .Where(place => place.Key > 0).OrderByDescending(place => place.Key).ThenByDescending(place => place.Id),
        ];
    }

    /// <summary>Without those whose numbers are held back from the viewer: their place would tell. See <see cref="Estimates.OthersNumbers"/>.</summary>
    private IQueryable<Forecast> Seen(IQueryable<Forecast> forecasts) => viewer is not { OwnFirst: true, Id: { } me } ? forecasts
        : forecasts.Where(f => f.ResolvedAt != null || db.Estimates.Any(e => e.ForecastId == f.Id && e.AccountId == me && e.EndSeq == null));

    private Task<List<Place>> OnAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop) => filter.Sort switch
    {
        Sort.Newest => NewestAsync(shelf, stretch, after, most, stop),
        Sort.Closing => ClosingAsync(shelf, stretch, after, most, stop),
        Sort.Argued => ArguedAsync(shelf, stretch, after, most, stop),
        _ => ContestedAsync(shelf, stretch, after, most, stop),
    };

    // In each the first condition is what an index is entered by, the second parts those that are alike

    private async Task<List<Place>> NewestAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop)
    {
        if (after is { Id: var id, Key: var key } && Place.Of(key) is var opened) shelf = shelf.Where(f => f.OpenedAt <= opened && (f.OpenedAt < opened || f.Id < id));
        var rows = await shelf.OrderByDescending(f => f.OpenedAt).ThenByDescending(f => f.Id).Select(f => new { f.Id, f.OpenedAt }).Take(most).ToListAsync(stop);
        return rows.ConvertAll(f => At(stretch, Place.Micros(f.OpenedAt), f.Id));
    }

    private async Task<List<Place>> ClosingAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop)
    {
        if (after is { Id: var id, Key: var key } && DateOnly.FromDayNumber((int)Math.Clamp(key, 0, DateOnly.MaxValue.DayNumber)) is var horizon)
            shelf = shelf.Where(f => f.Horizon >= horizon && (f.Horizon > horizon || f.Id > id));
        var rows = await shelf.OrderBy(f => f.Horizon).ThenBy(f => f.Id).Select(f => new { f.Id, f.Horizon }).Take(most).ToListAsync(stop);
        return rows.ConvertAll(f => At(stretch, f.Horizon.DayNumber, f.Id));
    }

    private async Task<List<Place>> ArguedAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop)
    {
        if (after is { Id: var id, Key: var key } && (int)Math.Clamp(key, 0, int.MaxValue) is var argued) shelf = shelf.Where(f => f.Argued <= argued && (f.Argued < argued || f.Id < id));
        var rows = await shelf.OrderByDescending(f => f.Argued).ThenByDescending(f => f.Id).Select(f => new { f.Id, f.Argued }).Take(most).ToListAsync(stop);
        return rows.ConvertAll(f => At(stretch, f.Argued, f.Id));
    }

    private async Task<List<Place>> ContestedAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop)
    {
        var keyed = shelf.Select(f => new Keyed { Id = f.Id, Key = f.Contention });
        // Whose numbers are held back from the viewer is as if nobody had any
        if (viewer is { OwnFirst: true }) keyed = shelf.Select(f => new Keyed { Id = f.Id, Key = Seen(db.Forecasts).Any(seen => seen.Id == f.Id) ? f.Contention : 0 });
        if (after is { Id: var id, Key: var key }) keyed = keyed.Where(f => f.Key <= key && (f.Key < key || f.Id < id));
        var rows = await keyed.OrderByDescending(f => f.Key).ThenByDescending(f => f.Id).Take(most).ToListAsync(stop);
        return rows.ConvertAll(f => At(stretch, f.Key, f.Id));
    }

    // What was found is at hand, so it needs no index
    private async Task<List<Place>> BestAsync(IQueryable<Forecast> shelf, Search search, int stretch, Place? after, int most, CancellationToken stop)
    {
        var places = (await shelf.Select(f => f.Id).ToListAsync(stop)).ConvertAll(id => At(stretch, search.Rank(id), id));
        return [.. places.Where(place => after is null || place.Key < after.Key || (place.Key == after.Key && place.Id < after.Id))
            .OrderByDescending(place => place.Key).ThenByDescending(place => place.Id).Take(most)];
    }

    private async Task<List<Place>> ByIdAsync(IQueryable<Forecast> shelf, int stretch, Place? after, int most, CancellationToken stop)
    {
        if (after is { Id: var id }) shelf = shelf.Where(f => f.Id < id);
        var rows = await shelf.OrderByDescending(f => f.Id).Select(f => f.Id).Take(most).ToListAsync(stop);
        return rows.ConvertAll(found => At(stretch, 0, found));
    }

    private Place At(int stretch, double key, long id) => new(stretch, key, id, Place.Micros(at));

    private sealed record Keyed
    {
        public long Id { get; init; }
        public double Key { get; init; }
    }
}
