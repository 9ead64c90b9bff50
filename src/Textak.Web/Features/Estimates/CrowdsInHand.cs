using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>The crowds that one transaction has taken out.</summary>
public sealed class CrowdsInHand(Crowds crowds)
{
    private static readonly Func<TextakDb, long, IAsyncEnumerable<Said>> FindCurrent = EF.CompileAsyncQuery((TextakDb db, long forecast) =>
        db.Estimates.Where(e => e.ForecastId == forecast && e.EndSeq == null).OrderBy(e => e.Seq)
            .Select(e => new Said { Seq = e.Seq, AccountId = e.AccountId, Percent = e.Percent }));

    private static readonly Func<TextakDb, long, long, IAsyncEnumerable<Said>> FindSince = EF.CompileAsyncQuery((TextakDb db, long forecast, long after) =>
        db.Estimates.Where(e => e.ForecastId == forecast && e.Seq > after)
            .Select(e => new Said { Seq = e.Seq, AccountId = e.AccountId, Percent = e.Percent })
            .Concat(db.Estimates.Where(e => e.ForecastId == forecast && e.EndSeq > after)
                .Select(e => new Said { Seq = e.EndSeq!.Value, AccountId = e.AccountId, Percent = null })));

    private readonly Dictionary<long, KeptCrowd> taken = [];

    /// <summary>The board's crowd as it was before the change, which the caller is to take in at once.</summary>
    internal async Task<Crowd> BeforeAsync(Change change)
    {
        var (id, before) = (change.Forecast.Id, change.Seq - 1);
        if (!taken.Remove(id, out var kept)) kept = crowds.TakeOut(id);
        // One that knows more than the log saw another database, such as the one before a backup was played back
        if (kept is null || kept.Seq > before) kept = new(await ReadAsync(change.Db, id), before);
        else if (kept.Seq < before) await TakeInAsync(change.Db, id, kept);
        taken.Add(id, kept with { Seq = change.Seq });
        return kept.Crowd;
    }

    /// <summary>Forgets what a change took in that is not to happen.</summary>
    public void Undo(Change change)
    {
        if (taken.TryGetValue(change.Forecast.Id, out var kept) && kept.Seq >= change.Seq) taken.Remove(change.Forecast.Id);
    }

    /// <summary>After the commit, and only then.</summary>
    public void PutBack()
    {
        foreach (var (id, kept) in taken) crowds.PutBack(id, kept);
        taken.Clear();
    }

    private static async Task<Crowd> ReadAsync(TextakDb db, long forecastId)
    {
        var current = await FindCurrent(db, forecastId).Select(said => (said.AccountId, said.Percent!.Value)).ToListAsync();
        var lastStood = current.Count > 0 ? null : await db.Points.Where(p => p.ForecastId == forecastId && p.Probability != null)
            .OrderByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefaultAsync();
        return new(current, lastStood);
    }

    private static async Task TakeInAsync(TextakDb db, long forecastId, KeptCrowd kept)
    {
        // Where one took another's place, both have its number, and only what was said counts
        var news = (await FindSince(db, forecastId, kept.Seq).ToListAsync()).OrderByDescending(said => said.Percent).DistinctBy(said => said.Seq);
        foreach (var said in news.OrderBy(said => said.Seq))
            if (said.Percent is { } percent) kept.Crowd.Set(said.AccountId, percent);
            else kept.Crowd.Withdraw(said.AccountId);
    }

    /// <summary>What an event did: an estimate, or with a null the end of one.</summary>
    private sealed class Said
    {
        public required long Seq { get; init; }
        public required long AccountId { get; init; }
        public required int? Percent { get; init; }
    }
}
