using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>Sets one's own estimate, whole percent from 1 to 99, or withdraws it (null).</summary>
public sealed record SetEstimate(int? Percent)
{
    public const int Least = 1;
    public const int Most = 99;

    // The command that comes most often: compiled once
    private static readonly Func<TextakDb, long, long, Task<Estimate?>> FindMine = EF.CompileAsyncQuery((TextakDb db, long forecast, long account) =>
        db.Estimates.SingleOrDefault(e => e.ForecastId == forecast && e.AccountId == account && e.EndSeq == null));

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.Closed is { } closed) return closed;
        if (Percent is < Least or > Most) return new(nameof(Percent), $"Give a whole number from {Least} to {Most} percent.");

        var mine = await FindMine(change.Db, change.Forecast.Id, change.AccountId);
        if (mine is null && Percent is null) return new("", "You have no estimate here to withdraw.");

        change.Record(Percent is null ? EventKind.EstimateWithdrawn : EventKind.EstimateSet);
        mine?.End(change.Seq);
        if (Percent is { } percent)
            change.Db.Estimates.Add(new()
            {
                ForecastId = change.Forecast.Id, Seq = change.Seq, AccountId = change.AccountId, Percent = percent, At = change.Now,
            });
        await change.PoolAsync(Percent);
        return null;
    }
}
