using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>The one writer: nothing else changes a board.</summary>
public sealed class BoardLog(IServiceScopeFactory scopes, Doorbell doorbell, TimeProvider time) : IDisposable
{
    // SQLite has one write lock, and waiting for it inside the driver is polling: queue here instead
    private readonly SemaphoreSlim gate = new(1);

    /// <summary>
    /// Takes the forecast's lock and its next sequence number, runs the rule, and commits both with the event. A refusal
    /// leaves nothing behind; a command id that was carried out before gives the answer of then.
    /// </summary>
    public async Task<Outcome> AppendAsync(Command command, Func<Change, Task<Refusal?>> rule, CancellationToken stop = default)
    {
        using var trace = Telemetry.Traces.StartActivity("append");
        var start = time.GetTimestamp();
        var result = "failed";
        try
        {
            var outcome = await CarryOutAsync(command, rule, stop);
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
    /// <param name="history">Likewise, what happened since it opened, oldest first; each writes through its change and records one event.</param>
    public async Task OpenAsync(Func<Forecast> open, long accountId, Func<IReadOnlyList<Moment>> history, CancellationToken stop = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        using var turn = await EnterAsync(db, stop);
        var opened = await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var forecast = db.Forecasts.Add(open()).Entity;
            await db.SaveChangesAsync(stop);
            foreach (var moment in history().Prepend(new(forecast.OpenedAt, change => change.Record(EventKind.Opened))))
                moment.Write(new(db, forecast, new(forecast.Id, accountId, Ids.New()), forecast.NextSeq(), moment.At));
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return forecast;
        });
        doorbell.Ring(opened.Id, opened.LastSeq);
    }

    public void Dispose() => gate.Dispose();

    private async Task<Outcome> CarryOutAsync(Command command, Func<Change, Task<Refusal?>> rule, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        using var turn = await EnterAsync(db, stop);

        Outcome outcome;
        try
        {
            outcome = await db.Database.CreateExecutionStrategy().ExecuteAsync(() => CommitAsync(db, command, rule, stop));
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same command id on another board at the same moment: whichever came first keeps it
            if (await FindAsync(db, command, stop) is not { } first) throw;
            outcome = first;
        }
        if (outcome.Answer is { } answer) doorbell.Ring(command.ForecastId, answer.Seq);
        return outcome;
    }

    private async Task<Outcome> CommitAsync(TextakDb db, Command command, Func<Change, Task<Refusal?>> rule, CancellationToken stop)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync(stop);

        // The row lock comes first: what is read after it is the state that the event will follow
        var locked = await db.Forecasts.Where(f => f.Id == command.ForecastId)
            .ExecuteUpdateAsync(f => f.SetProperty(x => x.LastSeq, x => x.LastSeq + 1), stop);
        if (locked == 0) return new Refusal("", "There is no such forecast.");
        if (await FindAsync(db, command, stop) is { } before) return before;

        var forecast = await db.Forecasts.SingleAsync(f => f.Id == command.ForecastId, stop);
        var change = new Change(db, forecast, command, forecast.LastSeq, time.Now());
        if (await rule(change) is { } refusal) return refusal;

        var recorded = change.Event ?? throw new InvalidOperationException("The rule recorded no event.");
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return new Answer(recorded.Seq, recorded.ArgumentId);
    }

    private static async Task<Outcome?> FindAsync(TextakDb db, Command command, CancellationToken stop)
    {
        var before = await db.Events.AsNoTracking()
            .Where(e => e.ById == command.AccountId && e.CommandId == command.Id)
            .Select(e => new { e.ForecastId, e.Seq, e.ArgumentId })
            .SingleOrDefaultAsync(stop);
        return before is null ? null
            : before.ForecastId == command.ForecastId ? new Answer(before.Seq, before.ArgumentId)
            : new Refusal("", "This form was sent before, on another forecast. Reload the page and send it again.");
    }

    private async Task<IDisposable?> EnterAsync(TextakDb db, CancellationToken stop)
    {
        if (!db.Database.IsSqlite()) return null;
        await gate.WaitAsync(stop);
        return new Turn(gate);
    }

    private sealed class Turn(SemaphoreSlim gate) : IDisposable
    {
        public void Dispose() => gate.Release();
    }
}

/// <summary>Something that happened to an imported forecast before it came here.</summary>
public sealed record Moment(DateTimeOffset At, Action<Change> Write);
