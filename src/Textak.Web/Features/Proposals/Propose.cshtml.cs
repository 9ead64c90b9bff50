using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>Where somebody proposes a forecast, with checks while they type.</summary>
[Authorize]
public sealed class ProposeModel(TextakDb db, TimeProvider time) : PageModel
{
    /// <summary>Proposals of one person that the moderators may have before them at the same time.</summary>
    public const int MostWaiting = 5;

    public DraftForm Form { get; private set; } = new(new(null, null, null, null, null, null), [], [], []);

    public void OnGet() { }

    /// <summary>What is wrong with a question as far as it is typed, what could be better, and which forecasts ask much the same.</summary>
    /// <param name="similar">Whether the last are asked for: they go by the title alone.</param>
    public async Task<IActionResult> OnPostCheckAsync(string? title, string? thesis, string? why, string? criteria, string? category, string? horizon, bool similar)
    {
        var draft = new Draft(title, thesis, why, criteria, category, horizon);
        return new JsonResult(new
        {
            problems = draft.Read(time.Now()).Problems, advice = draft.Advice(), similar = similar ? await SimilarQuestions.FindAsync(db, title, HttpContext.RequestAborted) : null,
        });
    }

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? title, string? thesis, string? why, string? criteria, string? category, string? horizon)
    {
        var me = Viewer.From(User).Id!.Value;
        var draft = new Draft(title, thesis, why, criteria, category, horizon);
        var (question, problems) = draft.Read(time.Now());
        if (question is null) return await RefuseAsync(draft, problems);
        if (commandId == Guid.Empty) return await RefuseAsync(draft, [new("", "Part of this form was missing. Send it again.")]);
        if (await MineAsync(me, commandId) is { } before) return LocalRedirect($"/proposals/{before}");
        if (await db.Proposals.CountAsync(p => p.ProposerId == me && p.State == ProposalState.Waiting) >= MostWaiting)
            return await RefuseAsync(draft, [new("", $"The moderators have {MostWaiting} of yours before them. Wait until they have decided one.")]);

        var proposal = new Proposal { ProposerId = me, At = time.Now(), CommandId = commandId };
        proposal.Write(question, commandId, proposal.At);
        try
        {
            db.Proposals.Add(proposal);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same form at the same moment: the other was first
            return LocalRedirect($"/proposals/{await MineAsync(me, commandId)}");
        }
        return LocalRedirect($"/proposals/{proposal.Id}");
    }

    private Task<long?> MineAsync(long me, Guid commandId) =>
        db.Proposals.Where(p => p.ProposerId == me && p.CommandId == commandId).Select(p => (long?)p.Id).SingleOrDefaultAsync();

    private async Task<IActionResult> RefuseAsync(Draft draft, IReadOnlyList<Live.Refusal> problems)
    {
        Form = new(draft, problems, draft.Advice(), await SimilarQuestions.FindAsync(db, draft.Title, HttpContext.RequestAborted));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
