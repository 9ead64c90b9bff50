using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Reports;

/// <summary>Takes a case of the queue, lets it go, or decides it with a reason that everybody may read.</summary>
/// <param name="Administers">Whether whoever decides is an admin.</param>
public sealed record DecideCase(long ArgumentId, CaseAct? Act, string? Reason, bool Administers)
{
    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (Act is not { } act) return new("", "Choose what is to become of it.");
        var found = await change.Db.Cases.Include(c => c.ClaimedBy).SingleOrDefaultAsync(c => c.ArgumentId == ArgumentId && c.ForecastId == change.Forecast.Id);
        if (found is null || found.State == CaseState.Settled) return new("", "There is nothing to decide here, or somebody has done it just now.");
        if (found.Holder(change.Now) is { } holder && holder != change.AccountId) return new("", $"{found.ClaimedBy!.UserName} is at it. Wait, or take another one.");
        if (found.State == CaseState.Appealed && (await Appeal.HidingAsync(change, ArgumentId))?.ById == change.AccountId)
            return new("", "You have hidden it: another moderator decides.");
        if (act is not (CaseAct.Claim or CaseAct.Release) && !CaseActs.From(found.State, Administers).Contains(act))
            return new("", found.State == CaseState.Escalated ? "An admin was asked to decide it." : "It has gone on meanwhile. Look at it again.");

        switch (act)
        {
            case CaseAct.Hide or CaseAct.Restore:
                // It settles the case, and the appeal, on whatever way it is done
                return await new HideArgument(ArgumentId, act == CaseAct.Hide, Reason).ApplyAsync(change);
            case CaseAct.Claim or CaseAct.Release:
                found.Claim(act == CaseAct.Claim ? change.AccountId : null, change.Now);
                await RecordAsync(change);
                return null;
            default:
                return await DecideAsync(change, found, act);
        }
    }

    /// <summary>An argument was hidden or shown again: nothing is left to decide about it.</summary>
    internal static async Task<string?> SettleAsync(Change change, long argumentId, bool hidden, string reason)
    {
        if (await change.Db.Cases.SingleOrDefaultAsync(c => c.ArgumentId == argumentId) is { } found) found.Settle(change.Seq);
        if (hidden || await Appeal.OpenAsync(change, argumentId) is not { } appeal) return null;
        appeal.Decide(granted: true, reason, change.Now);
        return "on appeal";
    }

    private async Task<Refusal?> DecideAsync(Change change, Case found, CaseAct act)
    {
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        if (act == CaseAct.Escalate) found.Escalate();
        else found.Settle(change.Seq);
        if (act == CaseAct.Refuse && await Appeal.OpenAsync(change, ArgumentId) is { } appeal) appeal.Decide(granted: false, why.Reason, change.Now);
        await RecordAsync(change);
        await AuditHead.AddAsync(change.Db, new()
        {
            At = change.Now, ById = change.AccountId, ForecastId = change.Forecast.Id, ArgumentId = ArgumentId, Reason = why.Reason,
            Deed = act switch { CaseAct.Dismiss => Deed.ReportsDismissed, CaseAct.Escalate => Deed.CaseEscalated, _ => Deed.AppealRefused },
        });
        return null;
    }

    private async Task RecordAsync(Change change) => change.Record(EventKind.CaseChanged, await change.Db.Arguments.SingleAsync(a => a.Id == ArgumentId));
}
