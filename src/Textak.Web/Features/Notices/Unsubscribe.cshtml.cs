using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Notices;

/// <summary>
/// Ends mails, for whoever has the token of one, signed in or not. Mail programs post to it by themselves (RFC 8058), so it takes no form's
/// token; opening it alone changes nothing, for whatever checks links opens them.
/// </summary>
[IgnoreAntiforgeryToken]
[RequireAntiforgeryToken(required: false)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class UnsubscribeModel(TextakDb db, MailLinks links) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Token { get; set; } = "";

    public IReadOnlyList<NoticeCause> Causes { get; private set; } = [];
    public bool IsDone { get; private set; }

    public IActionResult OnGet()
    {
        if (links.ReadUnsubscribe(Token) is not { } ends) return NotFound();
        Causes = ends.Causes;
        return Page();
    }

    public async Task<IActionResult> OnPostAsync()
    {
        if (links.ReadUnsubscribe(Token) is not { } ends) return NotFound();
        // Whoever chose nothing gets no mail; on the page they hear of it as before
        await db.NoticeChoices.Where(c => c.AccountId == ends.Account && c.Way == NoticeWay.Mail && ends.Causes.Contains(c.Cause))
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.Way, NoticeWay.Here));
        (Causes, IsDone) = (ends.Causes, true);
        return Page();
    }
}
