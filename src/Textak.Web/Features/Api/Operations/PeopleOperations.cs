using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Records;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class PeopleOperations
{
    private const int LongestPeriod = 36500;

    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiMe>("/me", "readMe", MeAsync);
        api.Do<ApiRead>("/me/warnings", "readWarnings", Scopes.Argue, WarningsAsync);
        api.Read<ApiPerson>("/people/{name}", "readPerson", PersonAsync);
        api.Read<ApiPage<LeaderRow>>("/leaderboard", "listLeaders", LeadersAsync);
        api.Read<ApiTrackRecord>("/track-record", "readTrackRecord", TrackRecordAsync);
        api.Read<ApiPage<ForecastRow>>("/track-record/forecasts", "listScoredForecasts", ScoredAsync);
    }

    /// <summary>Read who one is here</summary>
    /// <remarks>The token’s account, what the token lets it do, and what moderators let it know.</remarks>
    public static async Task<IResult> MeAsync(Caller caller, TextakDb db, Heads heads, TimeProvider time)
    {
        var (me, stop, token) = (caller.Me, caller.Stop, caller.Http.Features.Get<ShownToken>()!);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        var account = await db.Users.AsNoTracking().Include(a => a.Owner).SingleAsync(a => a.Id == me, stop);
        var sanctions = await db.Sanctions.AsNoTracking().Include(s => s.Forecast).Where(s => s.AccountId == me).On(time.Now()).OrderByDescending(s => s.Id).ToListAsync(stop);
        return new Tagged(new ApiMe
        {
            Name = account.UserName!, Program = account.IsProgram, Owner = account.Owner?.UserName, Moderates = caller.Viewer.Moderates, Scopes = [.. token.Scopes.Words()], ExpiresAt = token.ExpiresAt,
            Sanctions = [.. sanctions.Select(ApiSanction.Of)], Hidden = [.. (await HiddenOfMine.ReadAsync(db, caller.Viewer, only: null, stop)).Select(ApiHiding.Of)],
        }, head);
    }

    /// <summary>Say that one has read the moderators’ warnings</summary>
    public static async Task<IResult> WarningsAsync(Caller caller, Body<ApiRead> body, TextakDb db, TimeProvider time)
    {
        await db.ReadWarningsAsync(caller.Me, body.Value.Newest, time.Now());
        return TypedResults.Json(body.Value);
    }

    /// <summary>Read somebody’s public record</summary>
    /// <param name="name">The account's name.</param>
    public static async Task<IResult> PersonAsync(string name, Caller caller, TextakDb db, Scores scores, Heads heads, TimeProvider time)
    {
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        if (await HouseAccount.FindAsync(db, name) is not { } account) return ApiError.NotFound.Answer();
        return new Tagged(ApiPerson.Of(await PublicRecord.ReadAsync(db, scores, account, caller.Viewer, time.Now(), caller.Stop)), head);
    }

    /// <summary>List who forecast best</summary>
    /// <param name="by">By which score; peer where nothing is said.</param>
    /// <param name="days">Of forecasts that resolved within so many days; 0 for all.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> LeadersAsync(Caller caller, TextakDb db, Scores scores, Heads heads, TimeProvider time, Choice<Ranking>? by, int? days, string? cursor, int? limit)
    {
        var (most, stop, now) = (Cursor.Limit(limit), caller.Stop, time.Now());
        if (days is < 0 or > LongestPeriod) throw new Misread(nameof(days), $"Ask for 0 to {LongestPeriod} days.");
        var after = Cursor.Read(cursor, "leaders", 2) is [var place, var id] ? (Place: Cursor.Number(place), Id: Cursor.Number(id)) : (0, 0);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        var forecasts = (await scores.AllAsync(stop)).Where(f => days is null or 0 || f.Forecast.ResolvedAt > now.AddDays(-days.Value));
        var leaders = Leaders.Of(forecasts, by?.Value ?? Ranking.Peer, await People.LeftOutAsync(db, now, stop));
        var some = leaders.Ranked.Where(one => one.Place > after.Place || (one.Place == after.Place && one.AccountId > after.Id)).OrderBy(one => one.Place).ThenBy(one => one.AccountId).Take(most + 1).ToList();
        var ids = some.ConvertAll(one => one.AccountId);
        var (names, programs) = (await People.NamesAsync(db, ids, stop), await People.ProgramsAsync(db, ids, stop));
        return new Tagged(ApiPage<LeaderRow>.Of(some, most,
            one => new(one.Place, names.GetValueOrDefault(one.AccountId, ""), programs.Contains(one.AccountId), one.Peer, one.Baseline, one.Forecasts, one.Coverage),
            one => Cursor.Of("leaders", one.Place, one.AccountId)), head);
    }

    /// <summary>Read how good the board’s numbers turned out</summary>
    public static async Task<IResult> TrackRecordAsync(Caller caller, TextakDb db, Scores scores, Heads heads)
    {
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        return new Tagged(ApiTrackRecord.Of(await TrackRecord.ReadAsync(db, scores, caller.Stop)), head);
    }

    /// <summary>List the scored forecasts</summary>
    /// <remarks>Every one that came true or didn’t, the newest first.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ScoredAsync(Caller caller, Scores scores, Heads heads, string? cursor, int? limit)
    {
        var most = Cursor.Limit(limit);
        var (at, last) = Cursor.Read(cursor, "scored", 2) is [var time, var id] ? (Cursor.Time(time), Cursor.Number(id)) : (DateTimeOffset.MaxValue, long.MaxValue);
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        var some = (await scores.AllAsync(caller.Stop)).OrderByDescending(f => f.Forecast.ResolvedAt).ThenByDescending(f => f.Forecast.Id)
            .Where(f => f.Forecast.ResolvedAt < at || (f.Forecast.ResolvedAt == at && f.Forecast.Id < last)).Take(most + 1).ToList();
        return new Tagged(ApiPage<ForecastRow>.Of(some, most, ForecastRow.Of, f => Cursor.Of("scored", f.Forecast.ResolvedAt!.Value.UtcTicks, f.Forecast.Id)), head);
    }
}
