using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>Where somebody proposes a forecast, with checks while they type.</summary>
[Authorize]
public sealed class ProposeModel(TextakDb db, TimeProvider time) : PageModel
{
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
        var (made, problems) = await MakeProposal.CarryOutAsync(db, me, draft, commandId, time.Now());
        return made is { } id ? LocalRedirect($"/proposals/{id}") : await RefuseAsync(draft, problems);
    }

    private async Task<IActionResult> RefuseAsync(Draft draft, IReadOnlyList<Live.Refusal> problems)
    {
        Form = new(draft, problems, draft.Advice(), await SimilarQuestions.FindAsync(db, draft.Title, HttpContext.RequestAborted));
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }
}
