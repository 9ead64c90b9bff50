using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>Tells one receiver what it hasn't been told of a board.</summary>
/// <param name="holds">Whether the lease is good for another message.</param>
/// <param name="leave">Called where something was left undone, that it be looked for again.</param>
internal sealed class HookTelling(Webhook hook, IServiceScopeFactory scopes, BoardLog log, HookSending sending, HomeAddress address, TimeProvider time, Func<bool> holds, Action leave)
{
    private const int MostInTurn = 50;

    public long HookId => hook.Id;

    /// <summary>Tells what there is, in the order of the log, until there is nothing more, it fails, or it is another board's turn.</summary>
    /// <param name="conclude">Hears of each try whether it was taken.</param>
    /// <returns>Whether there is more to tell now.</returns>
    public async Task<bool> TellAsync(long board, Action<bool> conclude, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        if (!await db.Webhooks.Active(time.Now()).AnyAsync(h => h.Id == hook.Id, stop)) return false;
        await SendAgainAsync(db, board, conclude, stop);
        // It may have been let go of meanwhile
        if (await db.HookPositions.AsNoTracking().SingleOrDefaultAsync(p => p.WebhookId == hook.Id && p.ForecastId == board, stop) is not { } position || !position.MayTry(time.Now())) return false;
        // The head first: what comes meanwhile is for the next look
        var head = await db.Forecasts.Where(f => f.Id == board).Select(f => f.LastSeq).SingleAsync(stop);
        var until = await hook.UntilAsync(db, board, head, stop);
        var events = await db.Events.Told().Where(e => e.ForecastId == board && e.Seq > position.Seq && e.Seq <= until).OrderBy(e => e.Seq).Take(MostInTurn).Select(e => new { e.Seq, e.Kind }).ToListAsync(stop);
        var at = position.Seq;
        foreach (var e in events.Where(e => hook.Wants(e.Kind)))
        {
            using var place = await sending.EnterAsync(hook.AccountId, stop);
            if (!holds())
            {
                leave();
                return false;
            }
            var sent = await SendAsync(db, board, e.Seq, stop);
            using var turn = await log.EnterAsync(stop);
            await WriteAsync(db, board, e.Seq, sent);
            conclude(sent.Succeeded);
            if (!sent.Succeeded)
            {
                await FailAsync(db, at == position.Seq ? position : new() { WebhookId = hook.Id, ForecastId = board, Seq = at });
                return false;
            }
            // Somebody else may have told it meanwhile: then the rest is theirs too
            if (!await HookPosition.MoveAsync(db, hook.Id, board, at, e.Seq)) return false;
            at = e.Seq;
        }
        var isMore = events.Count == MostInTurn;
        using var last = await log.EnterAsync(stop);
        if (!isMore && until < head)
        {
            await HookPosition.EndAsync(db, hook.Id, board, at);
            return false;
        }
        return await HookPosition.MoveAsync(db, hook.Id, board, at, isMore ? events[^1].Seq : head) && isMore;
    }

    /// <summary>What its owner wants once more; that changes nothing about what comes next.</summary>
    private async Task SendAgainAsync(TextakDb db, long board, Action<bool> conclude, CancellationToken stop)
    {
        foreach (var seq in await db.HookDeliveries.Where(d => d.WebhookId == hook.Id && d.ForecastId == board && d.Again).OrderBy(d => d.Seq).Select(d => d.Seq).ToListAsync(stop))
        {
            using var place = await sending.EnterAsync(hook.AccountId, stop);
            if (!holds()) return;
            var sent = await SendAsync(db, board, seq, stop);
            using var turn = await log.EnterAsync(stop);
            await WriteAsync(db, board, seq, sent);
            conclude(sent.Succeeded);
        }
    }

    /// <summary>One try. What is sent is read at this moment.</summary>
    private async Task<Sent> SendAsync(TextakDb db, long board, long seq, CancellationToken stop)
    {
        var message = await HookMessage.ReadAsync(db, hook, board, seq, address, stop);
        try
        {
            return await sending.SendAsync(hook, message, stop);
        }
        catch (CryptographicException)
        {
            return new(null, "Its secret can't be read any more: delete it and make it anew", 0);
        }
    }

    private async Task WriteAsync(TextakDb db, long board, long seq, Sent sent)
    {
        await HookDelivery.WriteAsync(db, hook.Id, board, seq, sent, time.Now());
        db.ChangeTracker.Clear();
        if (sent.Status == StatusCodes.Status410Gone) await StopAsync(db, "It answered that it is gone (410).");
    }

    private async Task FailAsync(TextakDb db, HookPosition position)
    {
        var now = time.Now();
        await HookPosition.FailAsync(db, position, now);
        var taken = await db.HookDeliveries.Where(d => d.WebhookId == hook.Id && d.Status >= 200 && d.Status < 300).OrderByDescending(d => d.At).Select(d => (DateTimeOffset?)d.At).FirstOrDefaultAsync();
        // Since when everything fails, whichever board is tried
        var since = await db.HookPositions.Where(p => p.WebhookId == hook.Id && p.FailingSince != null && (taken == null || p.FailingSince > taken))
            .OrderBy(p => p.FailingSince).Select(p => p.FailingSince).FirstOrDefaultAsync();
        if (now - since > Webhook.Patience) await StopAsync(db, $"For {Webhook.Patience.TotalDays:0} days it has not taken a message. See below what it answered.");
        else if (now - position.FailingSince > Webhook.Patience) await HookPosition.LeaveAsync(db, position);
    }

    private Task StopAsync(TextakDb db, string why)
    {
        var now = time.Now();
        return db.Webhooks.Where(h => h.Id == hook.Id && h.StoppedAt == null).ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, (DateTimeOffset?)now).SetProperty(x => x.StoppedWhy, why));
    }
}
