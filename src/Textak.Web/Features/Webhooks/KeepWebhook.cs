using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Webhooks;

/// <summary>What somebody does with a webhook that is theirs.</summary>
internal static class KeepWebhook
{
    /// <summary>Those of an account and of its programs, which nobody else can take in hand.</summary>
    public static IQueryable<Webhook> OfOwner(this IQueryable<Webhook> hooks, long account) => hooks.Where(h => h.AccountId == account || h.Account!.OwnerId == account);

    /// <summary>The boards on which the next message of each fails and is tried again, and since when the first of them does; those of which none does are left out.</summary>
    public static async Task<IReadOnlyDictionary<long, (int Boards, DateTimeOffset Since)>> FailingAsync(TextakDb db, IReadOnlyCollection<long> hooks, CancellationToken stop) =>
        (await db.HookPositions.Where(p => hooks.Contains(p.WebhookId) && p.FailingSince != null && p.NextAt != null).Select(p => new { p.WebhookId, Since = p.FailingSince!.Value }).ToListAsync(stop))
            .GroupBy(p => p.WebhookId).ToDictionary(one => one.Key, one => (one.Count(), one.Min(p => p.Since)));

    /// <summary>Sends a message once more.</summary>
    /// <returns>False where it has gone from the list by now, for it was older than all on it.</returns>
    public static async Task<bool> SendAgainAsync(TextakDb db, Webhook hook, long delivery)
    {
        if (await db.HookDeliveries.SingleOrDefaultAsync(d => d.Id == delivery && d.WebhookId == hook.Id) is not { } found) return false;
        found.SendAgain();
        await db.SaveChangesAsync();
        return true;
    }

    /// <summary>Goes on where it stopped, or left a board alone, at once.</summary>
    public static async Task GoOnAsync(TextakDb db, Webhook hook, DateTimeOffset now)
    {
        await HookPosition.TryAgainAsync(db, hook.Id, now);
        hook.GoOn();
        await db.SaveChangesAsync();
    }

    public static Task DeleteAsync(TextakDb db, Webhook hook) => db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        await using var transaction = await db.Database.BeginTransactionAsync();
        await db.HookDeliveries.Where(d => d.WebhookId == hook.Id).ExecuteDeleteAsync();
        await db.HookPositions.Where(p => p.WebhookId == hook.Id).ExecuteDeleteAsync();
        await db.Webhooks.Where(h => h.Id == hook.Id).ExecuteDeleteAsync();
        await transaction.CommitAsync();
    });
}
