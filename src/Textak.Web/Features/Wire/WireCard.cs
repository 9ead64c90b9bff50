using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Wire;

/// <summary>An item as moderators see it, with all that they need to decide.</summary>
/// <param name="Told">Other items that are one story with it.</param>
/// <param name="Alike">Items that may be.</param>
public sealed record WireCard(WireItem Item, IReadOnlyList<WireCard.Other> Told, IReadOnlyList<WireCard.Other> Alike, Viewer Viewer, DateTimeOffset Now)
{
    /// <summary>Items on a page.</summary>
    public const int MostShown = 50;
    private const int MostCompared = 400, MostAlike = 3;

    // Of all the words of two headlines, those that they share
    private const double Enough = .5;
    private static readonly TimeSpan SameDays = TimeSpan.FromDays(7);

    /// <summary>Another item in a few words.</summary>
    public sealed record Other(long Id, string Headline, string Source, string? Link, WireState State);

    /// <summary>What came back with an error: the choices by forecast, and what is wrong.</summary>
    public IReadOnlyDictionary<long, string> Typed { get; init; } = new Dictionary<long, string>();
    public string? Problem { get; init; }

    public bool IsMine => Viewer.Id is { } me && Item.Holder(Now) == me;
    public string? Holder => Item.Holder(Now) is null ? null : Item.ClaimedBy!.UserName;
    public bool IsOpen => Item.State == WireState.Waiting;
    public string SourceName => Item.Source ?? Item.Feed!.Name;

    /// <summary>Whether something is another than before: what was done to it, what came in that is like it, or, by the clock, who is at it.</summary>
    public string Version => FormattableString.Invariant($"{Item.Version}-{Item.Holder(Now)}-{string.Join('.', Alike.Select(other => other.Id))}");

    /// <summary>Seconds until whoever is at it is so no more; null for nobody.</summary>
    public string? Lapses => Item.ClaimedAt is { } since && Item.Holder(Now) is not null ? (since + WireItem.ClaimLasts - Now).TotalSeconds.ToString("0", CultureInfo.InvariantCulture) : null;

    /// <summary>A page of what waits, the strongest matches first, then the newest; and how many there are in all.</summary>
    public static async Task<(IReadOnlyList<WireCard> Cards, int Count)> WaitingAsync(TextakDb db, Viewer viewer, int skip, DateTimeOffset now, CancellationToken stop)
    {
        var since = now - WireItem.Waits;
        var waiting = db.WireItems.Where(i => i.State == WireState.Waiting && i.FoundAt > since);
        var page = waiting.OrderByDescending(i => i.Matches.Max(m => m.Strength)).ThenByDescending(i => i.Id).Skip(skip).Take(MostShown);
        return (await ReadAsync(db, page, viewer, now, stop), await waiting.CountAsync(stop));
    }

    /// <summary>One item, whatever became of it; null where there is none.</summary>
    public static async Task<WireCard?> FindAsync(TextakDb db, long id, Viewer viewer, DateTimeOffset now, CancellationToken stop) =>
        await ReadAsync(db, db.WireItems.Where(i => i.Id == id), viewer, now, stop) is [var found] ? found : null;

    private static async Task<IReadOnlyList<WireCard>> ReadAsync(TextakDb db, IQueryable<WireItem> query, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        var items = await query.AsNoTracking().Include(i => i.Feed).Include(i => i.ClaimedBy).Include(i => i.Matches).ThenInclude(m => m.Forecast).AsSplitQuery().ToListAsync(stop);
        if (items.Count == 0) return [];
        var (ids, recent) = (items.ConvertAll(i => i.Id), now - SameDays);
        var told = (await db.WireItems.Where(i => i.MergedIntoId != null && ids.Contains(i.MergedIntoId.Value)).OrderBy(i => i.Id)
            .Select(i => new { i.MergedIntoId, Item = new Other(i.Id, i.Headline, i.Source ?? i.Feed!.Name, i.Link, i.State) }).ToListAsync(stop)).ToLookup(i => i.MergedIntoId!.Value, i => i.Item);
        var near = (await db.WireItems.Where(i => (i.State == WireState.Waiting || i.State == WireState.Accepted) && i.FoundAt > recent).OrderByDescending(i => i.Id).Take(MostCompared)
            .Select(i => new Other(i.Id, i.Headline, i.Source ?? i.Feed!.Name, i.Link, i.State)).ToListAsync(stop)).ConvertAll(other => (Other: other, Words: Words(other.Headline)));
        return [.. items.Select(i => new WireCard(i, [.. told[i.Id]], Alikes(i, near), viewer, now))];
    }

    private static List<Other> Alikes(WireItem item, List<(Other Other, HashSet<string> Words)> near)
    {
        var own = Words(item.Headline);
        return [.. near.Where(one => one.Other.Id != item.Id && item.State == WireState.Waiting)
            .Select(one => (one.Other, Share: item.Link is not null && one.Other.Link == item.Link ? 1 : (double)own.Count(one.Words.Contains) / own.Union(one.Words).Count()))
            .Where(one => one.Share >= Enough).OrderByDescending(one => one.Share).ThenBy(one => one.Other.Id).Take(MostAlike).Select(one => one.Other)];
    }

    private static HashSet<string> Words(string headline) => [.. ReadWords.Compared(headline).Split(' ')];
}
