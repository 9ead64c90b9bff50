using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Criteria;

/// <summary>All versions of a forecast's resolution criteria, for everybody; moderators change them here.</summary>
public sealed class CriteriaModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public Forecast Forecast { get; private set; } = null!;
    public CriteriaView Criteria { get; private set; } = null!;

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public ChangeCriteria? Typed { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <param name="number">The version that the new text is to take the place of.</param>
    public async Task<IActionResult> OnPostAsync(Guid commandId, int? number, string? text, string? reason)
    {
        if (!Viewer.Moderates) return Viewer.Id is null ? Challenge() : Forbid();
        Typed = new(number, text, reason);
        return await CarryOutAsync(Slug, commandId, Typed.ApplyAsync, _ => $"/f/{Slug}#criteria");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Slug == Slug, stop) is not { } forecast) return NotFound();
        (Forecast, Criteria) = (forecast, await CriteriaView.ReadAsync(db, forecast, stop));
        return Page();
    }

    // The moderator is answered once the watchers here are asked
    protected override Task FinishAsync(long forecastId, Answer answer) => Tailer.ToldAsync(forecastId, answer.Seq);
}
