using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Reports;
using Textak.Web.Platform;

namespace Textak.Web.Features.Moderation;

/// <summary>Hides an argument, or shows it again; either way with a reason that everybody may read.</summary>
public sealed record HideArgument(long ArgumentId, bool? Hidden, string? Reason)
{
    /// <summary>Whether whoever does it is an admin.</summary>
    public bool Administers { get; init; }

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (Hidden is not { } hide) return new("", "Say whether to hide the argument or to show it again.");
        var reason = Plain.Text(Reason);
        if (reason.Length == 0) return new(nameof(Reason), "Say why: everybody who reads this board sees the reason.");
        if (Plain.Length(reason) > ModerationAct.ReasonLength)
            return new(nameof(Reason), $"Keep the reason within {ModerationAct.ReasonLength} characters.");

        if (Plain.Problem(reason) is { } problem) return new(nameof(Reason), problem);

        var argument = await change.Db.Arguments.SingleOrDefaultAsync(a => a.Id == ArgumentId && a.ForecastId == change.Forecast.Id);
        if (argument is null) return new("", "There is no such argument on this board.");
        if (await DecideCase.BarredAsync(change, argument, Administers) is { } barred) return barred;
        if ((hide ? argument.Hide(reason, change.Now) : argument.Restore()) is { } refusal) return refusal;

        await change.CountAsync(argument, hide ? -1 : 1);
        var how = await DecideCase.SettleAsync(change, argument.Id, hide, reason);
        await ModerationAct.RecordAsync(
            change, hide ? EventKind.ArgumentHidden : EventKind.ArgumentRestored, hide ? Deed.ArgumentHidden : Deed.ArgumentRestored, new(reason, []), argument, detail: how);
        return null;
    }
}
