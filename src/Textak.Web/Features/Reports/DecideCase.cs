using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Reports;

/// <summary>Takes a case of the queue, lets it go, or decides it with a reason that everybody may read.</summary>
/// <param name="Administers">Whether whoever decides is an admin.</param>
public sealed record DecideCase(long ArgumentId, CaseAct? Act, string? Reason, bool Administers)
{
    /// <summary>What a moderator is told who argues too.</summary>
    public const string OnesOwn = "It is yours: another moderator decides.";

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (Act is not { } act) return new("", "Choose what is to become of it.");
        var found = await change.Db.Cases.SingleOrDefaultAsync(c => c.ArgumentId == ArgumentId && c.ForecastId == change.Forecast.Id);
        if (found is null || found.State == CaseState.Settled) return new("", "There is nothing to decide here, or somebody has done it just now.");
        var argument = await change.Db.Arguments.SingleAsync(a => a.Id == ArgumentId);
        if (await BarredAsync(change, argument, Administers, takesOver: act == CaseAct.Claim) is { } barred) return barred;
        if (act is not (CaseAct.Claim or CaseAct.Release) && !CaseActs.From(found.State, Administers).Contains(act)) return new("", "It has gone on meanwhile. Look at it again.");

        switch (act)
        {
            case CaseAct.Hide or CaseAct.Restore:
                // It settles the case, and the appeal, on whatever way it is done
                return await new HideArgument(ArgumentId, act == CaseAct.Hide, Reason) { Administers = Administers }.ApplyAsync(change);
            case CaseAct.Claim or CaseAct.Release:
                found.Claim(change, act == CaseAct.Claim ? change.AccountId : null);
                change.Record(EventKind.CaseChanged, argument);
                return null;
            default:
                return await DecideAsync(change, found, argument, act);
        }
    }

    /// <summary>Why whoever makes the change may not decide about an argument, on whatever page; null where they may.</summary>
    /// <param name="takesOver">Whether they only want to have it: an admin takes it from whoever is at it.</param>
    internal static async Task<Refusal?> BarredAsync(Change change, Argument argument, bool administers, bool takesOver = false)
    {
        var me = change.AccountId;
        if (await change.IsOneVoiceAsync(argument.AuthorId)) return new("", OnesOwn);
        if (await change.Db.Cases.Include(c => c.ClaimedBy).SingleOrDefaultAsync(c => c.ArgumentId == argument.Id) is not { State: not CaseState.Settled } open) return null;
        if (open.Holder(change.Now) is { } holder && holder != me && !(administers && takesOver))
            return new("", $"{open.ClaimedBy!.UserName} is at it. {(administers ? "Take it over first, or wait." : "Wait, or take another one.")}");
        if (open.State == CaseState.Escalated && !administers) return new("", "An admin was asked to decide it.");
        if (open.State == CaseState.Appealed && (await Appeal.HidingAsync(change, argument.Id))?.ById == me) return new("", "You have hidden it: another moderator decides.");
        return null;
    }

    /// <summary>An argument was hidden or shown again: nothing is left to decide about it.</summary>
    internal static async Task<string?> SettleAsync(Change change, long argumentId, bool hidden, string reason)
    {
        if (await change.Db.Cases.SingleOrDefaultAsync(c => c.ArgumentId == argumentId) is { } found) found.Settle(change);
        if (hidden || await Appeal.OpenAsync(change, argumentId) is not { } appeal) return null;
        appeal.Decide(granted: true, reason, change.Now);
        return "on appeal";
    }

    private async Task<Refusal?> DecideAsync(Change change, Case found, Argument argument, CaseAct act)
    {
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        if (act == CaseAct.Escalate) found.Escalate(change);
        else found.Settle(change);
        if (act == CaseAct.Refuse && await Appeal.OpenAsync(change, ArgumentId) is { } appeal) appeal.Decide(granted: false, why.Reason, change.Now);
        change.Record(EventKind.CaseChanged, argument);
        await AuditHead.AddAsync(change.Db, new()
        {
            At = change.Now, ById = change.AccountId, ForecastId = change.Forecast.Id, ArgumentId = ArgumentId, Reason = why.Reason,
            Deed = act switch { CaseAct.Dismiss => Deed.ReportsDismissed, CaseAct.Escalate => Deed.CaseEscalated, _ => Deed.AppealRefused },
        });
        return null;
    }
}
