using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Wire;

/// <summary>Takes an item, lets it go, dismisses it, or says that it is one story with another: all that concerns no board.</summary>
/// <param name="Into">The other item.</param>
/// <param name="Administers">Whether whoever does it is an admin: they take an item over from whoever is at it.</param>
public sealed record SettleNews(long ItemId, WireAct Act, long? Into, bool Administers)
{
    internal static readonly Refusal Gone = new("", "Somebody has decided it just now.");

    public async Task<Refusal?> CarryOutAsync(TextakDb db, long by, Guid commandId, DateTimeOffset now) => await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        await WireDesk.OpenAsync(db);
        var item = await db.WireItems.Include(i => i.ClaimedBy).Include(i => i.Matches).SingleOrDefaultAsync(i => i.Id == ItemId);
        if (item is null) return new("", "There is no such item.");
        // Sent twice: the first has done it
        if (item.LastCommandId == commandId) return null;
        if (Barred(item, by, now, takesOver: Act == WireAct.Claim && Administers) is { } barred) return barred;
        if (await ApplyAsync(db, item, by, commandId, now) is { } refusal) return refusal;
        await db.SaveChangesAsync();
        await transaction.CommitAsync();
        return null;
    });

    /// <summary>Why somebody may do nothing with an item now; null where they may.</summary>
    internal static Refusal? Barred(WireItem item, long by, DateTimeOffset now, bool takesOver = false)
    {
        if (item.State != WireState.Waiting) return Gone;
        return item.Holder(now) is { } holder && holder != by && !takesOver ? new("", $"{item.ClaimedBy!.UserName} is at it. Wait, or take another one.") : null;
    }

    private async Task<Refusal?> ApplyAsync(TextakDb db, WireItem item, long by, Guid commandId, DateTimeOffset now)
    {
        switch (Act)
        {
            case WireAct.Claim or WireAct.Release:
                item.Claim(Act == WireAct.Claim ? by : null, commandId, now);
                return null;
            case WireAct.Dismiss:
                item.Settle(WireState.Dismissed, commandId);
                await RecordAsync(db, by, now, Deed.NewsDismissed, Said(item.Id));
                return null;
            case WireAct.Merge:
                return await MergeAsync(db, item, by, commandId, now);
            default:
                throw new InvalidOperationException($"{Act} concerns boards.");
        }
    }

    private async Task<Refusal?> MergeAsync(TextakDb db, WireItem item, long by, Guid commandId, DateTimeOffset now)
    {
        var story = Into == ItemId ? null : await db.WireItems.Include(i => i.ClaimedBy).Include(i => i.Matches).SingleOrDefaultAsync(i => i.Id == Into);
        if (story is not { State: WireState.Waiting or WireState.Accepted }) return new("", "The other item is not there any more. Look at it again.");
        if (story.State == WireState.Waiting && Barred(story, by, now) is { } barred) return barred;
        // What was one story with it goes along
        foreach (var told in await db.WireItems.Where(i => i.MergedIntoId == ItemId).ToListAsync()) told.Settle(WireState.Merged, commandId, story.Id);
        item.Settle(WireState.Merged, commandId, story.Id);
        story.Gather(item);
        await RecordAsync(db, by, now, Deed.NewsMerged, $"{Said(item.Id)} and {Said(story.Id)}");
        return null;
    }

    // By number alone: what was dismissed may be nothing that anybody should read
    private static Task RecordAsync(TextakDb db, long by, DateTimeOffset now, Deed deed, string detail) => AuditHead.AddAsync(db, new() { At = now, ById = by, Deed = deed, Detail = detail });

    private static string Said(long id) => id.ToString(CultureInfo.InvariantCulture);
}
