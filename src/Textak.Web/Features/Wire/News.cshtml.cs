using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire;

/// <summary>What the feeds brought and moderators are to decide. What it says are strangers' words: to moderators alone until they have.</summary>
[Authorize(Policies.Moderate)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NewsModel(TextakDb db, TimeProvider time) : PageModel
{
    /// <summary>How many items come before those on this page.</summary>
    [BindProperty(SupportsGet = true)]
    public int Skip { get; set; }

    public IReadOnlyList<WireCard> Cards { get; private set; } = [];

    /// <summary>How many there are in all.</summary>
    public int Count { get; private set; }
    public DateTimeOffset Now { get; private set; }
    public bool Administers => User.IsInRole(Roles.Admin);

    public async Task OnGetAsync()
    {
        (Now, Skip) = (time.Now(), Math.Max(0, Skip));
        (Cards, Count) = await WireCard.WaitingAsync(db, Viewer.From(User), Skip, Now, HttpContext.RequestAborted);
    }
}
