using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Sanctions;

/// <summary>Ends a mute or a suspension before its time.</summary>
/// <param name="Administers">Whether whoever does it is an admin.</param>
public sealed record LiftSanction(long Id, string? Reason, bool Administers)
{
    internal static readonly Refusal Over = new("", "There is nothing to lift any more.");
    private static readonly Refusal Higher = new("", "An admin decided that: an admin lifts it.");

    /// <summary>Lifts a mute on the board whose change it is.</summary>
    public async Task<Refusal?> UnmuteAsync(Change change)
    {
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        if (await change.Db.Sanctions.SingleOrDefaultAsync(s => s.Id == Id && s.ForecastId == change.Forecast.Id) is not { } mute || !mute.IsOn(change.Now)) return Over;
        if (mute.ByAdmin && !Administers) return Higher;
        mute.Lift(change.Now, change.Seq);
        change.Forecast.Mute(await change.Db.Sanctions.Where(s => s.ForecastId == change.Forecast.Id && s.Kind == SanctionKind.Mute && s.Id != Id).On(change.Now)
            .OrderByDescending(s => s.Until).Select(s => (DateTimeOffset?)s.Until).FirstOrDefaultAsync());
        change.Record(EventKind.VoiceChanged);
        await AuditHead.AddAsync(change.Db, new()
        {
            At = change.Now, ById = change.AccountId, AccountId = mute.AccountId, Deed = Deed.AccountUnmuted, ForecastId = change.Forecast.Id, Reason = why.Reason,
        });
        return null;
    }

    /// <summary>Lifts a suspension, in a transaction of its own.</summary>
    public async Task<Refusal?> RestoreAsync(TextakDb db, long by, Guid commandId, DateTimeOffset now)
    {
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync();
            if (await db.Sanctions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == Id && s.Kind == SanctionKind.Suspension) is not { } found) return Over;
            await AuditHead.AddAsync(db, new() { At = now, ById = by, AccountId = found.AccountId, Deed = Deed.AccountRestored, Reason = why.Reason });
            // All that keep them outside, for they are let in now
            var lifted = await db.Sanctions.Where(s => s.AccountId == found.AccountId && s.Kind == SanctionKind.Suspension).On(now).ToListAsync();
            if (lifted.Count == 0) return await db.Sanctions.AnyAsync(s => s.Id == Id && s.LiftCommandId == commandId) ? null : Over;
            if (!Administers && lifted.Exists(s => s.ByAdmin)) return Higher;
            foreach (var sanction in lifted) sanction.Lift(now, commandId: commandId);
            await db.SaveChangesAsync();
            await ImposeSanction.ShutAsync(db, found.AccountId, until: null);
            await transaction.CommitAsync();
            return null;
        });
    }
}
