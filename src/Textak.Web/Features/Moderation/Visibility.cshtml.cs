using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Moderation;

/// <summary>Where a moderator hides an argument, or shows it again.</summary>
[Authorize(Policies.Moderate)]
public sealed class VisibilityModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public ArgumentView Argument { get; private set; } = null!;
    public string? Reason { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <param name="hidden">What the moderator wants: hidden, or shown again.</param>
    public async Task<IActionResult> OnPostAsync(Guid commandId, bool? hidden, string? reason)
    {
        Reason = reason;
        var place = await Column.PlaceAsync(db, Slug, Id, HttpContext.RequestAborted);
        return await CarryOutAsync(Slug, commandId, new HideArgument(Id, hidden, reason) { Administers = User.IsInRole(Roles.Admin) }.ApplyAsync, _ => place);
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var argument = await db.Arguments.Where(a => a.Id == Id && db.Forecasts.Any(f => f.Id == a.ForecastId && f.Slug == Slug))
            .VisibleTo(Viewer).SingleOrDefaultAsync(HttpContext.RequestAborted);
        if (argument is null) return NotFound();
        Argument = argument;
        return Page();
    }

    // The moderator is answered once the watchers here have the tombstone
    protected override Task FinishAsync(long forecastId, Answer answer) => Tailer.ToldAsync(forecastId, answer.Seq);
}
