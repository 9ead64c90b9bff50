using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

public static class CriteriaOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Read<ApiCriteria>("/forecasts/{slug}/criteria", "readCriteria", ReadAsync);
        api.Put<ApiDone>("/forecasts/{slug}/criteria", "changeCriteria", Scopes.Moderate, ChangeAsync).IfMatch();
        api.Read<ApiPage<ApiAct>>("/forecasts/{slug}/log", "listActsOnForecast", LogAsync);
        api.Read<ApiPage<ApiAct>>("/log", "listActs", WholeLogAsync);
    }

    /// <summary>Read the resolution criteria</summary>
    /// <remarks>All versions, the one in force first. Its ETag is what a change names as If-Match.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> ReadAsync(string slug, Caller caller, TextakDb db, Tailer tailer)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == id, caller.Stop);
        var criteria = ApiCriteria.Of(await CriteriaView.ReadAsync(db, forecast, caller.Stop));
        return new Tagged(criteria, criteria.Versions[0].Seq, exact: true);
    }

    /// <summary>Change the resolution criteria</summary>
    /// <remarks>Everybody is shown the difference, and asked to stand by their estimate again.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> ChangeAsync(string slug, Caller caller, Body<ApiNewCriteria> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, ApiCommands.IfMatch(Tagged.Named(caller.Http.Request),
            change => change.Db.CriteriaVersions.Where(v => v.ForecastId == change.Forecast.Id && v.Number == change.Forecast.CriteriaNumber).Select(v => (long?)v.Seq).SingleOrDefaultAsync(),
            change => new ChangeCriteria(change.Forecast.CriteriaNumber, body.Value.Text, body.Value.Reason).ApplyAsync(change)), told: true);

    /// <summary>List what moderators did on a board</summary>
    /// <remarks>The newest first.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> LogAsync(string slug, Caller caller, TextakDb db, Tailer tailer, string? cursor, int? limit) =>
        await tailer.FindAsync(slug, caller.Stop) is { } id ? await ActsAsync(caller, db, id, cursor, limit) : ApiError.NotFound.Answer();

    /// <summary>List what moderators and admins did</summary>
    /// <remarks>The open record of the whole site, the newest first.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static Task<IResult> WholeLogAsync(Caller caller, TextakDb db, string? cursor, int? limit) => ActsAsync(caller, db, forecast: null, cursor, limit);

    private static async Task<IResult> ActsAsync(Caller caller, TextakDb db, long? forecast, string? cursor, int? limit)
    {
        var (most, before) = (Cursor.Limit(limit), Cursor.Read(cursor, "acts", 1) is [var last] ? Cursor.Number(last) : long.MaxValue);
        var head = (await AuditHead.ReadAsync(db, caller.Stop)).Count;
        var acts = await LoggedAct.Of(db, forecast, before).Take(most + 1).ToListAsync(caller.Stop);
        return new Tagged(ApiPage<ApiAct>.Of(acts, most, ApiAct.Of, act => Cursor.Of("acts", act.Number)), head);
    }
}
