using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Webhooks;

/// <summary>Which boards a webhook is about, from which event of each on, and until which.</summary>
internal static class HookReach
{
    /// <summary>The boards that it is about now.</summary>
    public static IQueryable<Forecast> Of(this Webhook hook, TextakDb db) => hook.Boards switch
    {
        HookBoards.One => db.Forecasts.Where(f => f.Id == hook.ForecastId),
        HookBoards.Followed => db.AskedForecasts().Where(f => db.FollowedBoards.Any(b => b.AccountId == hook.AccountId && b.ForecastId == f.Id)),
        HookBoards.Mine => db.AskedForecasts().Where(f => db.Arguments.Any(a => a.ForecastId == f.Id && a.AuthorId == hook.AccountId)
            || db.Estimates.Any(e => e.ForecastId == f.Id && e.AccountId == hook.AccountId && e.EndSeq == null) || db.Proposals.Any(p => p.ForecastId == f.Id && p.ProposerId == hook.AccountId)),
        _ => db.AskedForecasts(),
    };

    /// <summary>Where it begins on boards on which it has no place yet: after what had happened when they began to count. Where nothing has since, it needs none.</summary>
    /// <param name="boards">Those that are looked at.</param>
    public static async Task<IReadOnlyList<HookPosition>> BeginningsAsync(this Webhook hook, TextakDb db, List<long> boards, CancellationToken stop)
    {
        var missing = await hook.Of(db).Where(f => boards.Contains(f.Id) && !db.HookPositions.Any(p => p.WebhookId == hook.Id && p.ForecastId == f.Id)
            && db.Events.Any(e => e.ForecastId == f.Id && e.Seq == f.LastSeq && e.At > hook.CreatedAt)).Select(f => f.Id).ToListAsync(stop);
        if (missing.Count == 0) return [];
        var since = await hook.SinceAsync(db, missing, stop);
        var beginnings = new List<HookPosition>();
        foreach (var together in missing.GroupBy(id => since.TryGetValue(id, out var at) && at > hook.CreatedAt ? at : hook.CreatedAt))
        {
            var (ids, at) = (together.ToList(), together.Key);
            var places = await db.Forecasts.Where(f => ids.Contains(f.Id))
                .Select(f => new { f.Id, Seq = db.Events.Where(e => e.ForecastId == f.Id && e.At <= at).OrderByDescending(e => e.Seq).Select(e => e.Seq).FirstOrDefault() }).ToListAsync(stop);
            beginnings.AddRange(places.Select(place => new HookPosition { WebhookId = hook.Id, ForecastId = place.Id, Seq = place.Seq }));
        }
        return beginnings;
    }

    /// <summary>The last event of a board that it is told. Who withdraws an estimate, or lets it grow stale, is told that as well.</summary>
    /// <param name="head">The board's newest event: the last one where it still counts.</param>
    public static async Task<long> UntilAsync(this Webhook hook, TextakDb db, long board, long head, CancellationToken stop)
    {
        if (await hook.Of(db).AnyAsync(f => f.Id == board, stop)) return head;
        if (hook.Boards != HookBoards.Mine) return 0;
        return await db.Estimates.Where(e => e.ForecastId == board && e.AccountId == hook.AccountId && e.EndSeq <= head).MaxAsync(e => e.EndSeq, stop) ?? 0;
    }

    /// <summary>When boards began to count; those that always did are missing.</summary>
    private static async Task<Dictionary<long, DateTimeOffset>> SinceAsync(this Webhook hook, TextakDb db, List<long> boards, CancellationToken stop)
    {
        var me = hook.AccountId;
        if (hook.Boards == HookBoards.Followed)
            return await db.FollowedBoards.Where(b => b.AccountId == me && boards.Contains(b.ForecastId)).ToDictionaryAsync(b => b.ForecastId, b => b.At, stop);
        if (hook.Boards != HookBoards.Mine) return [];

        var argued = await db.Arguments.Where(a => a.AuthorId == me && boards.Contains(a.ForecastId)).Select(a => new { Board = a.ForecastId, At = a.PostedAt }).ToListAsync(stop);
        var proposed = await db.Proposals.Where(p => p.ProposerId == me && boards.Contains(p.ForecastId!.Value)).Select(p => new { Board = p.ForecastId!.Value, p.At }).ToListAsync(stop);
        // The first of each row of estimates took no other's place; the newest row is the one that goes on
        var estimated = await db.Estimates.Where(e => e.AccountId == me && e.Before == null && boards.Contains(e.ForecastId)
            && db.Estimates.Any(x => x.AccountId == me && x.ForecastId == e.ForecastId && x.EndSeq == null)).Select(e => new { Board = e.ForecastId, e.At }).ToListAsync(stop);
        return argued.Concat(proposed).Concat(estimated.GroupBy(e => e.Board).Select(e => e.MaxBy(x => x.At)!))
            .GroupBy(one => one.Board).ToDictionary(one => one.Key, one => one.Min(x => x.At));
    }
}
