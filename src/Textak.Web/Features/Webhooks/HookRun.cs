using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>
/// Tells one receiver what it hasn't been told, a few boards at a time and each in the order of its log, until there is nothing more or it fails. A board
/// that fails waits for its next try; the others go on.
/// </summary>
/// <param name="holds">Whether the lease is good for another message.</param>
/// <param name="leave">Called where something was left undone, that it be looked for again.</param>
internal sealed class HookRun(
    long hookId, IServiceScopeFactory scopes, BoardLog log, HookSending sending, HomeAddress address, TimeProvider time, ILogger logger, Func<bool> holds, Action leave)
{
    private const int BoardsAtOnce = 4, MostInTurn = 50;

    private readonly Lock adding = new();
    private readonly Queue<long> due = [];
    private readonly HashSet<long> queued = [], told = [], again = [];
    private int workers;
    private TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Adds boards, and begins where nobody works yet. One that is being told already may have gone on: it is looked at once more.</summary>
    public void Add(IEnumerable<long> boards, CancellationToken stop)
    {
        lock (adding)
        {
            foreach (var board in boards)
                if (told.Contains(board)) again.Add(board);
                else if (queued.Add(board)) due.Enqueue(board);
            if (workers == 0 && due.Count > 0) done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            for (; workers < Math.Min(BoardsAtOnce, due.Count); workers++) _ = Task.Run(() => WorkAsync(stop), CancellationToken.None);
        }
    }

    /// <summary>Completes when nobody works.</summary>
    public Task DoneAsync()
    {
        lock (adding) return workers == 0 ? Task.CompletedTask : done.Task;
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (Take(stop) is { } board)
        {
            var isMore = false;
            try
            {
                isMore = await TellAsync(board, stop);
            }
            catch (Exception e)
            {
                if (!stop.IsCancellationRequested) logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "Webhook {Hook} could not go on with board {Board}: {Message}", hookId, board, e.Message);
                leave();
            }
            lock (adding)
            {
                told.Remove(board);
                // Behind the others: a long log takes nobody's turn
                if ((again.Remove(board) || isMore) && queued.Add(board)) due.Enqueue(board);
            }
        }
    }

    private long? Take(CancellationToken stop)
    {
        lock (adding)
        {
            if (!stop.IsCancellationRequested && due.TryDequeue(out var board))
            {
                queued.Remove(board);
                told.Add(board);
                return board;
            }
            if (--workers == 0) done.TrySetResult();
            return null;
        }
    }

    /// <returns>Whether there is more to tell now.</returns>
    private async Task<bool> TellAsync(long board, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        if (await db.Webhooks.AsNoTracking().Active(time.Now()).SingleOrDefaultAsync(h => h.Id == hookId, stop) is not { } hook) return false;
        await SendAgainAsync(db, hook, board, stop);
        var position = await db.HookPositions.AsNoTracking().SingleAsync(p => p.WebhookId == hookId && p.ForecastId == board, stop);
        if (position.NextAt > time.Now()) return false;
        // The head first: what comes meanwhile is for the next look
        var head = await db.Forecasts.Where(f => f.Id == board).Select(f => f.LastSeq).SingleAsync(stop);
        var events = await db.Events.Told().Where(e => e.ForecastId == board && e.Seq > position.Seq && e.Seq <= head).OrderBy(e => e.Seq).Take(MostInTurn).Select(e => new { e.Seq, e.Kind }).ToListAsync(stop);
        var at = position.Seq;
        foreach (var e in events.Where(e => hook.Wants(e.Kind)))
        {
            using var place = await sending.EnterAsync(stop);
            if (!holds())
            {
                leave();
                return false;
            }
            var sent = await SendAsync(db, hook, board, e.Seq, stop);
            using var turn = await log.EnterAsync(stop);
            await WriteAsync(db, board, e.Seq, sent);
            if (!sent.Succeeded)
            {
                await FailAsync(db, at == position.Seq ? position : new() { WebhookId = hookId, ForecastId = board, Seq = at });
                return false;
            }
            // Somebody else may have told it meanwhile: then the rest is theirs too
            if (!await HookPosition.MoveAsync(db, hookId, board, at, e.Seq)) return false;
            at = e.Seq;
        }
        var isMore = events.Count == MostInTurn;
        using var last = await log.EnterAsync(stop);
        return await HookPosition.MoveAsync(db, hookId, board, at, isMore ? events[^1].Seq : head) && isMore;
    }

    /// <summary>What its owner wants once more; that changes nothing about what comes next.</summary>
    private async Task SendAgainAsync(TextakDb db, Webhook hook, long board, CancellationToken stop)
    {
        foreach (var seq in await db.HookDeliveries.Where(d => d.WebhookId == hookId && d.ForecastId == board && d.Again).OrderBy(d => d.Seq).Select(d => d.Seq).ToListAsync(stop))
        {
            using var place = await sending.EnterAsync(stop);
            if (!holds()) return;
            var sent = await SendAsync(db, hook, board, seq, stop);
            using var turn = await log.EnterAsync(stop);
            await WriteAsync(db, board, seq, sent);
        }
    }

    /// <summary>One try. What is sent is read at this moment.</summary>
    private async Task<Sent> SendAsync(TextakDb db, Webhook hook, long board, long seq, CancellationToken stop)
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
        await HookDelivery.WriteAsync(db, hookId, board, seq, sent, time.Now());
        db.ChangeTracker.Clear();
        if (sent.Status == StatusCodes.Status410Gone) await StopAsync(db, "It answered that it is gone (410).");
    }

    private async Task FailAsync(TextakDb db, HookPosition position)
    {
        var now = time.Now();
        await HookPosition.FailAsync(db, position, now);
        if (now - position.FailingSince > Webhook.Patience)
            await StopAsync(db, $"For {Webhook.Patience.TotalDays:0} days it has not taken a message. See below what it answered.");
    }

    private Task StopAsync(TextakDb db, string why)
    {
        var now = time.Now();
        return db.Webhooks.Where(h => h.Id == hookId && h.StoppedAt == null).ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, (DateTimeOffset?)now).SetProperty(x => x.StoppedWhy, why));
    }
}
