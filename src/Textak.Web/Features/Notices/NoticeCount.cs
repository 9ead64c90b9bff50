using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Notices;

/// <summary>The link to one's notices, with how many are new, on every page of somebody who is signed in.</summary>
public sealed class NoticeCount(TextakDb db) : ViewComponent
{
    // For every page: compiled once
    private static readonly Func<TextakDb, long, CancellationToken, Task<int>> Find = EF.CompileAsyncQuery(
        (TextakDb db, long me, CancellationToken stop) => db.NoticeBoxes.Where(b => b.AccountId == me).Select(b => b.Unseen).SingleOrDefault());

    public async Task<IViewComponentResult> InvokeAsync()
    {
        // The page of errors has this link too: it doesn't ask a database that has just failed
        var count = HttpContext.Response.StatusCode >= StatusCodes.Status500InternalServerError ? 0
            : await Find(db, Viewer.From(HttpContext.User).Id!.Value, HttpContext.RequestAborted);
        return View("/Features/Notices/_Count.cshtml", count);
    }
}
