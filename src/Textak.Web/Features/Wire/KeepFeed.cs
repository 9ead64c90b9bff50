using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire;

/// <summary>What is to become of a feed that is registered.</summary>
public enum FeedAct { Pause, Resume, Read }

/// <summary>What admins do with feeds, each with its act in the record.</summary>
internal static class KeepFeed
{
    private const int Most = 200;
    private static readonly Refusal Taken = new("Address", "This address is registered already.");
    internal static readonly Refusal Gone = new("", "Somebody else changed it meanwhile. What you typed is kept: compare it with what it says now, and send it again.");

    /// <returns>Its id, or why it can't be.</returns>
    public static async Task<(int? Id, Refusal? Refusal)> RegisterAsync(TextakDb db, TypedFeed.Feed typed, long by, Guid commandId, DateTimeOffset now)
    {
        if (await MineAsync(db, commandId) is { } before) return (before, null);
        if (await db.WireFeeds.CountAsync() >= Most) return (null, new("", $"There are {Most} feeds; that is all that are read."));
        WireFeed? feed = null;
        var refusal = await ActAsync(db, by, Deed.FeedRegistered, typed.Name, now, async () =>
        {
            if (await IsTakenAsync(db, typed.Address, 0)) return Taken;
            // Another for each try: one that was saved once has a number
            db.WireFeeds.Add(feed = new() { CommandId = commandId, RegisteredAt = now });
            feed.Describe(typed.Name, typed.Address, typed.Category, typed.Grade, now);
            feed.Hurry(now);
            return null;
        });
        // Sent twice at the same moment: the first has done it
        return refusal is null ? (feed!.Id, null) : await MineAsync(db, commandId) is { } mine ? (mine, null) : (null, refusal);
    }

    /// <param name="version">As the form showed it.</param>
    public static Task<Refusal?> ChangeAsync(TextakDb db, WireFeed known, int version, TypedFeed.Feed typed, long by, DateTimeOffset now) =>
        // The same sent again has changed it already
        known.Name == typed.Name && known.Address == typed.Address && known.Category == typed.Category && known.Grade == typed.Grade ? Task.FromResult<Refusal?>(null)
        : ActAsync(db, by, Deed.FeedChanged, typed.Name, now, async () =>
        {
            var feed = await db.WireFeeds.SingleAsync(f => f.Id == known.Id);
            if (feed.Version != version) return Gone;
            if (await IsTakenAsync(db, typed.Address, known.Id)) return Taken;
            feed.Describe(typed.Name, typed.Address, typed.Category, typed.Grade, now);
            return null;
        });

    /// <summary>Pauses it, reads it again from now on, or reads it as soon as there is time for it.</summary>
    public static async Task<Refusal?> DoAsync(TextakDb db, WireFeed known, FeedAct act, long by, DateTimeOffset now)
    {
        if (act != FeedAct.Read) return await PauseAsync(db, known, act == FeedAct.Pause, by, now);
        // Nothing is decided by it: it comes a little earlier
        await db.WireFeeds.Where(f => f.Id == known.Id).ExecuteUpdateAsync(set => set.SetProperty(f => f.NextAt, now));
        return null;
    }

    private static Task<Refusal?> PauseAsync(TextakDb db, WireFeed known, bool paused, long by, DateTimeOffset now) =>
        ActAsync(db, by, paused ? Deed.FeedPaused : Deed.FeedResumed, known.Name, now, async () =>
        {
            var feed = await db.WireFeeds.SingleAsync(f => f.Id == known.Id);
            if (feed.IsPaused == paused) return new("", paused ? "It is paused already." : "It is read already.");
            feed.Pause(paused, now);
            return null;
        });

    // Under the lock that comes with the act. To some databases other spellings are the same
    private static async Task<bool> IsTakenAsync(TextakDb db, string address, int besides) =>
        (await db.WireFeeds.Where(f => f.Address == address && f.Id != besides).Select(f => f.Address).ToListAsync()).Contains(address, StringComparer.Ordinal);

    private static Task<int?> MineAsync(TextakDb db, Guid commandId) => db.WireFeeds.Where(f => f.CommandId == commandId).Select(f => (int?)f.Id).SingleOrDefaultAsync();

    private static async Task<Refusal?> ActAsync(TextakDb db, long by, Deed deed, string name, DateTimeOffset now, Func<Task<Refusal?>> writeAsync)
    {
        try
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
            {
                db.ChangeTracker.Clear();
                await using var transaction = await db.Database.BeginTransactionAsync();
                await AuditHead.AddAsync(db, new() { At = now, ById = by, Deed = deed, Detail = name });
                if (await writeAsync() is { } refusal) return refusal;
                await db.SaveChangesAsync();
                await transaction.CommitAsync();
                return null;
            });
        }
        catch (DbUpdateConcurrencyException)
        {
            return Gone;
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // The same form at the same moment
            db.ChangeTracker.Clear();
            return Gone;
        }
    }
}
