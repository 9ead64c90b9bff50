using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

public enum Sort { Movers, Newest, Closing, Argued }

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class FeedModel(TextakDb db, TimeProvider time) : PageModel
{
    public const int LongestQuery = 200;

    [BindProperty(SupportsGet = true)]
    public Sort Sort { get; set; }

    [BindProperty(SupportsGet = true)]
    public Category? Category { get; set; }

    [BindProperty(SupportsGet = true, Name = "q")]
    public string? Query { get; set; }

    public IReadOnlyList<Tile> Tiles { get; private set; } = [];
    public int Open { get; private set; }
    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = time.Now();
        var stop = HttpContext.RequestAborted;
        Query = Query is null ? null : Plain.Text(Query) is var text && text.Length > LongestQuery ? text[..LongestQuery] : text;
        Open = await db.Forecasts.CountAsync(f => f.Status == Status.Open, stop);
        var tiles = await Tile.ReadAsync(db, db.Asked(Category, Query), Now, stop);
        if (Viewer.From(User) is { OwnFirst: true, Id: { } me })
        {
            var estimated = await db.EstimatedByAsync(me, stop);
            // Before they are put in order, which would tell too
            tiles = tiles.ConvertAll(tile => tile.Forecast.ResolvedAt is not null || estimated.Contains(tile.Forecast.Id) ? tile : tile.HeldBack());
        }
        Tiles = [.. InOrder(tiles)];
    }

    /// <summary>The address of the same feed with one choice changed.</summary>
    public string With(Sort? sort = null, Category? category = null, bool all = false)
    {
        var query = new QueryString();
        if ((sort ?? Sort) is var s and not Sort.Movers) query = query.Add("sort", s.ToString().ToLowerInvariant());
        if (!all && (category ?? Category) is { } c) query = query.Add("category", c.ToString().ToLowerInvariant());
        if (!string.IsNullOrEmpty(Query)) query = query.Add("q", Query);
        return "/" + query;
    }

    /// <summary>Open questions before resolved ones, then as asked.</summary>
    private IEnumerable<Tile> InOrder(List<Tile> tiles)
    {
        var open = tiles.OrderBy(t => !t.Forecast.IsOpen);
        return Sort switch
        {
            Sort.Newest => open.ThenByDescending(t => t.Forecast.OpenedAt),
            Sort.Closing => open.ThenBy(t => t.Forecast.Horizon).ThenBy(t => t.Forecast.Title, StringComparer.Ordinal),
            Sort.Argued => open.ThenByDescending(t => t.Numbers.For + t.Numbers.Against).ThenBy(t => t.Forecast.Title, StringComparer.Ordinal),
            _ => open.ThenByDescending(t => Math.Abs(t.Numbers.Movement ?? 0)).ThenByDescending(t => t.Numbers.Percent),
        };
    }
}
