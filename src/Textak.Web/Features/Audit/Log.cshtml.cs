using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Audit;

/// <summary>The open record: every act of moderators and admins, or those on one board, the newest first.</summary>
public sealed class LogModel(TextakDb db) : PageModel
{
    /// <summary>Acts on a page.</summary>
    public const int Shown = 50;

    [BindProperty(SupportsGet = true), FromRoute]
    public string? Slug { get; set; }

    /// <summary>Shows acts with lower numbers only.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    public OneBoard? Board { get; private set; }
    public IReadOnlyList<LoggedAct> Acts { get; private set; } = [];
    public AuditHead Head { get; private set; } = null!;

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (Slug is not null)
        {
            Board = await db.Forecasts.Where(f => f.Slug == Slug).Select(f => new OneBoard(f.Id, f.Slug, f.Title)).SingleOrDefaultAsync(stop);
            if (Board is null) return NotFound();
        }
        Head = await AuditHead.ReadAsync(db, stop);
        var acts = await LoggedAct.Of(db, Board?.Id, Before ?? long.MaxValue).Take(Shown + 1).ToListAsync(stop);
        (Acts, Older) = ([.. acts.Take(Shown)], acts.Count > Shown ? acts[Shown - 1].Number : null);
        return Page();
    }

    public sealed record OneBoard(long Id, string Slug, string Title);
}
