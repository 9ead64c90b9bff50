using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Proposals;

/// <summary>Puts another wording of one's own proposal before the moderators.</summary>
public static class RewriteProposal
{
    /// <summary>Whether its proposer may do so now.</summary>
    public static bool CanRewrite(ProposalState state) => state is ProposalState.Waiting or ProposalState.Returned;

    /// <param name="proposal">As it was read to be changed.</param>
    /// <returns>What keeps it from being done; nothing where it is done, or was by the same command.</returns>
    public static async Task<IReadOnlyList<Refusal>> CarryOutAsync(TextakDb db, Proposal proposal, Draft draft, Guid commandId, DateTimeOffset now)
    {
        if (proposal.LastCommandId == commandId) return [];
        var (question, problems) = draft.Read(now);
        if (commandId == Guid.Empty) return [Refusal.Incomplete];
        if (!CanRewrite(proposal.State)) return [new("", "The moderators have decided it.")];
        if (question is null) return problems;
        proposal.Write(question, commandId, now);
        try
        {
            await db.SaveChangesAsync();
            return [];
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            // The same form at the same moment: the other was first
            return await db.Proposals.AnyAsync(p => p.Id == proposal.Id && p.LastCommandId == commandId) ? [] : [new("", "It has gone on meanwhile: what became of it stands above.")];
        }
    }
}
