using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Some commands in one transaction, carried out one after the other: each sees what those before it did. What they write is
/// saved together, as far as nobody reads it from the database in between.
/// </summary>
/// <param name="looksUp">Whether each is looked for first: it may have been carried out before.</param>
internal sealed class OneCommit(TextakDb db, CrowdsInHand inHand, IReadOnlyList<Pending> batch, bool looksUp, TimeProvider time)
{
    /// <summary>What is said where an id belongs to another command.</summary>
    public static readonly Refusal Another = new("", "This form was sent before, on another forecast. Reload the page and send it again.");

    private static readonly Func<TextakDb, long, Guid, Task<Before?>> FindBefore = EF.CompileAsyncQuery((TextakDb db, long account, Guid command) =>
        db.Events.Where(e => e.ById == account && e.CommandId == command).Select(e => new Before(e.ForecastId, e.Seq, e.ArgumentId, e.CommandDigest)).SingleOrDefault());

    private static readonly Func<TextakDb, long, Task<Forecast?>> FindForecast = EF.CompileAsyncQuery((TextakDb db, long id) =>
        db.Forecasts.SingleOrDefault(f => f.Id == id));

    private static readonly Func<TextakDb, List<long>, IAsyncEnumerable<Forecast>> FindForecasts = EF.CompileAsyncQuery((TextakDb db, List<long> ids) =>
        db.Forecasts.Where(f => ids.Contains(f.Id)));

    private readonly Outcome[] outcomes = new Outcome[batch.Count];
    private readonly List<(int Place, Change Change)> unsaved = [];
    private readonly HashSet<(long Account, Guid Id)> seen = [];
    private Forecast? forecast;
    private int saves;

    /// <returns>What became of each.</returns>
    public async Task<IReadOnlyList<Outcome>> CarryOutAsync()
    {
        db.ChangeTracker.Clear();
        db.SavedChanges += Count;
        var forecasts = await LockAsync([.. batch.Select(pending => pending.Command.ForecastId).Distinct()]);
        foreach (var board in batch.Select((pending, place) => (pending, place)).GroupBy(one => one.pending.Command.ForecastId))
        {
            forecast = forecasts.GetValueOrDefault(board.Key);
            if (forecast is not null) db.Know(forecast);
            foreach (var (pending, place) in board)
                if (await CarryOutAsync(pending, place) is { } outcome) outcomes[place] = outcome;
        }
        await SaveAsync();
        db.SavedChanges -= Count;
        return outcomes;
    }

    /// <summary>What became of a command that was carried out before, or null.</summary>
    public static async Task<Outcome?> FindAsync(TextakDb db, Command command) => await FindBefore(db, command.AccountId, command.Id) switch
    {
        null => null,
        var before when before.ForecastId == command.ForecastId && before.Digest == command.Digest => new Answer(before.Seq, before.ArgumentId),
        _ => Another,
    };

    /// <summary>Takes the lock of a forecast's row until the transaction ends. SQLite needs none: it has one for all rows, and takes it as the transaction begins.</summary>
    internal static Task LockAsync(TextakDb db, long id) => db.Forecasts.Where(f => f.Id == id).ExecuteUpdateAsync(f => f.SetProperty(x => x.LastSeq, x => x.LastSeq));

    /// <summary>The locks come first: what is read after them is the state that the events will follow.</summary>
    private async Task<Dictionary<long, Forecast>> LockAsync(List<long> ids)
    {
        if (!db.Database.IsSqlite())
            foreach (var id in ids) await LockAsync(db, id);
        if (ids is [var only]) return await FindForecast(db, only) is { } found ? new() { [only] = found } : [];
        return await FindForecasts(db, ids).ToDictionaryAsync(f => f.Id);
    }

    /// <returns>Null where it is known only once it is saved.</returns>
    private async Task<Outcome?> CarryOutAsync(Pending pending, int place)
    {
        var (command, rule) = (pending.Command, pending.Rule);
        // Where none is at hand, nothing is left to be saved
        forecast ??= await FindForecast(db, command.ForecastId);
        if (forecast is null) return new Refusal("", "There is no such forecast.");
        var (again, reads) = (!seen.Add((command.AccountId, command.Id)), pending.Reads is not { } whether || whether(forecast));
        if (reads || again) await SaveAsync();
        if ((looksUp || again) && await FindAsync(db, command) is { } before) return before;

        var (change, saved) = (new Change(db, forecast, command, forecast.NextSeq(), time.Now(), inHand), saves);
        if (await rule(change) is { } refusal) return await RefuseAsync(change, refusal, reads, saves > saved);
        if (change.Event is null) throw new InvalidOperationException("The rule recorded no event.");
        inHand.Pass(change);
        unsaved.Add((place, change));
        return null;
    }

    private async Task<Outcome> RefuseAsync(Change change, Refusal refusal, bool reads, bool saved)
    {
        // What it left in the context is forgotten; what it sent to the database would be committed with the others
        if (saved && batch.Count > 1) throw new InvalidOperationException("A rule saved, and then refused: it has to be carried out alone.");
        var wrote = inHand.Undo(change) || change.Event is not null;
        if (reads)
        {
            db.ChangeTracker.Clear();
            forecast = null;
        }
        else if (wrote) throw new InvalidOperationException("A rule that said it doesn't read wrote, and then refused.");
        else change.Forecast.GiveBackSeq();
        return looksUp ? refusal : await FindAsync(db, change.Command) ?? refusal;
    }

    private async Task SaveAsync()
    {
        if (unsaved.Count == 0) return;
        await db.SaveChangesAsync();
        foreach (var (place, change) in unsaved) outcomes[place] = new Answer(change.Seq, change.Event!.ArgumentId);
        unsaved.Clear();
        db.ChangeTracker.Clear();
        if (forecast is not null) db.Know(forecast);
    }

    private void Count(object? sender, SavedChangesEventArgs e) => saves++;

    private sealed record Before(long ForecastId, long Seq, long? ArgumentId, int? Digest);
}
