using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.OutputCaching;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Replay;

/// <summary>A board as of any moment, from its log: by the number of an event, or by a time.</summary>
[OutputCache(PolicyName = nameof(ReaderCache))]
// What is hidden must not come back out of a browser's cache
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class AtModel(TextakDb db, Boards boards) : PageModel
{
    // More would not show in a curve that is a finger high
    private const int CurvePoints = 200;

    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public long? Seq { get; set; }

    /// <summary>A day or a time as it was typed, UTC.</summary>
    [BindProperty(SupportsGet = true)]
    public string? At { get; set; }

    /// <summary>The argument whose thread is looked at; null for the board.</summary>
    [BindProperty(SupportsGet = true)]
    public long? Argument { get; set; }

    /// <summary>The direct rebuttal after which those begin that are shown.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    /// <summary>How many arguments of each side; a portion where nothing is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public int Show { get; set; }

    public Viewer Viewer => Viewer.From(User);
    public Forecast Forecast { get; private set; } = null!;
    public PastBoard Board { get; private set; } = null!;
    public PastThread? Thread { get; private set; }
    public int Shown => Portion.Of(Order.Newest, Show).Show;

    /// <summary>Why the moment is not the one that was asked for; null where it is.</summary>
    public string? Problem { get; private set; }

    /// <summary>The number over the whole log, event by event, to find one's way along; empty where it is held back.</summary>
    public IReadOnlyList<Sample> Curve { get; private set; } = [];

    /// <summary>Where the curve begins and ends.</summary>
    public (DateTimeOffset From, DateTimeOffset Until) Span => (Place(1), Place(Math.Max(2, Board.Moment.Head)));

    public async Task<IActionResult> OnGetAsync()
    {
        var stop = HttpContext.RequestAborted;
        // As it is now, first: who may see its numbers then may see those of before
        if (await boards.ReadAsync(db, Slug, Portion.Of(Order.Newest, 0), Viewer, stop) is not { } now) return NotFound();
        var (id, head) = (now.Forecast.Id, now.Forecast.LastSeq);
        var at = PastMoment.Read(At);
        var moment = await PastMoment.FindAsync(db, id, head, Seq, at, stop);
        Problem = ModelState.IsValid && (string.IsNullOrWhiteSpace(At) || Seq is not null || at is not null) ? null : "That is no day and no time: here is the newest moment.";
        Forecast = now.Forecast;
        Board = await PastBoard.ReadAsync(db, now.Forecast, moment, Shown, Viewer, stop);
        if (Argument is { } argument) Thread = await PastThread.ReadAsync(db, id, argument, After, moment.Seq, Viewer, stop);
        if (now.Numbers.AreHeldBack) (Board, Thread) = (Board.HeldBack(), Thread?.HeldBack());
        else Curve = History.Thin([.. now.History.Select(s => new Sample(Place(s.Seq), s.Probability))], CurvePoints);
        return Page();
    }

    /// <summary>The same page at another event.</summary>
    public string To(long seq) => Address(seq, Argument);

    /// <summary>The page of an argument's thread at this moment, or of the board (null).</summary>
    public string ThreadOf(long? argument) => Address(Board.Moment.Seq, argument);

    private string Address(long seq, long? argument) =>
        string.Create(CultureInfo.InvariantCulture, $"/f/{Slug}/at?seq={seq}{(argument is { } id ? $"&argument={id}" : "")}");

    // An event a second
    private static DateTimeOffset Place(long seq) => DateTimeOffset.UnixEpoch.AddSeconds(seq);
}
