using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Platform;

namespace Textak.Web.Features.Signals;

/// <summary>
/// Takes back a piece of news that should not have been added, with a reason that everybody may read. It leaves the board and counts no
/// longer; the board as it was then still shows it, and what people said that it moved stays what it was.
/// </summary>
public sealed record WithdrawSignal(long SignalId, string? Reason)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        var reason = Plain.Text(Reason);
        if (reason.Length == 0) return new(nameof(Reason), "Say why: everybody who reads this board sees the reason.");
        if (Plain.Length(reason) > ModerationAct.ReasonLength) return new(nameof(Reason), $"Keep the reason within {ModerationAct.ReasonLength} characters.");
        if (Plain.Problem(reason) is { } problem) return new(nameof(Reason), problem);

        var signal = await change.Db.Signals.Standing().SingleOrDefaultAsync(s => s.Id == SignalId && s.ForecastId == change.Forecast.Id);
        if (signal is null) return new("", "There is no such signal on this board, or somebody has taken it back already.");
        if (signal.Counts) await Source.CountAsync(change, signal, -1);
        signal.Withdraw(change.Seq);
        await ModerationAct.RecordAsync(
            change, EventKind.SignalWithdrawn, Deed.SignalWithdrawn, new(reason, []), signal: signal, detail: signal.Id.ToString(CultureInfo.InvariantCulture));
        return null;
    }
}
