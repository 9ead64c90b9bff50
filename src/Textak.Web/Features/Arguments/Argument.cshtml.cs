using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Arguments;

/// <summary>One argument's own page: where it is rated, and where its strength is explained.</summary>
public sealed class ArgumentModel(TextakDb db, BoardLog log, Tailer tailer, Fragments fragments) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public ArgumentView Argument { get; private set; } = null!;
    public string Title { get; private set; } = "";
    public int? Mine { get; private set; }

    /// <summary>The board's number in whole percent, and what it would be without the argument; null where there is none.</summary>
    public int? Percent { get; private set; }
    public int? Without { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>The card alone, as this viewer may see it: what script puts in place of the one that everybody got.</summary>
    public async Task<IActionResult> OnGetCardAsync()
    {
        if (await ShowAsync() is NotFoundResult none) return none;
        var card = await fragments.RenderAsync([Argument], view => Fragments.Card(Slug, view, Viewer), (_, html) => html);
        return Content(card[0], "text/html; charset=utf-8");
    }

    public Task<IActionResult> OnPostAsync(Guid commandId, string? stars)
    {
        int? chosen = int.TryParse(stars, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        return CarryOutAsync(Slug, commandId, new RateArgument(Id, chosen).ApplyAsync, _ => $"/f/{Slug}#argument-{Id}");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        var forecast = await db.Forecasts.Where(f => f.Slug == Slug).Select(f => new { f.Id, f.Title, f.Probability }).SingleOrDefaultAsync(stop);
        var argument = forecast is null ? null
            : await db.Arguments.Where(a => a.Id == Id && a.ForecastId == forecast.Id).VisibleTo(Viewer).SingleOrDefaultAsync(stop);
        if (argument is null) return NotFound();
        (Argument, Title) = (argument, forecast!.Title);
        if (!argument.Hidden && argument.Named > 0)
        {
            Percent = Whole(forecast.Probability);
            Without = Whole(await WithoutArgument.ReadAsync(db, forecast.Id, Id, stop));
        }
        if (await db.AreHeldFromAsync(Viewer, forecast.Id, stop)) (Argument, Percent, Without) = (argument.HeldBack(), null, null);
        Mine = await db.StrengthVotes.Where(v => v.ArgumentId == Id && v.AccountId == Viewer.Id).Select(v => (int?)v.Stars).SingleOrDefaultAsync(stop);
        return Page();
    }

    private static int? Whole(double? p) => p is { } value ? Textak.Forecasting.Percent.Of(value) : null;
}
