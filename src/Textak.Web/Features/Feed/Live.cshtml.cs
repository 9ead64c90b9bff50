using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

/// <summary>The boards whose numbers moved last, the newest first and each once: for a screen on a wall.</summary>
[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class LiveModel(TextakDb db, TimeProvider time) : PageModel
{
    public const int Most = 20;

    /// <summary>Over which time the movement is shown.</summary>
    public static readonly Span Over = Span.All[1];

    public IReadOnlyList<Tile> Tiles { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        var (viewer, stop) = (Viewer.From(User), HttpContext.RequestAborted);
        Now = time.Now();
        var newest = db.Forecasts.Where(f => f.Shelf == Shelf.Open && f.MovedAt != null);
        // A place here tells that somebody moved, and when
        if (viewer is { OwnFirst: true, Id: { } me }) newest = newest.Where(f => db.Estimates.Any(e => e.ForecastId == f.Id && e.AccountId == me && e.EndSeq == null));
        newest = newest.OrderByDescending(f => f.MovedAt).ThenByDescending(f => f.Id).Take(Most);
        var tiles = await Tile.ReadAsync(db, newest, Now, stop);
        // Who withdrew since then is shown nothing that is newer
        if (viewer is { OwnFirst: true, Id: { } again } && await db.EstimatedByAsync(again, stop) is { } estimated)
            tiles.RemoveAll(tile => !estimated.Contains(tile.Forecast.Id));
        Tiles = [.. tiles.OrderByDescending(tile => tile.Forecast.MovedAt).ThenByDescending(tile => tile.Forecast.Id)];
    }
}
