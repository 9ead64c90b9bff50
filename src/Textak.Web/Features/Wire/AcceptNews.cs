using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Wire;

/// <summary>Makes an item a signal of one board. The same decision may do so on several, one after the other.</summary>
/// <param name="Decision">The command as the moderator sent it: what it decides on the first board holds on the others.</param>
public sealed record AcceptNews(long ItemId, Direction Direction, Guid Decision)
{
    /// <summary>Accepts an item on some of the boards that it was found for, one after the other.</summary>
    /// <param name="direction">Which way it points for a board; null leaves it out.</param>
    internal static async Task<(IReadOnlyList<Answer> Answers, Refusal? Refusal)> OnBoardsAsync(
        BoardLog log, Tailer tailer, WireItem item, Func<WireMatch, Direction?> direction, long by, Guid commandId)
    {
        var chosen = item.Matches.Select(match => (match.ForecastId, Direction: direction(match))).Where(one => one.Direction is not null).ToList();
        if (chosen.Count == 0) return ([], new("", "Choose for at least one board which way it points."));
        return await SeveralBoards.AppendAsync(log, tailer, chosen.ConvertAll(one => one.ForecastId), by, commandId,
            board => new AcceptNews(item.Id, chosen.Find(one => one.ForecastId == board).Direction!.Value, commandId).ApplyAsync);
    }

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
