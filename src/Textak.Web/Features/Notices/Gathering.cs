using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;

namespace Textak.Web.Features.Notices;

/// <summary>How what was told becomes notices: gathered, and as each chose.</summary>
internal static class Gathering
{
    /// <summary>Gathers what was told into notices that wait, as far as whom it concerns wants to hear of it.</summary>
    public static async Task AddAsync(TextakDb db, List<Told> told, CancellationToken stop)
    {
        var accounts = told.Select(t => t.AccountId).Distinct().ToList();
        var choices = (await db.NoticeChoices.AsNoTracking().Where(c => accounts.Contains(c.AccountId)).ToListAsync(stop)).ToDictionary(c => (c.AccountId, c.Cause), c => c.Way);
        var blind = await HeldBackAsync(db, told, stop);
        var heard = await HeardOnceAsync(db, told, stop);
        var waiting = (await db.Notices.Where(n => n.OutAt == null && accounts.Contains(n.AccountId)).ToListAsync(stop)).DistinctBy(n => n.Key).ToDictionary(n => n.Key);
        foreach (var one in told)
        {
            var way = choices.GetValueOrDefault((one.AccountId, one.Cause), NoticeWay.Here);
            if (way == NoticeWay.None || one.Key.TellsNumbers && blind.Contains((one.AccountId, one.ForecastId!.Value))) continue;
            if (one.Key.Once is { } once && !heard.Add(once)) continue;
            if (!waiting.TryGetValue(one.Key, out var notice)) waiting.Add(one.Key, notice = db.Notices.Add(one.ToNotice()).Entity);
            notice.Gather(one, way == NoticeWay.Mail);
        }
        var there = await db.NoticeBoxes.Where(b => accounts.Contains(b.AccountId)).Select(b => b.AccountId).ToListAsync(stop);
        db.NoticeBoxes.AddRange(waiting.Keys.Select(key => key.AccountId).Distinct().Except(there).Select(id => new NoticeBox { AccountId = id }));
    }

    private static async Task<HashSet<(long, NoticeCause, long)>> HeardOnceAsync(TextakDb db, List<Told> told, CancellationToken stop)
    {
        var once = told.Select(t => t.Key.Once).OfType<(long AccountId, NoticeCause, long Subject)>().ToList();
        if (once.Count == 0) return [];
        var (accounts, subjects) = (once.Select(o => o.AccountId).Distinct().ToList(), once.Select(o => (long?)o.Subject).Distinct().ToList());
        var before = await db.Notices.AsNoTracking().Where(n => accounts.Contains(n.AccountId) && subjects.Contains(n.Subject)).ToListAsync(stop);
        return [.. before.Select(n => n.Key.Once).OfType<(long, NoticeCause, long)>()];
    }

    /// <summary>Who wants to set their own number before they hear of others', and hasn't.</summary>
    private static async Task<HashSet<(long Account, long Forecast)>> HeldBackAsync(TextakDb db, List<Told> told, CancellationToken stop)
    {
        var blind = new HashSet<(long, long)>();
        foreach (var board in told.Where(t => t.Key.TellsNumbers).GroupBy(t => t.ForecastId!.Value))
        {
            var accounts = board.Select(t => t.AccountId).Distinct().ToList();
            var ownFirst = await db.Users.Where(a => a.OwnFirst && accounts.Contains(a.Id)).Select(a => a.Id).ToListAsync(stop);
            if (ownFirst.Count > 0) blind.UnionWith(ownFirst.Except(await db.SeenByAsync(board.Key, ownFirst, stop)).Select(id => (id, board.Key)));
        }
        return blind;
    }
}
