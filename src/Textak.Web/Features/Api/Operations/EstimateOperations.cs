using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Visits;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class EstimateOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Put<ApiDone>("/forecasts/{slug}/estimate", "setEstimate", Scopes.Estimate, SetAsync);
        api.Take<ApiDone>("/forecasts/{slug}/estimate", "withdrawEstimate", Scopes.Estimate, WithdrawAsync);
        api.Do<ApiDone>("/forecasts/{slug}/estimate/reaffirmation", "reaffirmEstimate", Scopes.Estimate, ReaffirmAsync);
        api.Read<ApiSince>("/forecasts/{slug}/since", "readSince", SinceAsync);
        api.Do<ApiSeen>("/forecasts/{slug}/since", "noteVisit", Scopes.Read, VisitAsync);
    }

    /// <summary>Set one’s estimate</summary>
    /// <remarks>With what moved one there, if anything did. The one before stays in the history.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> SetAsync(string slug, Caller caller, Body<ApiNewEstimate> body, ApiCommands commands)
    {
        var moved = (body.Value.Arguments ?? []).Select(Reasons.ArgumentKey).Concat((body.Value.Signals ?? []).Select(Reasons.SignalKey)).ToList();
        // None is what withdrawing says
        var set = new SetEstimate(body.Value.Percent ?? 0, moved);
        return commands.CarryOutAsync(caller, slug, set.ApplyAsync, _ => set.Reads);
    }

    /// <summary>Withdraw one’s estimate</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> WithdrawAsync(string slug, Caller caller, ApiCommands commands) => commands.CarryOutAsync(caller, slug, new SetEstimate(null).ApplyAsync, _ => false);

    /// <summary>Stand by one’s estimate</summary>
    /// <remarks>Under the criteria in force, and for as long again until it is stale. It brings one back that grew stale.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> ReaffirmAsync(string slug, Caller caller, Body<ApiReaffirmation> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, new Reaffirm(body.Value.Percent).ApplyAsync);

    /// <summary>Read what is new on a board</summary>
    /// <remarks>After an event or, for an account, after its visit before.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="after">The newest event that one knows; without it the account’s visits count, and this is another.</param>
    public static async Task<IResult> SinceAsync(string slug, Caller caller, TextakDb db, Boards boards, VisitBook visits, TimeProvider time, long? after)
    {
        if (await boards.ReadAsync(db, slug, Portion.Of(Order.Newest, 0), caller.Viewer, caller.Stop) is not { } board) return ApiError.NotFound.Answer();
        var since = after is { } seq ? await SinceView.ReadAsync(db, board.Forecast, seq, caller.Viewer, board.Numbers.AreHeldBack, caller.Stop)
            : await visits.SinceAsync(db, board, caller.Viewer, time.Now(), caller.Stop);
        return new Tagged(ApiSince.Of(since), board.Forecast.LastSeq);
    }

    /// <summary>Note how far one has seen a board</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> VisitAsync(string slug, Caller caller, Body<ApiSeen> body, Tailer tailer, Heads heads, VisitBook visits, TimeProvider time)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var seen = Math.Clamp(body.Value.Seq, 0, await heads.OfAsync(id).WaitAsync(caller.Stop));
        visits.Look(caller.Me, id, seen, time.Now());
        return TypedResults.Json(new ApiSeen { Seq = seen });
    }
}
