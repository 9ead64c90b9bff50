using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// Takes an estimate that nobody touched for too long out of the number: an event of the log, in its owner's name. Whether it is due
/// is looked at again after the lock, so that whoever reaffirms in time is not overtaken, and two that try do it once.
/// </summary>
/// <param name="Seq">The event that made the estimate.</param>
internal sealed record AgeEstimate(long Seq)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.Closed is { } closed) return closed;
        var stale = await change.Db.Estimates.SingleOrDefaultAsync(e => e.ForecastId == change.Forecast.Id && e.Seq == Seq && e.EndSeq == null);
        if (stale is null || change.Forecast.StaleAt(stale.At) is not { } due || due.At > change.Now) return new("", "This estimate is not stale.");

        change.Record(EventKind.EstimateAged);
        await SetEstimate.KeepAsync(change, stale, null, Reasons.None);
        return null;
    }
}

public static class LapsedEstimates
{
    /// <summary>What somebody said last, where it grew stale and nothing came after it; else nothing.</summary>
    public static IQueryable<Estimate> Lapsed(this IQueryable<Estimate> estimates, TextakDb db, long forecastId, long accountId) => estimates
        .Where(e => e.ForecastId == forecastId && e.AccountId == accountId)
        .OrderByDescending(e => e.Seq).Take(1)
        .Where(e => db.Events.Any(ended => ended.ForecastId == forecastId && ended.Seq == e.EndSeq && ended.Kind == EventKind.EstimateAged));
}
