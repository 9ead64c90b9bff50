using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>A proposal, for whoever made it and for the moderators: to follow, to rewrite, to decide.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ProposalModel(TextakDb db, BoardLog log, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public Proposal Proposal { get; private set; } = null!;
    public DraftForm Form { get; private set; } = null!;
    public string? TypedReason { get; private set; }
    public IReadOnlyList<Refusal> Problems { get; private set; } = [];
    public Viewer Viewer => Viewer.From(User);
    public bool IsMine => Proposal.ProposerId == Viewer.Id;

    /// <summary>Whether its proposer may put another wording before the moderators.</summary>
    public bool CanRewrite => IsMine && RewriteProposal.CanRewrite(Proposal.State);

    /// <summary>What the moderator's form says it looked at.</summary>
    public string Seen => Proposal.ChangedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) return NotFound();
        await DrawAsync(Draft.Of(Proposal), []);
        return Page();
    }

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? title, string? thesis, string? why, string? criteria, string? category, string? horizon)
    {
        if (!await FindAsync() || !IsMine) return NotFound();
        var draft = new Draft(title, thesis, why, criteria, category, horizon);
        if (await RewriteProposal.CarryOutAsync(db, Proposal, draft, commandId, time.Now()) is { Count: > 0 } problems)
        {
            // As it is, whatever was tried
            db.ChangeTracker.Clear();
            await FindAsync();
            return await RefuseAsync(draft, problems);
        }
        return LocalRedirect($"/proposals/{Id}");
    }

    /// <param name="seen">As the page had it: <see cref="Seen"/>.</param>
    public async Task<IActionResult> OnPostDecisionAsync(Guid commandId, string? act, string? reason, long seen)
    {
        if (!Viewer.Moderates) return Forbid();
        if (!await FindAsync()) return NotFound();
        TypedReason = reason;
        if (commandId == Guid.Empty) return await RefuseAsync(Draft.Of(Proposal), [Refusal.Incomplete]);
        var at = DateTimeOffset.FromUnixTimeMilliseconds(Math.Clamp(seen, 0, Account.ForGood.ToUnixTimeMilliseconds()));
        var refusal = await new DecideProposal(DecideProposal.Read(act), reason).CarryOutAsync(db, log, Proposal, at, Viewer.Id!.Value, commandId, time.Now());
        return refusal is null ? LocalRedirect($"/proposals/{Id}") : await RefuseAsync(Draft.Of(Proposal), [refusal]);
    }

    public string? Error(string field) => Problems.FirstOrDefault(problem => problem.Field == field)?.Message;

    private async Task<bool> FindAsync()
    {
        var (me, all) = (Viewer.Id, Viewer.Moderates);
        var found = await db.Proposals.Include(p => p.Proposer).Include(p => p.Forecast).SingleOrDefaultAsync(p => p.Id == Id && (all || p.ProposerId == me), HttpContext.RequestAborted);
        if (found is null) return false;
        Proposal = found;
        return true;
    }

    private async Task<IActionResult> RefuseAsync(Draft draft, IReadOnlyList<Refusal> problems)
    {
        await DrawAsync(draft, problems);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    // What was asked already is looked for as long as that may change something
    private async Task DrawAsync(Draft draft, IReadOnlyList<Refusal> problems)
    {
        Problems = problems;
        var similar = Proposal.State is ProposalState.Waiting or ProposalState.Returned ? await SimilarQuestions.FindAsync(db, draft.Title, HttpContext.RequestAborted) : [];
        Form = new(draft, problems, draft.Advice(), similar);
    }
}
