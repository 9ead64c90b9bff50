using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Visits;

/// <summary>The line that says what is new on a board, for the script: after an event, or after the visit before of who is signed in.</summary>
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SinceModel(TextakDb db, Boards boards, VisitBook visits, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public SinceView? Since { get; private set; }

    /// <param name="after">The newest event that a browser remembers; without it the server's memory counts, and this is another look.</param>
    public async Task<IActionResult> OnGetAsync(long? after)
    {
        var (viewer, stop) = (Viewer.From(User), HttpContext.RequestAborted);
        if (await boards.ReadAsync(db, Slug, Portion.Of(Order.Newest, 0), viewer, stop) is not { } board) return NotFound();
        Since = after is { } seq ? await SinceView.ReadAsync(db, board.Forecast, seq, viewer, board.Numbers.AreHeldBack, stop)
            : await visits.SinceAsync(db, board, viewer, time.Now(), stop);
        return Page();
    }

    /// <summary>Somebody turns away from the board, having seen it up to an event.</summary>
    public async Task<IActionResult> OnPostAsync(long seq)
    {
        if (Viewer.From(User).Id is not { } me) return Challenge();
        if (await boards.ReadAsync(db, Slug, Portion.Of(Order.Newest, 0), Viewer.Anyone, HttpContext.RequestAborted) is not { } board) return NotFound();
        visits.Look(me, board.Forecast.Id, Math.Min(seq, board.Forecast.LastSeq), time.Now());
        return new NoContentResult();
    }
}
