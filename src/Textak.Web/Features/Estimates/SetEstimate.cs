using System.Globalization;
using Textak.Forecasting;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Estimates;

/// <summary>Sets one's own estimate, whole percent from 1 to 99, or withdraws it (null).</summary>
/// <param name="Moved">The arguments and signals that moved one there, as <see cref="Reasons"/> names them.</param>
public sealed record SetEstimate(int? Percent, IReadOnlyCollection<string>? Moved = null)
{
    public const int Least = 1;
    public const int Most = 99;

    /// <summary>Whether it reads what other commands may have written: one's own estimate is in memory.</summary>
    internal bool Reads => Moved is { Count: > 0 };

    /// <summary>What was typed as a number; 0, which is refused, where it is none.</summary>
    public static int Read(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.ClosedAs(change.Now) is { } closed) return closed;
        if (Wrong(Percent) is { } wrong) return wrong;

        var mine = await change.Crowds.MineAsync(change);
        if (mine is null && Percent is null) return new("", "You have no estimate here to withdraw.");
        if (await HeardAsync(change, mine) is { } heard) return heard;
        string[] ticked = [.. (Moved ?? []).Distinct()];
        if (ticked.Length > Reasons.Most) return new("", $"Tick at most {Reasons.Most} things that moved you.");
        if (await Reasons.FindAsync(change, ticked) is not { } reasons)
            return new("", "Something that you ticked is hidden by now, or not on this board. Reload the page and tick again.");

        change.Record(Percent is null ? EventKind.EstimateWithdrawn : EventKind.EstimateSet);
        await KeepAsync(change, mine, Percent, reasons);
        return null;
    }

    internal static Refusal? Wrong(int? percent) =>
        percent is < Least or > Most ? new(nameof(Percent), $"Give a whole number from {Least} to {Most} percent.") : null;

    /// <summary>Why whoever has no estimate here can't set one; null where they can: see <see cref="OneVoice"/>.</summary>
    internal static async Task<Refusal?> HeardAsync(Change change, Estimate? mine) => mine is null ? await change.HeardAsync(others => change.Crowds.HasOneOfAsync(change, others)) : null;

    /// <summary>Sets the estimate of whoever makes a change that is more than that.</summary>
    internal static async Task AlsoAsync(Change change, int percent, Reasons reasons) =>
        await KeepAsync(change, await change.Crowds.MineAsync(change), percent, reasons);

    /// <summary>Ends an estimate, if there is one, puts another in its place, or none (null), and pools.</summary>
    internal static async Task KeepAsync(Change change, Estimate? mine, int? now, Reasons reasons)
    {
        mine?.End(change.Seq);
        Estimate? set = null;
        if (mine is not null) await CriteriaVersion.LeaveAsync(change, mine.CriteriaNumber);
        if (now is { } percent)
        {
            change.Db.Estimates.Add(set = new()
            {
                ForecastId = change.Forecast.Id, Seq = change.Seq, AccountId = change.AccountId, Percent = percent, At = change.Now, Before = mine?.Percent,
                CriteriaNumber = change.Forecast.CriteriaNumber,
            });
            await reasons.KeepAsync(change, mine is null ? null : new Step(mine.Percent, percent));
        }
        await change.PoolAsync(set);
    }
}
