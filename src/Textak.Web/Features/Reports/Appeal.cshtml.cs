using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Reports;

/// <summary>Where an author objects to the hiding of an argument, and reads what became of it. It is nobody else's.</summary>
[Authorize]
public sealed class AppealModel(TextakDb db, BoardLog log, Tailer tailer) : CommandPage(log, tailer)
{
    [BindProperty(SupportsGet = true), FromRoute]
    public string Slug { get; set; } = "";

    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public HiddenOfMine Hiding { get; private set; } = null!;
    public string? Typed { get; private set; }

    public Task<IActionResult> OnGetAsync() => ShowAsync();

    public async Task<IActionResult> OnPostAsync(Guid commandId, string? text)
    {
        Typed = text;
        if (await ShowAsync() is NotFoundResult none) return none;
        return await CarryOutAsync(Slug, commandId, new MakeAppeal(Id, text).ApplyAsync, _ => $"/f/{Slug}/arguments/{Id}/appeal");
    }

    protected override async Task<IActionResult> ShowAsync()
    {
        if (await HiddenOfMine.ReadAsync(db, Viewer, Id, HttpContext.RequestAborted) is not [var hiding] || hiding.Slug != Slug) return NotFound();
        Hiding = hiding;
        return Page();
    }
}
