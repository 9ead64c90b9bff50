using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>Puts a question before the moderators.</summary>
public static class MakeProposal
{
    /// <summary>Proposals of one person that the moderators may have before them at the same time.</summary>
    public const int MostWaiting = 5;

    /// <returns>The proposal's number, the same for each repetition of the command; or all that keeps it from being made.</returns>
    public static async Task<(long? Id, IReadOnlyList<Refusal> Problems)> CarryOutAsync(TextakDb db, long me, Draft draft, Guid commandId, DateTimeOffset now)
    {
        var (question, problems) = draft.Read(now);
        if (question is null) return (null, problems);
        if (commandId == Guid.Empty) return (null, [Refusal.Incomplete]);
        if (await MadeAsync(db, me, commandId) is { } before) return (before, []);
        var voices = await db.VoicesAsync(me);
        if (await db.Proposals.CountAsync(p => voices.Contains(p.ProposerId) && p.State == ProposalState.Waiting) >= MostWaiting)
            return (null, [new("", $"The moderators have {MostWaiting} of yours before them. Wait until they have decided one.")]);

        var proposal = new Proposal { ProposerId = me, At = now, CommandId = commandId };
        proposal.Write(question, commandId, now);
        try
        {
            db.Proposals.Add(proposal);
            await db.SaveChangesAsync();
            return (proposal.Id, []);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same form at the same moment: the other was first
            db.ChangeTracker.Clear();
            return (await MadeAsync(db, me, commandId), []);
        }
    }

    private static Task<long?> MadeAsync(TextakDb db, long me, Guid commandId) =>
        db.Proposals.Where(p => p.ProposerId == me && p.CommandId == commandId).Select(p => (long?)p.Id).SingleOrDefaultAsync();
}
