using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>Who is to hear of what, of a stretch of the chain of acts: proposals, which until they are published have no log of their own.</summary>
internal static class ToldByActs
{
    public static async Task<List<Told>> ReadAsync(TextakDb db, long after, long to, CancellationToken stop)
    {
        var acts = await db.AuditEntries.AsNoTracking().Where(a => a.Number > after && a.Number <= to
            && (a.Deed == Deed.Published || a.Deed == Deed.ProposalReturned || a.Deed == Deed.ProposalDeclined)).OrderBy(a => a.Number).ToListAsync(stop);
        var told = new List<Told>();
        foreach (var act in acts)
        {
            // A proposal was last changed by the act, at that moment; one that its proposer has changed since waits for another
            var about = act.Deed == Deed.Published ? db.Proposals.Where(p => p.ForecastId == act.ForecastId) : db.Proposals.Where(p => p.ProposerId == act.AccountId && p.ChangedAt == act.At);
            var proposal = await about.Select(p => new { p.Id, p.ProposerId }).FirstOrDefaultAsync(stop);
            if (proposal is null || proposal.ProposerId == act.ById) continue;
            told.Add(new(proposal.ProposerId, NoticeCause.Proposal, EventKind.Proposed, act.At) { ForecastId = act.ForecastId, ProposalId = proposal.Id, Subject = proposal.Id });
        }
        return told;
    }
}
