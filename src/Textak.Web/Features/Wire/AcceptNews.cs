using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Wire;

/// <summary>Makes an item a signal of one board. The same decision may do so on several, one after the other.</summary>
/// <param name="Decision">The command as the moderator sent it: what it decides on the first board holds on the others.</param>
public sealed record AcceptNews(long ItemId, Direction Direction, Guid Decision)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        await WireDesk.OpenAsync(change.Db);
        var item = await change.Db.WireItems.Include(i => i.Feed).Include(i => i.ClaimedBy).SingleOrDefaultAsync(i => i.Id == ItemId);
        if (item is null) return new("", "There is no such item.");
        var isFirst = item.State != WireState.Accepted || item.LastCommandId != Decision;
        if (isFirst && SettleNews.Barred(item, change.AccountId, change.Now) is { } barred) return barred;

        var told = await change.Db.WireItems.Where(i => i.MergedIntoId == ItemId && i.Link != null).OrderBy(i => i.Id).Select(i => i.Link!).ToListAsync();
        var signal = new AddSignal(item.Headline, item.Source ?? item.Feed!.Name, item.Link, item.PublishedAt, Direction, item.Feed!.Grade) 
        {
            Category = item.Feed.Category, Others = [.. told.Where(link => link != item.Link).Distinct(StringComparer.Ordinal).Take(Signal.MostOthers)],
        };
        if (await signal.ApplyAsync(change) is { } refusal) return refusal;
        if (isFirst) item.Settle(WireState.Accepted, Decision);
        return null;
    }
}
