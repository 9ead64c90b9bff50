using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Reports;

/// <summary>Where somebody tells the moderators what is wrong with an argument.</summary>
[Authorize]
public sealed class ReportModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public ArgumentView Argument { get; private set; } = null!;

    /// <summary>What the viewer has said of it before.</summary>
    public Report? Mine { get; private set; }

    public ReportArgument Typed { get; private set; } = new(0, null, null);

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync(Guid commandId, string? cause, string? note)
    {
        Typed = new(Id, Causes.Read(cause), note);
        return CarryOutAsync(Slug, commandId, Typed.ApplyAsync, _ => $"/f/{Slug}/arguments/{Id}/report");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        var argument = await db.Arguments.Where(a => a.Id == Id && db.Forecasts.Any(f => f.Id == a.ForecastId && f.Slug == Slug)).VisibleTo(Viewer).SingleOrDefaultAsync(stop);
        if (argument is null) return NotFound();
        Argument = argument;
        Mine = await db.Reports.AsNoTracking().SingleOrDefaultAsync(r => r.ArgumentId == Id && r.ReporterId == Viewer.Id, stop);
        return Page();
    }
}
