using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Wire;

/// <summary>The feeds that are registered, how each reads, and where an admin registers one.</summary>
[Authorize(Policies.Administer)]
public sealed class FeedsModel(TextakDb db, WayOut wayOut, TimeProvider time) : PageModel
{
    public IReadOnlyList<WireFeed> Feeds { get; private set; } = [];
    public FeedForm Form { get; private set; } = new(new(null, null, null, null), null);

    public Task OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? name, string? address, string? category, string? grade)
    {
        var typed = new TypedFeed(name, address, category, grade);
        var (feed, refusal) = typed.Read(wayOut);
        if (commandId == Guid.Empty) refusal = Refusal.Incomplete;
        if (feed is not null && refusal is null)
        {
            (var id, refusal) = await KeepFeed.RegisterAsync(db, feed, Viewer.From(User).Id!.Value, commandId, time.Now());
            if (id is not null) return LocalRedirect($"/admin/feeds#feed-{id}");
        }
        Form = new(typed, refusal);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        await ShowAsync();
        return Page();
    }

    // What can't be read first, what is paused last
    private async Task ShowAsync() =>
        Feeds = await db.WireFeeds.AsNoTracking().OrderBy(f => f.IsPaused).ThenByDescending(f => f.Failures > 0).ThenBy(f => f.Name).ThenBy(f => f.Id).ToListAsync(HttpContext.RequestAborted);
}
