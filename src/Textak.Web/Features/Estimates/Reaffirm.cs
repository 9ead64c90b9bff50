using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// Says one's own estimate again: under the criteria that are in force now, for as long again until it is stale, and by the reasons
/// that are still to be seen. Who let it grow stale brings it back.
/// </summary>
/// <param name="Percent">What one stands by, as one's page showed it.</param>
public sealed record Reaffirm(int? Percent)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.ClosedAs(change.Now) is { } closed) return closed;
        var mine = await change.Crowds.MineAsync(change);
        if ((mine ?? await LapsedAsync(change)) is not { } said) return new("", "You have no estimate here to stand by. Set one.");
        if (said.Percent != Percent) return new("", $"You say {said.Percent}% by now. Reload the page, and stand by that or set another.");

        if (await SetEstimate.HeardAsync(change, mine) is { } heard) return heard;
        change.Record(EventKind.EstimateReaffirmed);
        await SetEstimate.KeepAsync(change, mine, said.Percent, await Reasons.OfAsync(change, said.Seq));
        return null;
    }

    private static Task<Estimate?> LapsedAsync(Change change) => change.Db.Estimates
        .Lapsed(change.Db, change.Forecast.Id, change.AccountId).SingleOrDefaultAsync();
}
