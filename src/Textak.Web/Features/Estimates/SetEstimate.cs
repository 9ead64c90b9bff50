using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>Sets one's own estimate, whole percent from 1 to 99, or withdraws it (null).</summary>
public sealed record SetEstimate(int? Percent)
{
    public const int Least = 1;
    public const int Most = 99;

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.Closed is { } closed) return closed;
        if (Percent is < Least or > Most) return new(nameof(Percent), $"Give a whole number from {Least} to {Most} percent.");

        var mine = await change.Db.Estimates.SingleOrDefaultAsync(e =>
            e.ForecastId == change.Forecast.Id && e.AccountId == change.AccountId && e.EndSeq == null);
        if (mine is null && Percent is null) return new("", "You have no estimate here to withdraw.");

        var others = change.Forecast.Estimates - (mine is null ? 0 : 1);
        var total = others + (Percent is null ? 0 : 1);
        var newest = total == 0 ? [] : await change.Db.Estimates
            .Where(e => e.ForecastId == change.Forecast.Id && e.EndSeq == null && e.AccountId != change.AccountId)
            .OrderByDescending(e => e.Seq).Take(Pooling.Reach(total)).Select(e => e.Percent / 100.0).ToListAsync();
        newest.Reverse();

        change.Record(Percent is null ? EventKind.EstimateWithdrawn : EventKind.EstimateSet);
        mine?.End(change.Seq);
        if (Percent is { } percent)
        {
            newest.Add(percent / 100.0);
            change.Db.Estimates.Add(new()
            {
                ForecastId = change.Forecast.Id, Seq = change.Seq, AccountId = change.AccountId, Percent = percent, At = change.Now,
            });
        }
        change.Pooled(newest, total);
        return null;
    }
}
