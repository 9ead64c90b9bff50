using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>The crowds that one transaction has taken out.</summary>
public sealed class CrowdsInHand(Crowds crowds)
{
    private static readonly Func<TextakDb, long, IAsyncEnumerable<Estimate>> FindCurrent = EF.CompileAsyncQuery((TextakDb db, long forecast) =>
        db.Estimates.Where(e => e.ForecastId == forecast && e.EndSeq == null).OrderBy(e => e.Seq).AsNoTracking());

    private static readonly Func<TextakDb, long, long, IAsyncEnumerable<Estimate>> FindSetSince = EF.CompileAsyncQuery((TextakDb db, long forecast, long after) =>
        db.Estimates.AsNoTracking().Where(e => e.ForecastId == forecast && e.Seq > after));

    private static readonly Func<TextakDb, long, long, IAsyncEnumerable<Ended>> FindEndedSince = EF.CompileAsyncQuery((TextakDb db, long forecast, long after) =>
        db.Estimates.Where(e => e.ForecastId == forecast && e.EndSeq > after).Select(e => new Ended(e.EndSeq!.Value, e.AccountId)));

    private readonly Dictionary<long, KeptCrowd> taken = [];

    /// <summary>The current estimate of whoever makes the change, ready to be ended by it; null where there is none.</summary>
    internal async Task<Estimate?> MineAsync(Change change)
    {
        var mine = (await BeforeAsync(change)).Current.GetValueOrDefault(change.AccountId);
        if (mine is not null) change.Db.Know(mine);
        return mine;
    }

    /// <summary>Whether any of some accounts has an estimate in force.</summary>
    internal async Task<bool> HasOneOfAsync(Change change, IReadOnlyCollection<long> accounts) => accounts.Any((await BeforeAsync(change)).Current.ContainsKey);

    /// <summary>Takes in what whoever makes the change says now; null where they withdraw.</summary>
    internal async Task<(Crowd Crowd, Jump Jump)> SayAsync(Change change, Estimate? now)
    {
        var kept = await BeforeAsync(change);
        kept.Seq = change.Seq;
        return (kept.Crowd, Say(kept, change.AccountId, now));
    }

    /// <summary>A change is made that took in nothing, or what it said: the crowd knows the log up to it.</summary>
    internal void Pass(Change change)
    {
        if (taken.TryGetValue(change.Forecast.Id, out var kept) && kept.Seq == change.Seq - 1) kept.Seq = change.Seq;
    }

    /// <summary>Forgets what a change took in that is not to happen.</summary>
    /// <returns>Whether there was anything.</returns>
    internal bool Undo(Change change) =>
        taken.TryGetValue(change.Forecast.Id, out var kept) && kept.Seq >= change.Seq && taken.Remove(change.Forecast.Id);

    /// <summary>After the commit, and only then.</summary>
    public void PutBack()
    {
        foreach (var (id, kept) in taken) crowds.PutBack(id, kept);
        taken.Clear();
    }

    private async Task<KeptCrowd> BeforeAsync(Change change)
    {
        var (id, before) = (change.Forecast.Id, change.Seq - 1);
        if (!taken.Remove(id, out var kept)) kept = crowds.TakeOut(id);
        // One that knows more than the log saw another database, such as the one before a backup was played back
        if (kept is null || kept.Seq > before) kept = await ReadAsync(change.Db, id, before);
        else if (kept.Seq < before) await TakeInAsync(change.Db, id, kept, before);
        taken.Add(id, kept);
        return kept;
    }

    private static async Task<KeptCrowd> ReadAsync(TextakDb db, long forecastId, long to)
    {
        var current = await FindCurrent(db, forecastId).ToListAsync();
        var lastStood = current.Count > 0 ? null : await db.Points.Where(p => p.ForecastId == forecastId && p.Probability != null)
            .OrderByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefaultAsync();
        return new(new(current.Select(e => (e.AccountId, e.Percent)), lastStood), current.ToDictionary(e => e.AccountId)) { Seq = to };
    }

    private static async Task TakeInAsync(TextakDb db, long forecastId, KeptCrowd kept, long to)
    {
        var set = (await FindSetSince(db, forecastId, kept.Seq).ToListAsync()).ToDictionary(e => e.Seq);
        // Where one took another's place, both have its number, and only what was said counts
        var ended = (await FindEndedSince(db, forecastId, kept.Seq).ToListAsync()).Where(end => !set.ContainsKey(end.Seq));
        var said = set.Values.Select(e => (e.Seq, e.AccountId, Now: (Estimate?)e)).Concat(ended.Select(end => (end.Seq, end.AccountId, Now: (Estimate?)null)));
        foreach (var (_, account, now) in said.OrderBy(one => one.Seq)) Say(kept, account, now);
        kept.Seq = to;
    }

    private static Jump Say(KeptCrowd kept, long account, Estimate? now)
    {
        if (now is null)
        {
            kept.Current.Remove(account);
            return kept.Crowd.Withdraw(account);
        }
        kept.Current[account] = now;
        return kept.Crowd.Set(account, now.Percent);
    }

    /// <summary>An event that ended somebody's estimate.</summary>
    private sealed record Ended(long Seq, long AccountId);
}
