using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Embeds;

/// <summary>A forecast's tile for pages of other sites. It holds a link and nothing that does anything, and asks for no cookie.</summary>
[ShownElsewhere]
[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class EmbedModel(FrameReader frames, Tailer tailer, TimeProvider time) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    /// <summary>"light" or "dark", where whoever embeds it wants one of them; else it is as its reader's device is.</summary>
    [BindProperty(SupportsGet = true)]
    public string? Theme { get; set; }

    public Tile Tile { get; private set; } = null!;
    public DateTimeOffset Now { get; private set; }
    public string Home => HttpContext.BaseAddress();

    public async Task<IActionResult> OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await tailer.FindAsync(Slug, stop) is not { } id) return NotFound();
        (Now, Theme) = (time.Now(), Theme?.ToLowerInvariant() is "light" or "dark" ? Theme.ToLowerInvariant() : null);
        Tile = await frames.TileAsync(id, stop);
        // Asked after the reading, as always: see OthersNumbers
        if (Viewer.From(User) is { OwnFirst: true, Id: { } me } && (await frames.SeenByAsync(id, [me], stop)).Count == 0) Tile = Tile.HeldBack();
        return Page();
    }
}
