using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Wire;

/// <summary>Where moderators say by which terms news is found for a forecast.</summary>
[Authorize(Policies.Moderate)]
public sealed class TermsPageModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public Forecast Forecast { get; private set; } = null!;

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public string? Typed { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync(Guid commandId, string? terms)
    {
        Typed = terms ?? "";
        return CarryOutAsync(Slug, commandId, new ChangeTerms(terms).ApplyAsync, _ => $"/f/{Slug}/terms");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        if (await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Slug == Slug, HttpContext.RequestAborted) is not { } forecast) return NotFound();
        Forecast = forecast;
        return Page();
    }
}
