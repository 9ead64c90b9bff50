using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Reports;

/// <summary>What moderators are to decide. It shows hidden text and who reported: to them alone, and no browser keeps it.</summary>
[Authorize(Policies.Moderate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class QueueModel(TextakDb db, TimeProvider time) : PageModel
{
    /// <summary>How many cases come before those on this page.</summary>
    [BindProperty(SupportsGet = true)]
    public int Skip { get; set; }

    public IReadOnlyList<QueueItem> Items { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Count { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public bool Administers => User.IsInRole(Roles.Admin);

    public async Task OnGetAsync()
    {
        Now = time.Now();
        (Items, Count) = await QueueItem.WaitingAsync(db, Viewer.From(User), Administers, Math.Max(0, Skip), Now, HttpContext.RequestAborted);
    }
}
