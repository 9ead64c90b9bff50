using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>One webhook of one's own or of a program of one's own: what became of its messages.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class WebhookModel(TextakDb db, TimeProvider time) : PageModel
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

    /// <summary>Boards that are left alone, by address and title: their next message was refused for too long, while others were taken.</summary>
    public IReadOnlyList<(string Slug, string Title)> LeftAlone { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync()
    {
        if (await FindAsync() is not { } hook) return NotFound();
        Hook = hook;
        var stop = HttpContext.RequestAborted;
        Deliveries = await db.HookDeliveries.AsNoTracking().Include(d => d.Forecast).Where(d => d.WebhookId == Id).OrderByDescending(d => d.At).ThenByDescending(d => d.Id).Take(2 * HookDelivery.Most).ToListAsync(stop);
        if ((await KeepWebhook.FailingAsync(db, [Id], stop)).TryGetValue(Id, out var failing)) (Failing, FailingSince) = failing;
        var left = await db.Forecasts.Where(f => db.HookPositions.Any(p => p.WebhookId == Id && p.FailingSince != null && p.NextAt == null && p.ForecastId == f.Id))
            .OrderBy(f => f.Title).Select(f => new { f.Slug, f.Title }).ToListAsync(stop);
        LeftAlone = [.. left.Select(f => (f.Slug, f.Title))];
        return Page();
    }

    public async Task<IActionResult> OnPostAgainAsync(long delivery)
    {
        if (await FindAsync() is not { } hook) return NotFound();
        await KeepWebhook.SendAgainAsync(db, hook, delivery);
        return Done();
    }

    /// <summary>Goes on where it stopped, or where it left a board alone, at once.</summary>
    public async Task<IActionResult> OnPostOnAsync()
    {
        if (await FindAsync() is not { } hook) return NotFound();
        await KeepWebhook.GoOnAsync(db, hook, time.Now());
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
