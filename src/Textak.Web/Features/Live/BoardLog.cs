using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Notices;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>The one writer: nothing else changes a board.</summary>
public sealed class BoardLog(IServiceScopeFactory scopes, Crowds crowds, Doorbell doorbell, TimeProvider time) : IDisposable
{
    private const long AllBoards = 0;

    // SQLite has one write lock, and waiting for it inside the driver is polling: queue here instead
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<long, CommitQueue> queues = [];
    private bool? isSqlite;

    /// <summary>
    /// Takes the forecast's lock and its next sequence number, runs the rule, and commits both with the event. A refusal
    /// leaves nothing behind; a command id that was carried out before gives the answer of then. Commands that arrive
    /// while a commit is under way share the next one.
    /// </summary>
    /// <param name="reads">
    /// Whether the rule reads from the database, the board being as it is then; null where it always does. What was carried out
    /// before it is saved first. One that doesn't shares a save with others, and refuses before it writes.
    /// </param>
    public async Task<Outcome> AppendAsync(Command command, Func<Change, Task<Refusal?>> rule, Func<Forecast, bool>? reads = null)
    {
        using var trace = Telemetry.Traces.StartActivity("append");
        var start = time.GetTimestamp();
        var result = "failed";
        try
        {
            var pending = new Pending(command, rule, reads);
            queues.GetOrAdd(IsSqlite() ? AllBoards : command.ForecastId, _ => new(CommitAsync)).Enter(pending);
            var outcome = await pending.Outcome;
            result = outcome.Answer is null ? "refused" : "done";
            return outcome;
        }
        finally
        {
            trace?.SetTag("textak.outcome", result);
            Telemetry.Commands.Add(1, new KeyValuePair<string, object?>("outcome", result));
            Telemetry.CommitTime.Record(time.GetElapsedTime(start).TotalSeconds);
        }
    }

    /// <summary>Puts a new forecast with its whole history into the database, in one transaction.</summary>
    /// <param name="open">Makes the forecast; called again should the transaction have to be repeated.</param>
    /// <param name="accountId">Who imports it.</param>
    /// <param name="history">Likewise, what happened since it opened, oldest first; each writes through its change and records one event.</param>
    /// <returns>Why not, where a moment refuses to be: then nothing is left behind.</returns>
    public async Task<Refusal?> OpenAsync(Func<Forecast> open, long accountId, Func<IReadOnlyList<Moment>> history, CancellationToken stop = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        using var turn = await EnterAsync(stop);
        var (opened, refused) = await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var forecast = db.Forecasts.Add(open()).Entity;
            await db.SaveChangesAsync(stop);
            foreach (var moment in history().Prepend(new(forecast.OpenedAt, Begin)))
            {
                var change = new Change(db, forecast, new(forecast.Id, moment.AccountId ?? accountId, Ids.New()), forecast.NextSeq(), moment.At, new(crowds));
                if (await moment.WriteAsync(change) is { } refusal) return (forecast, refusal);
            }
            forecast.Arrive(time.Now());
            db.NoticePositions.Add(NoticePosition.Of(forecast));
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return (forecast, (Refusal?)null);
        });
        if (refused is null) doorbell.Ring(opened.Id, opened.LastSeq);
        return refused;
    }

    /// <summary>Takes one's turn to write, where one alone can, SQLite; it ends when what this returns is disposed.</summary>
    internal async Task<IDisposable?> EnterAsync(CancellationToken stop)
    {
        if (!IsSqlite()) return null;
        await gate.WaitAsync(stop);
        return new Turn(gate);
    }

    public void Dispose() => gate.Dispose();

    private static void Begin(Change change)
    {
        change.Db.CriteriaVersions.Add(CriteriaVersion.First(change));
        change.Record(change.Forecast.Status == Status.Proposed ? EventKind.Proposed : EventKind.Opened);
    }

    /// <summary>Commits some commands together; where that fails through one of them, each alone.</summary>
    private async Task CommitAsync(IReadOnlyList<Pending> batch)
    {
        try
        {
            using var turn = await EnterAsync(CancellationToken.None);
            Telemetry.Batches.Record(batch.Count);
            var outcomes = await CommitTogetherAsync(batch);
            foreach (var board in batch.Zip(outcomes).GroupBy(done => done.First.Command.ForecastId))
                if (board.Max(done => done.Second.Answer?.Seq) is { } head) doorbell.Ring(board.Key, head);
            foreach (var (pending, outcome) in batch.Zip(outcomes)) pending.Answer(outcome);
        }
        catch (Exception e) when (batch.Count == 1 || DatabaseProblem.IsAway(e))
        {
            foreach (var pending in batch) pending.Fail(e);
        }
        catch (Exception)
        {
            foreach (var pending in batch) await CommitAsync([pending]);
        }
    }

    private async Task<IReadOnlyList<Outcome>> CommitTogetherAsync(IReadOnlyList<Pending> batch)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        // A statement that fails ends the whole transaction here: nothing has to be saved up for it
        db.Database.AutoSavepointsEnabled = false;
        try
        {
            // Hardly ever is one of many a repetition: then the database refuses them all, and each is looked for
            return await CommitAsync(db, batch, looksUp: batch.Count == 1);
        }
        catch (DbUpdateException e) when (batch.Count > 1 && e.IsDuplicate())
        {
            return await CommitAsync(db, batch, looksUp: true);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same command id on another board at the same moment: whichever came first keeps it
            if (await OneCommit.FindAsync(db, batch[0].Command) is not { } first) throw;
            return [first];
        }
    }

    private Task<IReadOnlyList<Outcome>> CommitAsync(TextakDb db, IReadOnlyList<Pending> batch, bool looksUp) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        var inHand = new CrowdsInHand(crowds);
        var outcomes = await new OneCommit(db, inHand, batch, looksUp, time).CarryOutAsync();
        if (outcomes.Any(outcome => outcome.Answer is not null)) await transaction.CommitAsync();
        inHand.PutBack();
        return outcomes;
    });

    private bool IsSqlite()
    {
        if (isSqlite is { } known) return known;
        using var scope = scopes.CreateScope();
        return (isSqlite = scope.ServiceProvider.GetRequiredService<TextakDb>().Database.IsSqlite()).Value;
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

/// <summary>Something that happened to a forecast before it came here, or by which it comes.</summary>
public sealed record Moment(DateTimeOffset At, Func<Change, Task<Refusal?>> WriteAsync)
{
    /// <summary>One that refuses nothing.</summary>
    public Moment(DateTimeOffset at, Action<Change> write) : this(at, change =>
    {
        write(change);
        return Task.FromResult<Refusal?>(null);
    })
    { }

    /// <summary>Whose doing it was; null for that of whoever imports.</summary>
    public long? AccountId { get; init; }
}
