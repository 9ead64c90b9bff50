using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Notices;

/// <summary>One's notices, as they came out, the newest first. It shows arguments as one may see them at this moment.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class NoticesModel(TextakDb db) : PageModel
{
    private const int MostShown = 100;

    private Viewer Viewer => Viewer.From(User);

    /// <summary>Shows notices with lower ids only; the newest where there is none.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Before { get; set; }

    /// <summary>Where the next page begins; null on the last.</summary>
    public long? Older { get; private set; }

    public IReadOnlyList<IGrouping<DateTimeOffset, NoticeLine>> Gatherings { get; private set; } = [];

    /// <summary>What came out later is new.</summary>
    public DateTimeOffset SeenAt { get; private set; }
    public int Unseen { get; private set; }

    /// <summary>The arguments that the notices are about, by id; text is null where it is hidden from the viewer.</summary>
    public IReadOnlyDictionary<long, ArgumentView> Arguments { get; private set; } = new Dictionary<long, ArgumentView>();

    /// <summary>The newest gathering on the page, as its form sends it.</summary>
    public string Newest => Gatherings.Count == 0 ? "" : Gatherings[0].Key.UtcTicks.ToString(CultureInfo.InvariantCulture);

    public async Task OnGetAsync()
    {
        var (me, stop) = (Viewer.Id!.Value, HttpContext.RequestAborted);
        if (await db.NoticeBoxes.AsNoTracking().SingleOrDefaultAsync(b => b.AccountId == me, stop) is not { } box) return;
        (SeenAt, Unseen) = (box.SeenAt, box.Unseen);
        var part = await NoticePart.ReadAsync(db, Viewer, Before ?? long.MaxValue, MostShown, stop);
        (Older, Arguments) = (part.Older, part.Arguments);
        Gatherings = [.. part.Lines.GroupBy(l => l.Notice.OutAt!.Value)];
    }

    /// <param name="until">The newest gathering that one has read.</param>
    public async Task<IActionResult> OnPostAsync(string? until)
    {
        if (long.TryParse(until, NumberStyles.None, CultureInfo.InvariantCulture, out var ticks) && ticks <= DateTimeOffset.MaxValue.UtcTicks)
            await NoticeBox.SeeAsync(db, Viewer.Id!.Value, new(ticks, TimeSpan.Zero), HttpContext.RequestAborted);
        return LocalRedirect("/notices");
    }
}
