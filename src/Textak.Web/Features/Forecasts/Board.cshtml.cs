using System.Text.Json;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Visits;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts;

[OutputCache(PolicyName = nameof(ReaderCache))]
public sealed class BoardModel(
    TextakDb db, Boards boards, BoardLog log, Tailer tailer, Fragments fragments, VisitBook visits, IOptions<Limits> limits, TimeProvider time) : CommandPage(log, tailer)
{
    public Board Board { get; private set; } = null!;

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public PostArgument? TypedArgument { get; private set; }
    public string? TypedPercent { get; private set; }
    public IReadOnlyCollection<string> TypedMoved { get; private set; } = [];

    /// <summary>The arguments that the viewer says moved them to where they stand now.</summary>
    public IReadOnlyList<long> MovedBy { get; private set; } = [];

    /// <summary>What the viewer is asked to stand by, or brings back: their estimate, or the one that grew stale.</summary>
    public Estimate? Said => Board.Mine ?? Board.Lapsed;

    /// <summary>When the viewer's estimate grows stale, once it is time to say so.</summary>
    public DateTimeOffset? StaleSoon => Board.Mine is { } mine && Board.Forecast.StaleAt(mine.At) is (var noticeAt, var at) && noticeAt <= Now ? at : null;

    /// <summary>Those of them that are hidden now.</summary>
    public IReadOnlyList<long> Doubtful { get; private set; } = [];

    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true)]
    public string? Order { get; set; }
    public Order Shown => Orders.Read(Order);

    /// <summary>How many arguments of each side; a portion where nothing is asked for.</summary>
    [BindProperty(SupportsGet = true)]
    public int Show { get; set; }
    public Portion Portion => Portion.Of(Shown, Show);

    /// <summary>The arguments of the board that the viewer agrees with, be they on the page or fetched later.</summary>
    public IReadOnlyList<long> Agreed { get; private set; } = [];

    /// <summary>Days of history shown; 0 for all.</summary>
    [BindProperty(SupportsGet = true)]
    public int Days { get; set; } = ChartView.DefaultDays;

    /// <summary>Whether the history shows the geometric mean of odds too.</summary>
    [BindProperty(SupportsGet = true)]
    public bool Mean { get; set; }

    /// <summary>The likelihood words for the script: [[highest percent, word], ...].</summary>
    public static string Words { get; } = JsonSerializer.Serialize(Enumerable.Range(SetEstimate.Least, SetEstimate.Most)
        .GroupBy(Likelihood.Word).Select(word => new object[] { word.Max(), word.Key }));

    /// <summary>Whether the viewer is muted here, and what a moderator lets them know.</summary>
    public bool Muted { get; private set; }

    /// <inheritdoc cref="Muted"/>
    public string? Word { get; private set; }

    /// <summary>What is new to the viewer since they were here; null where that is nothing, or nobody knows.</summary>
    public SinceView? Since { get; private set; }

    public DateTimeOffset Now { get; private set; }
    public ChartView Chart => new(Board.History, Mark.Of(Board), Days is > 0 and <= ChartView.MostDays ? Days : 0, Mean, Board.Forecast.ResolvedAt, Now);
    public bool ShowsAgainst => string.Equals(TypedArgument?.Side, "against", StringComparison.OrdinalIgnoreCase);

    /// <summary>What is wrong with a form as a whole.</summary>
    public IEnumerable<string> FormErrors => ModelState.Where(entry => entry.Key.ToLowerInvariant() is "" or "side" or "for-" or "against-")
        .SelectMany(entry => entry.Value!.Errors).Select(error => error.ErrorMessage);

    /// <summary>What was typed where no form can take it back: the board is closed, its sender is signed out, or the side is unknown.</summary>
    public PostArgument? Homeless => Board.Forecast.IsOpen && Viewer.Id is not null && Prefix(TypedArgument?.Side) != "" ? null : TypedArgument;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>What came after a sequence number, for those whose network lets no socket through.</summary>
    public async Task<IActionResult> OnGetFramesAsync(long after)
    {
        if (await Tailer.FindAsync(Slug, HttpContext.RequestAborted) is not { } id) return NotFound();
        return new JsonResult(await Tailer.CatchUpAsync(id, after, Viewer, HttpContext.RequestAborted));
    }

    /// <summary>What others have said already that is like a text, drawn; nothing where there is none.</summary>
    public async Task<IActionResult> OnGetSimilarAsync(string? text)
    {
        var stop = HttpContext.RequestAborted;
        if (await Tailer.FindAsync(Slug, stop) is not { } id) return NotFound();
        var found = await Similar.FindAsync(db, id, text, stop);
        if (found.Count == 0) return Content("", "text/html; charset=utf-8");
        IReadOnlyList<ArgumentView>[] lists = [found];
        var drawn = await fragments.RenderAsync(lists, list => Fragments.Alike(Slug, list), (_, html) => html);
        return Content(drawn[0], "text/html; charset=utf-8");
    }

    public Task<IActionResult> OnPostArgumentAsync(Guid commandId, string? side, string? text, string? link, string? percent, string? title, string? publisher, string? grade)
    {
        TypedArgument = new(side, text, link, percent) { Title = title, Publisher = publisher, Grade = grade, AtMost = Viewer.MostArguments(limits.Value) };
        return CarryOutAsync(
            Slug, commandId, TypedArgument.ApplyAsync, answer => $"/f/{Slug}#argument-{answer.ArgumentId}", Prefix(side), board => TypedArgument.Reads(board, time.Now()));
    }

    /// <param name="moved">What was ticked as having moved one there.</param>
    public Task<IActionResult> OnPostEstimateAsync(Guid commandId, string? percent, string?[] moved)
    {
        (TypedPercent, TypedMoved) = (percent, [.. moved.Select(key => key ?? "")]);
        var set = new SetEstimate(SetEstimate.Read(percent), TypedMoved);
        return CarryOutAsync(Slug, commandId, set.ApplyAsync, _ => $"/f/{Slug}#yours", reads: _ => set.Reads);
    }

    /// <param name="percent">What the page showed as one's own.</param>
    public Task<IActionResult> OnPostReaffirmationAsync(Guid commandId, string? percent) =>
        CarryOutAsync(Slug, commandId, new Reaffirm(SetEstimate.Read(percent)).ApplyAsync, _ => $"/f/{Slug}#yours");

    public Task<IActionResult> OnPostWithdrawalAsync(Guid commandId) =>
        CarryOutAsync(Slug, commandId, new SetEstimate(null).ApplyAsync, _ => $"/f/{Slug}#yours", reads: _ => false);

    protected override async Task<IActionResult> ShowAsync()
    {
        Now = time.Now();
        if (await boards.ReadAsync(db, Slug, Portion, Viewer, HttpContext.RequestAborted) is not { } board) return NotFound();
        Board = board;
        (Muted, Word) = await Voice.OfAsync(db, Viewer, board.Forecast.Id, Now, HttpContext.RequestAborted);
        if (board.Mine is { } mine)
            MovedBy = await db.Receipts.Where(r => r.ForecastId == mine.ForecastId && r.Seq == mine.Seq && r.ArgumentId != null)
                .Select(r => r.ArgumentId!.Value).ToListAsync(HttpContext.RequestAborted);
        if (MovedBy.Count > 0) Doubtful = await db.Arguments.Where(a => MovedBy.Contains(a.Id) && a.HiddenAt != null).OrderBy(a => a.Id).Select(a => a.Id).ToListAsync(HttpContext.RequestAborted);
        Since = await visits.SinceAsync(db, board, Viewer, Now, HttpContext.RequestAborted);
        if (Viewer.Id is { } me)
            Agreed = await db.Agreements.Where(a => a.AccountId == me && a.EndSeq == null && db.Arguments.Any(of => of.Id == a.ArgumentId && of.ForecastId == board.Forecast.Id))
                .OrderBy(a => a.ArgumentId).Select(a => a.ArgumentId).ToListAsync(HttpContext.RequestAborted);
        return Page();
    }

    private static string Prefix(string? side) => side?.ToLowerInvariant() is "for" or "against" ? side.ToLowerInvariant() + "-" : "";
}
