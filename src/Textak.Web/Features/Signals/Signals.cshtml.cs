using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Signals;

/// <summary>The signals of one board, where a moderator takes one back.</summary>
[Authorize(Policies.Moderate)]
public sealed class SignalsModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    public Forecast Forecast { get; private set; } = null!;

    /// <summary>Those that stand, the newest first.</summary>
    public IReadOnlyList<Signal> Signals { get; private set; } = [];

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public (long Signal, string? Reason) Typed { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public Task<IActionResult> OnPostAsync(Guid commandId, long signal, string? reason)
    {
        Typed = (signal, reason);
        return CarryOutAsync(Slug, commandId, new WithdrawSignal(signal, reason).ApplyAsync, _ => $"/f/{Slug}/signals");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await db.Forecasts.AsNoTracking().SingleOrDefaultAsync(f => f.Slug == Slug, stop) is not { } forecast) return NotFound();
        Forecast = forecast;
        Signals = await db.Signals.AsNoTracking().Standing().Where(s => s.ForecastId == forecast.Id).OrderByDescending(s => s.PublishedAt).ThenByDescending(s => s.Id).ToListAsync(stop);
        return Page();
    }
}
