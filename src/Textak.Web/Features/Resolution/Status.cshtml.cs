using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Resolution;

/// <summary>Where moderators publish, lock and resolve a forecast, and admins reopen it.</summary>
[Authorize(Policies.Moderate)]
public sealed class StatusModel(TextakDb db, BoardLog log, Tailer tailer, TimeProvider time) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public Forecast Forecast { get; private set; } = null!;

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public TakeStep Typed { get; private set; } = new(null, null, null, Administers: false);
    public IEnumerable<Step> Steps => Resolution.Steps.From(Forecast, User.IsInRole(Roles.Admin), time.Now());

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync(Guid commandId, string? step, string? reason, string? sources)
    {
        Typed = new(TakeStep.Read(step), reason, sources, User.IsInRole(Roles.Admin));
        return CarryOutAsync(Slug, commandId, Typed.ApplyAsync, _ => $"/f/{Slug}");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        if (await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Slug == Slug, HttpContext.RequestAborted) is not { } forecast) return NotFound();
        Forecast = forecast;
        return Page();
    }

    // The moderator is answered once the watchers here know
    protected override Task FinishAsync(long forecastId, Answer answer) => Tailer.ToldAsync(forecastId, answer.Seq);
}
