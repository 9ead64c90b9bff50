using System.Globalization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Web.Features.Arguments;

/// <summary>One argument's own page: where it is rated, rebutted, edited and withdrawn, and where its strength and its history are explained.</summary>
public sealed class ArgumentModel(TextakDb db, BoardLog log, Tailer tailer, Fragments fragments, IOptions<Limits> limits, TimeProvider time) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    /// <summary>The direct rebuttal after which those begin that are shown; 0 for the first.</summary>
    [BindProperty(SupportsGet = true)]
    public long After { get; set; }

    public ArgumentView Argument { get; private set; } = null!;

    /// <summary>What it rebuts; null where it stands by itself.</summary>
    public ArgumentView? Answered { get; private set; }
    public Rebuttals Rebuttals { get; private set; } = Rebuttals.None;
    public string Title { get; private set; } = "";

    /// <summary>Where the board stands, and on it the argument where it is shown there.</summary>
    public string OnBoard { get; private set; } = "";
    public int? Mine { get; private set; }

    /// <summary>Each time that its author edited it, newest first.</summary>
    public IReadOnlyList<Edit> Edits { get; private set; } = [];

    /// <summary>Whether the viewer may withdraw it now, and whether they may edit it.</summary>
    public bool MayWithdraw { get; private set; }
    public bool MayEdit { get; private set; }

    /// <summary>Whether the viewer may say that they agree with it, and whether they did.</summary>
    public bool MayAgree { get; private set; }
    public bool Agrees { get; private set; }

    /// <summary>Whether the viewer may rebut it now.</summary>
    public bool MayRebut { get; private set; }

    /// <summary>What came back with an error, to be shown again as it was typed.</summary>
    public string? TypedText { get; private set; }
    public PostArgument? TypedRebuttal { get; private set; }
    public TypedSource? TypedSource { get; private set; }

    /// <summary>Whether the forecast takes arguments, and from whoever looks.</summary>
    public bool TakesMine { get; private set; }

    /// <summary>What a moderator lets the viewer know: that they are muted here, or are warned.</summary>
    public string? Word { get; private set; }
    public bool Muted { get; private set; }

    private ILookup<long, (Grade Grade, int Count, bool Mine)> challenges = Enumerable.Empty<(Grade, int, bool)>().ToLookup(_ => 0L);

    /// <summary>The board's number in whole percent, and what it would be without the argument; null where there is none.</summary>
    public int? Percent { get; private set; }
    public int? Without { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <summary>The card alone, as this viewer may see it: what script puts in place of the one that everybody got.</summary>
    public async Task<IActionResult> OnGetCardAsync()
    {
        if (await ShowAsync() is NotFoundResult none) return none;
        var card = await fragments.RenderAsync([Argument], view => Fragments.Card(Slug, view, Viewer), (_, html) => html);
        return Content(card[0], "text/html; charset=utf-8");
    }

    /// <summary>What rebuts it, as this viewer may see it, to be put under its card.</summary>
    public async Task<IActionResult> OnGetRebuttalsAsync()
    {
        var stop = HttpContext.RequestAborted;
        if (await Tailer.FindAsync(Slug, stop) is not { } forecast || !await db.Arguments.AnyAsync(a => a.Id == Id && a.ForecastId == forecast, stop)) return NotFound();
        var rebuttals = await Rebuttals.ReadAsync(db, Id, After, deep: false, Viewer, stop);
        if (await db.AreHeldFromAsync(Viewer, forecast, stop)) rebuttals = rebuttals.HeldBack();
        var box = await fragments.RenderAsync([rebuttals], shown => Fragments.Under(Slug, Id, shown, Viewer), (_, html) => html);
        return Content(box[0], "text/html; charset=utf-8");
    }

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? stars)
    {
        int? chosen = int.TryParse(stars, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
        var place = await PlaceAsync();
        return await CarryOutAsync(Slug, commandId, new RateArgument(Id, chosen).ApplyAsync, _ => place);
    }

    /// <param name="edition">The wording that the form was opened on.</param>
    public async Task<IActionResult> OnPostWordingAsync(Guid commandId, int? edition, string? text)
    {
        TypedText = text ?? "";
        var place = await PlaceAsync();
        return await CarryOutAsync(Slug, commandId, new EditArgument(Id, edition, text).ApplyAsync, _ => place);
    }

    public async Task<IActionResult> OnPostWithdrawalAsync(Guid commandId)
    {
        var place = await PlaceAsync();
        return await CarryOutAsync(Slug, commandId, new WithdrawArgument(Id).ApplyAsync, _ => place);
    }

    public Task<IActionResult> OnPostRebuttalAsync(Guid commandId, string? text, string? link)
    {
        TypedRebuttal = new(null, text, link) { Answers = Id, AtMost = Viewer.MostArguments(limits.Value) };
        return CarryOutAsync(Slug, commandId, TypedRebuttal.ApplyAsync, answer => $"/f/{Slug}/arguments/{answer.ArgumentId}", "rebuttal-");
    }

    public async Task<IActionResult> OnPostAgreementAsync(Guid commandId, bool? agrees)
    {
        var place = await PlaceAsync();
        return await CarryOutAsync(Slug, commandId, new Agree(Id, agrees).ApplyAsync, _ => place);
    }

    public Task<IActionResult> OnPostSourceAsync(Guid commandId, string? link, string? title, string? publisher, string? grade)
    {
        TypedSource = new(link, title, publisher, grade);
        return CarryOutAsync(Slug, commandId, new CiteSource(Id, TypedSource).ApplyAsync, _ => $"/f/{Slug}/arguments/{Id}#sources", "source-");
    }

    /// <param name="source">The source's id.</param>
    /// <param name="grade">Its new grade, or "none" where it is to go.</param>
    public Task<IActionResult> OnPostGradeAsync(Guid commandId, long source, string? grade) =>
        CarryOutAsync(Slug, commandId, new GradeSource(Id, source, grade).ApplyAsync, _ => $"/f/{Slug}/arguments/{Id}#sources");

    public Task<IActionResult> OnPostChallengeAsync(Guid commandId, long source, string? grade) =>
        CarryOutAsync(Slug, commandId, new ChallengeGrade(Id, source, grade).ApplyAsync, _ => $"/f/{Slug}/arguments/{Id}#sources");

    /// <summary>"2 proximate, 1 circumstantial": the grades by which others challenge a source's.</summary>
    public string Said(long source) => string.Join(", ", challenges[source].GroupBy(c => c.Grade).OrderByDescending(c => c.Key).Select(c => $"{c.Sum(one => one.Count)} {c.Key.Word()}"));

    /// <summary>The grade that the viewer would give, where they challenge it; else its own.</summary>
    public Grade Challenged(SourceView source) => challenges[source.Id].Where(c => c.Mine).Select(c => (Grade?)c.Grade).FirstOrDefault() ?? source.Grade;

    protected override async Task<IActionResult> ShowAsync()
    {
        var stop = HttpContext.RequestAborted;
        var forecast = await db.Forecasts.Where(f => f.Slug == Slug).Select(f => new { f.Id, f.Title, f.Probability, f.Status }).SingleOrDefaultAsync(stop);
        var argument = forecast is null ? null
            : (await db.Arguments.Where(a => a.Id == Id && a.ForecastId == forecast.Id).ViewsAsync(db, Viewer, stop)).SingleOrDefault();
        if (argument is null) return NotFound();
        (Argument, Title) = (argument, forecast!.Title);
        OnBoard = $"/f/{Slug}{(await Column.BeginsWithAsync(db, argument.Id, stop) ? $"#argument-{argument.Id}" : null)}";
        if (!argument.Hidden && argument.Named > 0)
        {
            Percent = Whole(forecast.Probability);
            Without = Whole(await WithoutArgument.ReadAsync(db, forecast.Id, Id, stop));
        }
        if (argument.AnswersId is { } answers) Answered = (await db.Arguments.Where(a => a.Id == answers).ViewsAsync(db, Viewer, stop)).Single();
        if (argument.Level < Arguments.Argument.DeepestLevel) Rebuttals = await Rebuttals.ReadAsync(db, Id, After, deep: true, Viewer, stop);
        if (await db.AreHeldFromAsync(Viewer, forecast.Id, stop))
            (Argument, Answered, Rebuttals, Percent, Without) = (argument.HeldBack(), Answered?.HeldBack(), Rebuttals.HeldBack(), null, null);
        var isOpen = forecast.Status == Status.Open;
        (Muted, Word) = await Voice.OfAsync(db, Viewer, forecast.Id, time.Now(), stop);
        TakesMine = isOpen && Viewer.Id is not null && !Muted;
        challenges = await ChallengesAsync(stop);
        MayAgree = TakesMine && argument.AuthorId != Viewer.Id && !argument.Hidden;
        Agrees = await db.Agreements.AnyAsync(a => a.ArgumentId == Id && a.AccountId == Viewer.Id && a.EndSeq == null, stop);
        MayRebut = TakesMine && argument is { Hidden: false, Level: < Arguments.Argument.DeepestLevel };
        MayWithdraw = isOpen && argument.AuthorId == Viewer.Id && !argument.Hidden;
        MayEdit = MayWithdraw && TakesMine;
        Edits = await EditsAsync(stop);
        Mine = await db.StrengthVotes.Where(v => v.ArgumentId == Id && v.AccountId == Viewer.Id && v.EndSeq == null).Select(v => (int?)v.Stars).SingleOrDefaultAsync(stop);
        return Page();
    }

    private async Task<ILookup<long, (Grade Grade, int Count, bool Mine)>> ChallengesAsync(CancellationToken stop)
    {
        var challenged = Argument.Sources.Where(s => s.Challenges > 0).ToDictionary(s => s.Id, s => s.Grade);
        var (ids, me) = (challenged.Keys.ToList(), Viewer.Id ?? 0);
        if (ids.Count == 0) return challenges;
        var said = await db.GradeChallenges.Where(c => ids.Contains(c.SourceId)).GroupBy(c => new { c.SourceId, c.Grade, Mine = c.AccountId == me })
            .Select(c => new { c.Key.SourceId, c.Key.Grade, c.Key.Mine, Count = c.Count() }).ToListAsync(stop);
        return said.Where(c => c.Grade != challenged[c.SourceId]).ToLookup(c => c.SourceId, c => (c.Grade, c.Count, c.Mine));
    }

    // A script stays where it is
    private async Task<string> PlaceAsync() => WantsJson ? "" : await Column.PlaceAsync(db, Slug, Id, HttpContext.RequestAborted);

    private async Task<IReadOnlyList<Edit>> EditsAsync(CancellationToken stop)
    {
        if (Argument is not { Edition: > 1, Text: { } text, EditedAt: { } editedAt }) return [];
        var edits = new List<Edit>();
        var before = await db.Wordings.Where(w => w.ArgumentId == Id && w.Number < Argument.Edition).VisibleTo(Viewer).OrderByDescending(w => w.Number)
            .Select(w => new { w.Text, w.At }).ToListAsync(stop);
        foreach (var wording in before)
        {
            edits.Add(new(editedAt, wording.Text, text));
            (editedAt, text) = (wording.At, wording.Text);
        }
        return edits;
    }

    private static int? Whole(double? p) => p is { } value ? Textak.Forecasting.Percent.Of(value) : null;
}

/// <summary>One edit of an argument.</summary>
public sealed record Edit(DateTimeOffset At, string Before, string After);
