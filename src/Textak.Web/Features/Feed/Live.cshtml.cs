using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

/// <summary>The boards whose numbers moved last, the newest first and each once: for a screen on a wall.</summary>
[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class LiveModel(TextakDb db, TimeProvider time) : PageModel
{
    public const int Most = 20;

    public IReadOnlyList<Tile> Tiles { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }

    public async Task OnGetAsync()
    {
        Now = time.Now();
        Tiles = (await Shifts.ReadAsync(db, Viewer.From(User), after: null, Most, Now, HttpContext.RequestAborted)).Tiles;
    }
}
