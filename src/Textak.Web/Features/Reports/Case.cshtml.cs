using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Reports;

/// <summary>One case by itself, and where all of the queue's forms go.</summary>
[Authorize(Policies.Moderate)]
public sealed class CasePage(TextakDb db, BoardLog log, Tailer tailer, TimeProvider time) : CommandPage(log, tailer)
{
    private string? typed;

    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public CaseModel Shown { get; private set; } = null!;

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    /// <param name="act">What the moderator wants: <see cref="CaseAct"/>.</param>
    public Task<IActionResult> OnPostAsync(Guid commandId, string? act, string? reason)
    {
        typed = reason;
        var decision = new DecideCase(Id, CaseActs.Read(act), reason, User.IsInRole(Roles.Admin));
        return CarryOutAsync(Slug, commandId, decision.ApplyAsync, _ => decision.Act is CaseAct.Claim or CaseAct.Release ? $"/moderation/queue#case-{Id}" : "/moderation/queue");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        var now = time.Now();
        if (await QueueItem.FindAsync(db, Id, Viewer, now, HttpContext.RequestAborted) is not { } item || item.Slug != Slug) return NotFound();
        Shown = new(item, User.IsInRole(Roles.Admin), Viewer, now, typed, Error("Reason"), Error(""));
        return Page();
    }

    // The moderator is answered once the watchers here have what was decided
    protected override Task FinishAsync(long forecastId, Answer answer) => Tailer.ToldAsync(forecastId, answer.Seq);
}
