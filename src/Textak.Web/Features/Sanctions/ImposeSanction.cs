using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Platform;

namespace Textak.Web.Features.Sanctions;

/// <summary>Warns, mutes or suspends somebody, with a reason that everybody may read.</summary>
/// <param name="Days">How long, as typed; empty for good. A warning has no length.</param>
/// <param name="Administers">Whether whoever does it is an admin.</param>
public sealed record ImposeSanction(SanctionKind? Kind, string? Days, string? Reason, bool Administers)
{
    /// <summary>The longest time for which a moderator suspends somebody; longer, and for good, is an admin's.</summary>
    public const int MostDaysOfModerators = 30;
    private const int MostDays = 3650;

    /// <returns>The kind of that name, as the form sends it; null where there is none.</returns>
    public static SanctionKind? Read(string? name) => Enum.TryParse<SanctionKind>(name, ignoreCase: true, out var kind) && Enum.IsDefined(kind) && !char.IsAsciiDigit(name![0]) ? kind : null;

    /// <summary>Mutes somebody on the board whose change it is.</summary>
    public async Task<Refusal?> MuteAsync(Change change, long accountId)
    {
        var (end, reason, refusal) = ReadAll(change.Now);
        if (refusal is not null) return refusal;
        if (await change.Db.Sanctions.Where(s => s.AccountId == accountId && s.Kind == SanctionKind.Mute && s.ForecastId == change.Forecast.Id).On(change.Now).AnyAsync())
            return new("Kind", "They are muted there already; lift that first.");
        change.Record(EventKind.VoiceChanged);
        if (!(change.Forecast.MutedUntil > end)) change.Forecast.Mute(end);
        change.Db.Sanctions.Add(new()
        {
            AccountId = accountId, Kind = SanctionKind.Mute, ForecastId = change.Forecast.Id, Seq = change.Seq, Reason = reason, ById = change.AccountId, ByAdmin = Administers,
            CommandId = change.CommandId, At = change.Now, Until = end,
        });
        await AuditHead.AddAsync(change.Db, Act(change.AccountId, accountId, Deed.AccountMuted, end, reason, change.Now, change.Forecast.Id));
        return null;
    }

    /// <summary>Warns or suspends somebody, in a transaction of its own. Whoever is suspended is out on every node when it returns, or within two seconds.</summary>
    public async Task<Refusal?> ImposeAsync(TextakDb db, Sessions sessions, long accountId, long by, Guid commandId, DateTimeOffset now)
    {
        var (end, reason, refusal) = ReadAll(now);
        if (refusal is not null) return refusal;
        var suspends = Kind == SanctionKind.Suspension;
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync();
            // Its lock comes first, so that what is looked for next is there if the same was sent twice
            await AuditHead.AddAsync(db, Act(by, accountId, suspends ? Deed.AccountSuspended : Deed.AccountWarned, end, reason, now, null));
            if (await db.Sanctions.AnyAsync(s => s.ById == by && s.CommandId == commandId)) return;
            db.Sanctions.Add(new() { AccountId = accountId, Kind = Kind!.Value, Reason = reason, ById = by, ByAdmin = Administers, CommandId = commandId, At = now, Until = end });
            await db.SaveChangesAsync();
            if (suspends) await ShutAsync(db, accountId, await LongestAsync(db, accountId, end));
            await transaction.CommitAsync();
        });
        if (suspends) await sessions.EndAsync(accountId);
        return null;
    }

    // Whoever is out for longer already stays so
    private static async Task<DateTimeOffset> LongestAsync(TextakDb db, long accountId, DateTimeOffset end) =>
        await db.Users.Where(a => a.Id == accountId).Select(a => a.SuspendedUntil).SingleAsync() is { } before && before > end ? before : end;

    /// <summary>Until when an account stays outside, with a new stamp, by which every cookie of its is void.</summary>
    internal static Task ShutAsync(TextakDb db, long accountId, DateTimeOffset? until)
    {
        var stamp = Ids.New().ToString("N");
        return db.Users.Where(a => a.Id == accountId).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.SuspendedUntil, until).SetProperty(x => x.SecurityStamp, stamp).SetProperty(x => x.ConcurrencyStamp, stamp));
    }

    private static AuditEntry Act(long by, long accountId, Deed deed, DateTimeOffset end, string reason, DateTimeOffset now, long? forecastId) => new()
    {
        At = now, ById = by, AccountId = accountId, Deed = deed, ForecastId = forecastId, Reason = reason,
        Detail = deed == Deed.AccountWarned || end == Account.ForGood ? null : Account.Said(end),
    };

    private (DateTimeOffset End, string Reason, Refusal? Refusal) ReadAll(DateTimeOffset now)
    {
        if (Kind is not { } kind) return Refuse("Kind", "Choose what it is to be.");
        var days = 0;
        var forGood = kind == SanctionKind.Warning || string.IsNullOrWhiteSpace(Days);
        if (!forGood && !(int.TryParse(Days, NumberStyles.None, CultureInfo.InvariantCulture, out days) && days is > 0 and <= MostDays))
            return Refuse(nameof(Days), $"Give a whole number of days, at most {MostDays}; nothing is for good.");
        if (kind == SanctionKind.Suspension && !Administers && (forGood || days > MostDaysOfModerators))
            return Refuse(nameof(Days), $"A moderator suspends for at most {MostDaysOfModerators} days; longer is an admin’s to decide.");
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        return why is null ? (default, "", wrong) : (forGood ? Account.ForGood : now.AddDays(days), why.Reason, null);
    }

    private static (DateTimeOffset, string, Refusal?) Refuse(string field, string message) => (default, "", new(field, message));
}
