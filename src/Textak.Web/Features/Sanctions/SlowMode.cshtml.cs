using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Sanctions;

/// <summary>Where a moderator slows a board down.</summary>
[Authorize(Policies.Moderate)]
public sealed class SlowModePage(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public Forecast Forecast { get; private set; } = null!;
    public string? TypedMinutes { get; private set; }
    public string? TypedReason { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync(Guid commandId, string? minutes, string? reason)
    {
        (TypedMinutes, TypedReason) = (minutes, reason);
        int? read = int.TryParse(minutes, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return CarryOutAsync(Slug, commandId, new SetSlowMode(read, reason).ApplyAsync, _ => $"/f/{Slug}");
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
