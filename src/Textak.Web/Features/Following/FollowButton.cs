using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Following;

/// <summary>The button on a board, and on somebody's record. Who has no account is shown none.</summary>
public sealed class FollowButton(TextakDb db) : ViewComponent
{
    /// <param name="slug">The board's; null on a record.</param>
    /// <param name="author">Whose record it is; null on a board.</param>
    public async Task<IViewComponentResult> InvokeAsync(string? slug = null, string? author = null)
    {
        if (Viewer.From(HttpContext.User).Id is not { } me || author == HttpContext.User.Identity!.Name) return Content("");
        var form = slug is not null
            ? FollowForm.Board(slug, await db.FollowedBoards.AnyAsync(f => f.AccountId == me && f.Forecast!.Slug == slug, HttpContext.RequestAborted))
            : FollowForm.Author(author!, await db.FollowedAuthors.AnyAsync(f => f.AccountId == me && f.Author!.UserName == author, HttpContext.RequestAborted));
        return View("/Features/Following/_Follow.cshtml", form);
    }
}
