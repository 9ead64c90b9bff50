using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>The one writer: nothing else changes a board.</summary>
public sealed class BoardLog(IServiceScopeFactory scopes, Crowds crowds, Doorbell doorbell, TimeProvider time) : IDisposable
{
    private const long AllBoards = 0;

    private static readonly Func<TextakDb, long, Guid, Task<Before?>> FindBefore = EF.CompileAsyncQuery((TextakDb db, long account, Guid command) =>
        db.Events.Where(e => e.ById == account && e.CommandId == command).Select(e => new Before(e.ForecastId, e.Seq, e.ArgumentId)).SingleOrDefault());

    private static readonly Func<TextakDb, long, Task<Forecast?>> FindForecast = EF.CompileAsyncQuery((TextakDb db, long id) =>
        db.Forecasts.SingleOrDefault(f => f.Id == id));

    // SQLite has one write lock, and waiting for it inside the driver is polling: queue here instead
    private readonly SemaphoreSlim gate = new(1);
    private readonly ConcurrentDictionary<long, CommitQueue> queues = [];
    private bool? isSqlite;

    /// <summary>
    /// Takes the forecast's lock and its next sequence number, runs the rule, and commits both with the event. A refusal
    /// leaves nothing behind; a command id that was carried out before gives the answer of then. Commands that arrive
    /// while a commit is under way share the next one.
    /// </summary>
    public async Task<Outcome> AppendAsync(Command command, Func<Change, Task<Refusal?>> rule)
    {
        using var trace = Telemetry.Traces.StartActivity("append");
        var start = time.GetTimestamp();
        var result = "failed";
        try
        {
            var pending = new Pending(command, rule);
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
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return (forecast, (Refusal?)null);
        });
        if (refused is null) doorbell.Ring(opened.Id, opened.LastSeq);
        return refused;
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
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                await using var transaction = await db.Database.BeginTransactionAsync();
                var inHand = new CrowdsInHand(crowds);
                var outcomes = new Outcome[batch.Count];
                foreach (var board in batch.Select((pending, i) => (pending, i)).GroupBy(one => one.pending.Command.ForecastId))
                    await CarryOutAsync(db, inHand, board.Key, [.. board], outcomes);
                if (outcomes.Any(outcome => outcome.Answer is not null)) await transaction.CommitAsync();
                inHand.PutBack();
                return outcomes;
            });
        }
        catch (DbUpdateException e) when (batch.Count == 1 && e.IsDuplicate())
        {
            // The same command id on another board at the same moment: whichever came first keeps it
            if (await FindAsync(db, batch[0].Command) is not { } first) throw;
            return [first];
        }
    }

    /// <summary>Carries out one board's commands, one after the other: each sees what those before it did.</summary>
    private async Task CarryOutAsync(TextakDb db, CrowdsInHand inHand, long forecastId, IReadOnlyList<(Pending Pending, int Place)> commands, Outcome[] outcomes)
    {
        // The row lock comes first: what is read after it is the state that the events will follow
        await db.Forecasts.Where(f => f.Id == forecastId).ExecuteUpdateAsync(f => f.SetProperty(x => x.LastSeq, x => x.LastSeq));
        Forecast? forecast = null;
        var saves = 0;
        db.SavedChanges += (_, _) => saves++;
        foreach (var ((command, rule), place) in commands)
        {
            if (forecast is null)
            {
                db.ChangeTracker.Clear();
                if (await FindForecast(db, forecastId) is not { } found)
                {
                    outcomes[place] = new Refusal("", "There is no such forecast.");
                    continue;
                }
                forecast = found;
            }
            if (await FindAsync(db, command) is { } before)
            {
                outcomes[place] = before;
                continue;
            }
            var change = new Change(db, forecast, command, forecast.NextSeq(), time.Now(), inHand);
            var saved = saves;
            if (await rule(change) is { } refusal)
            {
                // What it left in the context is forgotten; what it sent to the database would be committed with the others
                if (saves > saved && outcomes.Length > 1) throw new InvalidOperationException("A rule saved, and then refused: it has to be carried out alone.");
                inHand.Undo(change);
                (outcomes[place], forecast) = (refusal, null);
                continue;
            }
            var recorded = change.Event ?? throw new InvalidOperationException("The rule recorded no event.");
            await db.SaveChangesAsync();
            outcomes[place] = new Answer(recorded.Seq, recorded.ArgumentId);
            db.ChangeTracker.Clear();
            db.Attach(forecast);
        }
    }

    private static async Task<Outcome?> FindAsync(TextakDb db, Command command) => await FindBefore(db, command.AccountId, command.Id) switch
    {
        null => null,
        var before when before.ForecastId == command.ForecastId => new Answer(before.Seq, before.ArgumentId),
        _ => new Refusal("", "This form was sent before, on another forecast. Reload the page and send it again."),
    };

    private bool IsSqlite()
    {
        if (isSqlite is { } known) return known;
        using var scope = scopes.CreateScope();
        return (isSqlite = scope.ServiceProvider.GetRequiredService<TextakDb>().Database.IsSqlite()).Value;
    }

    private async Task<IDisposable?> EnterAsync(CancellationToken stop)
    {
        if (!IsSqlite()) return null;
        await gate.WaitAsync(stop);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }

    private sealed record Before(long ForecastId, long Seq, long? ArgumentId);
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
