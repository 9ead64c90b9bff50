using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Replay;

/// <summary>How people weighed some arguments after an event: their votes, who agreed, and what those whom they moved had said.</summary>
internal sealed record PastWeights(IReadOnlyDictionary<long, Rated> Votes, IReadOnlyDictionary<long, int> Agreements, IReadOnlyDictionary<long, Impact> Impacts)
{
    public static async Task<PastWeights> ReadAsync(TextakDb db, List<long> ids, long seq, CancellationToken stop) => new(
        await db.StrengthVotes.Where(v => ids.Contains(v.ArgumentId)).HeldAt(seq).SumsAsync(stop),
        await db.Agreements.Where(a => ids.Contains(a.ArgumentId)).HeldAt(seq)
            .GroupBy(a => a.ArgumentId).Select(agreed => new { agreed.Key, Count = agreed.Count() }).ToDictionaryAsync(a => a.Key, a => a.Count, stop),
        await ImpactsAsync(db, ids, seq, stop));

    /// <summary>An argument as it is now, with what it weighed then.</summary>
    public ArgumentView On(ArgumentView now)
    {
        var (votes, impact) = (Votes.GetValueOrDefault(now.Id), Impacts.GetValueOrDefault(now.Id));
        return now with
        {
            Votes = votes.Votes, Strength = votes.Strength, Contest = votes.Contest, Agreements = Agreements.GetValueOrDefault(now.Id),
            Named = impact.People, Moved = impact.Moved, Points = impact.Points, LogOdds = impact.LogOdds,
        };
    }

    private static async Task<IReadOnlyDictionary<long, Impact>> ImpactsAsync(TextakDb db, List<long> ids, long seq, CancellationToken stop)
    {
        var naming = db.Receipts.Where(r => r.Seq <= seq && r.ArgumentId != null && ids.Contains(r.ArgumentId.Value));
        // With all that each names, for the step is shared among them; a signal is known by its id below zero
        var named = await (
            from r in db.Receipts
            where naming.Any(n => n.ForecastId == r.ForecastId && n.Seq == r.Seq)
            join e in db.Estimates on new { r.ForecastId, r.Seq } equals new { e.ForecastId, e.Seq }
            select new { r.Seq, e.AccountId, e.Before, e.Percent, Reason = r.ArgumentId ?? -r.SignalId!.Value }).ToListAsync(stop);
        return Receipts.Impacts(named.GroupBy(r => r.Seq).Select(update =>
            new Update<long>(update.First().AccountId, update.First().Before, update.First().Percent, [.. update.Select(r => r.Reason)])));
    }
}

/// <summary>Number, sum and sum of squares of an argument's strength votes.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Rated(int Votes, int Sum, int Squares)
{
    public double Strength => Textak.Forecasting.Strength.Of(Votes, Sum);
    public double Contest => Textak.Forecasting.Strength.Contest(Votes, Sum, Squares);
}

internal static class PastVotes
{
    /// <summary>What votes add up to for each argument.</summary>
    public static async Task<Dictionary<long, Rated>> SumsAsync(this IQueryable<StrengthVote> votes, CancellationToken stop) =>
        (await votes.GroupBy(v => v.ArgumentId)
            .Select(rated => new { rated.Key, Votes = rated.Count(), Sum = rated.Sum(v => v.Stars), Squares = rated.Sum(v => v.Stars * v.Stars) }).ToListAsync(stop))
        .ToDictionary(rated => rated.Key, rated => new Rated(rated.Votes, rated.Sum, rated.Squares));
}
