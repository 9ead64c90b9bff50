using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Webhooks;

/// <summary>One webhook of one's own or of a program of one's own: what became of its messages.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WebhookModel(TextakDb db) : PageModel
{
    [BindProperty(SupportsGet = true), FromRoute]
    public long Id { get; set; }

    public Webhook Hook { get; private set; } = null!;

    /// <summary>The newest first.</summary>
    public IReadOnlyList<HookDelivery> Deliveries { get; private set; } = [];

    /// <summary>Boards on which the next message fails, and since when the first of them does.</summary>
    public int Failing { get; private set; }

    /// <inheritdoc cref="Failing"/>
    public DateTimeOffset? FailingSince { get; private set; }

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } hook) return NotFound();
        Hook = hook;
        var stop = HttpContext.RequestAborted;
        Deliveries = await db.HookDeliveries.AsNoTracking().Include(d => d.Forecast).Where(d => d.WebhookId == Id).OrderByDescending(d => d.Id).Take(HookDelivery.Most).ToListAsync(stop);
        if ((await KeepWebhook.FailingAsync(db, [Id], stop)).TryGetValue(Id, out var failing)) (Failing, FailingSince) = failing;
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(long delivery)
    {
        if (await FindAsync() is not { } hook) return NotFound();
        await KeepWebhook.SendAgainAsync(db, hook, delivery);
        return Done();
    }

    public async Task<IActionResult> OnPostOnAsync()
    {
        if (await FindAsync() is not { } hook) return NotFound();
        await KeepWebhook.GoOnAsync(db, hook);
        return Done();
    }

    public async Task<IActionResult> OnPostDeletionAsync()
    {
        if (await FindAsync() is not { } hook) return NotFound();
        await KeepWebhook.DeleteAsync(db, hook);
        return LocalRedirect("/account/webhooks");
    }

    private RedirectToPageResult Done() => RedirectToPage(new { Id });

    // Somebody else's is not there
    private Task<Webhook?> FindAsync() => db.Webhooks.Include(h => h.Forecast).OfOwner(Viewer.From(User).Id!.Value).SingleOrDefaultAsync(h => h.Id == Id, HttpContext.RequestAborted);
}
