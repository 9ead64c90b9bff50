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

/// <summary>One feed: how it reads, and where an admin changes, pauses and hurries it.</summary>
[Authorize(Policies.Administer)]
public sealed class FeedPageModel(TextakDb db, WayOut wayOut, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public int Id { get; set; }

    public WireFeed Feed { get; private set; } = null!;
    public FeedForm Form { get; private set; } = null!;

    /// <summary>How many of its items waited for a decision, ever, and how many became signals.</summary>
    public int Found { get; private set; }

    /// <inheritdoc cref="Found"/>
    public int Accepted { get; private set; }

    private long Me => Viewer.From(User).Id!.Value;

    public async Task<IActionResult> OnGetAsync()
    {
        if (!await FindAsync()) return NotFound();
        Form = new(TypedFeed.Of(Feed), null);
        return Page();
    }

    /// <param name="version">As the form showed it.</param>
    public async Task<IActionResult> OnPostAsync(int version, string? name, string? address, string? category, string? grade)
    {
        if (!await FindAsync()) return NotFound();
        var typed = new TypedFeed(name, address, category, grade);
        var (feed, refusal) = typed.Read(wayOut);
        return await AnswerAsync(feed is null ? refusal : await KeepFeed.ChangeAsync(db, Feed, version, feed, Me, time.Now()), typed);
    }

    /// <param name="state">"pause", "resume" or "read".</param>
    public async Task<IActionResult> OnPostStateAsync(string? state)
    {
        if (!await FindAsync()) return NotFound();
        var act = state switch { "pause" => FeedAct.Pause, "resume" => FeedAct.Resume, "read" => FeedAct.Read, _ => (FeedAct?)null };
        return await AnswerAsync(act is { } chosen ? await KeepFeed.DoAsync(db, Feed, chosen, Me, time.Now()) : new("", "Choose what is to become of it."), TypedFeed.Of(Feed));
    }

    private async Task<IActionResult> AnswerAsync(Refusal? refusal, TypedFeed typed)
    {
        if (refusal is null) return LocalRedirect($"/admin/feeds/{Id}");
        await FindAsync();
        Form = new(typed, refusal);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private async Task<bool> FindAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await db.WireFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == Id, stop) is not { } feed) return false;
        Feed = feed;
        (Found, Accepted) = await feed.CountAsync(db, stop);
        return true;
    }
}
