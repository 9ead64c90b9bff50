using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// The number that a board would have without an argument: what <see cref="Receipts.Without"/> says of the whole log, from no more
/// rows than carry weight, and those of the people whom it moved to where they stand.
/// </summary>
internal static class WithoutArgument
{
    /// <returns>A probability in (0,1), or null where nobody would be left.</returns>
    public static async Task<double?> ReadAsync(TextakDb db, long forecastId, long argumentId, CancellationToken stop)
    {
        var estimates = db.Estimates.AsNoTracking().Where(e => e.ForecastId == forecastId);
        var naming = db.Receipts.Where(r => r.ForecastId == forecastId && r.ArgumentId == argumentId).Select(r => r.Seq);
        var moved = estimates.Where(e => e.EndSeq == null && naming.Contains(e.Seq)).Select(e => e.AccountId);
        var theirs = await estimates.Where(e => moved.Contains(e.AccountId)).OrderByDescending(e => e.Seq)
            .Select(e => new Made(e.AccountId, e.Seq, e.EndSeq, e.Percent, naming.Contains(e.Seq))).ToListAsync(stop);
        var people = theirs.GroupBy(made => made.AccountId).ToList();
        var back = people.Select(Back).OfType<Made>().ToList();

        var all = await db.Forecasts.Where(f => f.Id == forecastId).Select(f => f.Estimates).SingleAsync(stop);
        var others = all == 0 ? [] : await estimates.Where(e => e.EndSeq == null && !naming.Contains(e.Seq)).OrderByDescending(e => e.Seq)
            .Take(Pooling.Reach(all)).Select(e => new Made(e.AccountId, e.Seq, e.EndSeq, e.Percent, false)).ToListAsync(stop);

        double[] newest = [.. others.Concat(back).OrderBy(made => made.Seq).Select(made => made.Percent / 100.0)];
        // Read one after the other while the board goes on, the count may be off by the change of a moment
        var total = Math.Max(all - people.Count + back.Count, newest.Length);
        if (newest.Length == 0) return null;
        return Pooling.RecencyWeighted(newest, newest.Length < Pooling.Reach(total) ? newest.Length : total).Median;
    }

    /// <summary>The estimate that somebody would stand by: the one before those that name the argument, unless it was withdrawn before them.</summary>
    private static Made? Back(IEnumerable<Made> newestFirst)
    {
        long? next = null;
        foreach (var made in newestFirst)
        {
            if (made.EndSeq != next) return null;
            if (!made.Names) return made;
            next = made.Seq;
        }
        return null;
    }

    private sealed record Made(long AccountId, long Seq, long? EndSeq, int Percent, bool Names);
}
