using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire;

/// <summary>One item by itself, and where all forms of the news go.</summary>
[Authorize(Policies.Moderate)]
public sealed class ItemModel(TextakDb db, BoardLog log, Tailer tailer, TimeProvider time) : CommandPage(log, tailer)
{
    private const string Field = "direction-";
    private readonly BoardLog log = log;
    private Dictionary<long, string> typed = [];

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public WireCard Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <param name="act">What the moderator wants: <see cref="WireAct"/>.</param>
    /// <param name="into">The item with which this is one story.</param>
    public async Task<IActionResult> OnPostAsync(Guid commandId, string? act, long? into)
    {
        if (await ShowAsync() is NotFoundResult none) return none;
        typed = await TypedAsync();
        if (commandId == Guid.Empty) return await RefuseAsync(Refusal.Incomplete, "", 422);
        if ((into is null ? WireActs.Read(act) : WireAct.Merge) is not { } what) return await RefuseAsync(new("", "Choose what is to become of it."), "", 422);
        if (what == WireAct.Accept) return await AcceptAsync(commandId);
        var refusal = await new SettleNews(Id, what, into, User.IsInRole(Roles.Admin)).CarryOutAsync(db, Viewer.Id!.Value, commandId, time.Now());
        return refusal is null ? Done(new(0, null), what is WireAct.Claim or WireAct.Release ? $"#news-{Id}" : "") : await RefuseAsync(refusal, "", 422);
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        if (await WireCard.FindAsync(db, Id, Viewer, time.Now(), HttpContext.RequestAborted) is not { } card) return NotFound();
        Shown = card with { Typed = typed, Problem = Error("") };
        return Page();
    }

    private async Task<IActionResult> AcceptAsync(Guid commandId)
    {
        var (answers, refusal) = await AcceptNews.OnBoardsAsync(log, Tailer, Shown.Item, match => Directions.Read(typed.GetValueOrDefault(match.ForecastId)), Viewer.Id!.Value, commandId);
        return refusal is null ? Done(answers[^1], "") : await RefuseAsync(refusal, "", 422);
    }

    private async Task<Dictionary<long, string>> TypedAsync()
    {
        var form = await Request.ReadFormAsync(HttpContext.RequestAborted);
        return form.Keys.Where(key => key.StartsWith(Field, StringComparison.Ordinal))
            .Select(key => (Board: long.TryParse(key.AsSpan(Field.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var board) ? board : 0, Value: form[key].ToString()))
            .Where(one => one.Board > 0).DistinctBy(one => one.Board).ToDictionary(one => one.Board, one => one.Value);
    }

    private IActionResult Done(Answer answer, string place) => WantsJson ? new JsonResult(answer) : LocalRedirect($"/moderation/news{place}");
}
