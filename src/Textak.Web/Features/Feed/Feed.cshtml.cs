using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class FeedModel(TextakDb db, TimeProvider time) : PageModel
{
    public FeedFilter Filter { get; private set; } = new();
    public Search? Search { get; private set; }
    public IReadOnlyList<Tile> Tiles { get; private set; } = [];

    /// <summary>Where the boards after these are; null where there are none.</summary>
    public string? Next { get; private set; }
    public int Open { get; private set; }
    public bool IsKnown { get; private set; }
    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        var (viewer, stop) = (Viewer.From(User), HttpContext.RequestAborted);
        (Now, IsKnown) = (time.Now(), viewer.Id is not null);
        Filter = FeedFilter.Of(Request.Query, IsKnown, Now);
        Open = await db.Forecasts.CountAsync(f => f.Shelf == Shelf.Open, stop);
        if (Filter.Words.Count > 0) Search = await Search.ReadAsync(db, Filter.Words, ranks: Filter.Sort is Sort.Best, stop);
        (Tiles, var next) = await new FeedPage(db, Filter, viewer, Now).ReadAsync(Search, FeedPage.Most, stop);
        Next = next is null ? null : (Filter with { After = next }).Address;
    }

    /// <summary>The address of the same feed with one choice changed, from its first page on.</summary>
    public string With(Func<FeedFilter, FeedFilter> change) => (change(Filter) with { After = null }).Address;
}
