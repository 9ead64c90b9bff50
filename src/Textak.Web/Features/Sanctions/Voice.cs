using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Sanctions;

/// <summary>Whether somebody may speak on a board now: that it is open is not all that it takes.</summary>
public static class Voice
{
    /// <summary>Why whoever makes the change may not argue, rebut, edit, cite, rate or agree here now; null where they may.</summary>
    internal static async Task<Refusal?> SilencedAsync(this Change change)
    {
        if (change.Forecast.ClosedAs(change.Now) is { } closed) return closed;
        if (!(change.Forecast.MutedUntil > change.Now)) return null;
        var (voices, board) = (await change.Db.VoicesAsync(change.AccountId), change.Forecast.Id);
        var mute = await change.Db.Sanctions.AsNoTracking()
            .Where(s => voices.Contains(s.AccountId) && s.Kind == SanctionKind.Mute && s.ForecastId == board).On(change.Now)
            .OrderByDescending(s => s.Until).FirstOrDefaultAsync();
        return mute is null ? null : new("", Said(mute));
    }

    /// <summary>As <see cref="SilencedAsync"/>, and where somebody argues too soon after the last time, or too often for a new account.</summary>
    /// <param name="atMost">How many arguments a new account may post in its first day; null where it is none. At the same moment, two boards may each take one too many.</param>
    internal static async Task<Refusal?> HushedAsync(this Change change, int? atMost)
    {
        if (await change.SilencedAsync() is { } silenced) return silenced;
        var (db, me, board, now, minutes) = (change.Db, change.AccountId, change.Forecast.Id, change.Now, change.Forecast.SlowMinutes);
        if (minutes > 0 && await db.VoicesAsync(me) is var voices
            && await db.Arguments.Where(a => a.ForecastId == board && voices.Contains(a.AuthorId)).OrderByDescending(a => a.Id).Select(a => (DateTimeOffset?)a.PostedAt).FirstOrDefaultAsync() is { } last
            && last.AddMinutes(minutes) is var next && next > now)
            return new("", $"This board is in slow mode: one argument in {minutes} minutes from each. Yours can go out at {next.UtcDateTime:HH:mm} UTC; what you typed is kept.");

        if (atMost is not { } most) return null;
        var born = await db.Users.Where(a => a.Id == me).Select(a => a.Owner == null ? a.CreatedAt : a.Owner.CreatedAt).SingleAsync();
        if (now - born >= Account.NewFor || await db.VoicesAsync(me) is var all && await db.Arguments.CountAsync(a => all.Contains(a.AuthorId)) < most) return null;
        return new("", $"A new account may post {most} arguments on its first day. Yours can go on from {Account.Said(born + Account.NewFor)}.");
    }

    /// <summary>What a viewer is to know at the top of a board: that they are muted there, or the newest warning that they have not read.</summary>
    public static async Task<(bool Muted, string? Notice)> OfAsync(TextakDb db, Viewer viewer, long forecastId, DateTimeOffset now, CancellationToken stop)
    {
        if (viewer.Id is not { } me) return (false, null);
        var person = db.Users.Where(a => a.Id == me).Select(a => a.OwnerId ?? a.Id);
        var found = await db.Sanctions.AsNoTracking()
            .Where(s => s.AccountId == me && s.Kind == SanctionKind.Warning
                || s.Kind == SanctionKind.Mute && s.ForecastId == forecastId && db.Users.Any(a => a.Id == s.AccountId && person.Contains(a.OwnerId ?? a.Id))).On(now)
            .OrderByDescending(s => s.Kind == SanctionKind.Mute).ThenByDescending(s => s.Until).ThenByDescending(s => s.Id).FirstOrDefaultAsync(stop);
        return found is null ? (false, null) : (found.Kind == SanctionKind.Mute, found.Kind == SanctionKind.Mute ? Said(found) : $"A moderator warned you: {found.Reason}");
    }

    private static string Said(Sanction mute) => $"You are muted on this board {mute.End}: {mute.Reason}";
}
