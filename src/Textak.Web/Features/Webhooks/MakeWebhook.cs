using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Webhooks;

/// <summary>Makes a webhook that is told what happens from now on.</summary>
/// <param name="Board">The board's address or the last part of it, where it is for one.</param>
public sealed record MakeWebhook(string? Address, HookBoards Boards, string? Board, HookKinds Kinds)
{
    /// <returns>What was made, by this command or by the same sent before; or all that is wrong.</returns>
    public async Task<(Webhook? Hook, IReadOnlyList<Refusal> Refusals)> CarryOutAsync(
        TextakDb db, Tailer tailer, Sender sender, HookSecrets secrets, long me, Guid commandId, DateTimeOffset now, CancellationToken stop)
    {
        if (await MineAsync(db, me, commandId) is { } before) return (before, []);
        var forecast = Boards == HookBoards.One ? await tailer.FindAsync((Board ?? "").Trim().TrimEnd('/').Split('/')[^1], stop) : null;
        if (Refusals(sender, forecast, await db.Webhooks.CountAsync(h => h.AccountId == me, stop), out var link) is { Count: > 0 } refusals) return (null, refusals);
        var secret = secrets.New();
        // Sent twice at the same moment: the first has made it
        await db.OnceAsync(() =>
        {
            db.Webhooks.Add(new() { AccountId = me, CommandId = commandId, Address = link!, Secret = secret, Boards = Boards, Kinds = Kinds, ForecastId = forecast, CreatedAt = now });
            return db.SaveChangesAsync();
        });
        return (await MineAsync(db, me, commandId), []);
    }

    private List<Refusal> Refusals(Sender sender, long? forecast, int have, out string? link)
    {
        var refusals = new List<Refusal>();
        if (!Plain.TryLink(Address, Webhook.AddressLength, out link) || link is null) refusals.Add(new("address", "Type a whole web address, such as https://example.org/textak."));
        else if (sender.Problem(link) is { } problem) refusals.Add(new("address", problem));
        if (Boards == HookBoards.One && forecast is null) refusals.Add(new("board", "There is no forecast at this address."));
        if (Kinds == HookKinds.None) refusals.Add(new("kinds", "Choose at least one thing to be told of."));
        if (have >= Webhook.Most) refusals.Add(new("", $"You have {Webhook.Most} webhooks, which is as many as one may have. Delete one first."));
        return refusals;
    }

    private static Task<Webhook?> MineAsync(TextakDb db, long me, Guid commandId) =>
        db.Webhooks.AsNoTracking().Include(h => h.Account).Include(h => h.Forecast).SingleOrDefaultAsync(h => h.AccountId == me && h.CommandId == commandId);
}
