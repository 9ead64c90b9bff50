using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Replay;

namespace Textak.Web.Features.Api;

public static class ReplayOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Read<ApiPast>("/forecasts/{slug}/at", "readPast", ReadAsync);
        api.Read<ApiPastThread>("/forecasts/{slug}/at/arguments/{id}", "readPastArgument", ThreadAsync);
    }

    /// <summary>Read a board as of any event</summary>
    /// <remarks>By the event’s number or by a time, the newest where neither is given. What lies outside of the log is its first or last event.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="seq">The event after which the board is shown.</param>
    /// <param name="time">Or the newest event up to a time.</param>
    /// <param name="show">The most arguments of each side, 1 to 200.</param>
    public static async Task<IResult> ReadAsync(string slug, Caller caller, TextakDb db, Boards boards, long? seq, DateTimeOffset? time, int? show)
    {
        var most = show is null or (>= 1 and <= Cursor.MostLimit) ? show ?? Cursor.DefaultLimit : throw new Misread(nameof(show), $"Ask for 1 to {Cursor.MostLimit} of each side.");
        // As it is now, first: who may see its numbers then may see those of before
        if (await boards.ReadAsync(db, slug, Portion.Of(Order.Newest, 0), caller.Viewer, caller.Stop) is not { } now) return ApiError.NotFound.Answer();
        var moment = await PastMoment.FindAsync(db, now.Forecast.Id, now.Forecast.LastSeq, seq, time?.ToUniversalTime(), caller.Stop);
        var board = await PastBoard.ReadAsync(db, now.Forecast, moment, most, caller.Viewer, caller.Stop);
        return new Tagged(ApiPast.Of(now.Numbers.AreHeldBack ? board.HeldBack() : board), now.Forecast.LastSeq);
    }

    /// <summary>Read an argument as of any event</summary>
    /// <remarks>With what rebutted it then.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    /// <param name="seq">The event after which it is shown; the newest where none is given.</param>
    /// <param name="after">The direct rebuttal after which those begin that are shown.</param>
    public static async Task<IResult> ThreadAsync(string slug, long id, Caller caller, TextakDb db, Boards boards, long? seq, long? after)
    {
        if (await boards.ReadAsync(db, slug, Portion.Of(Order.Newest, 0), caller.Viewer, caller.Stop) is not { } now) return ApiError.NotFound.Answer();
        var at = Math.Clamp(seq ?? now.Forecast.LastSeq, 1, now.Forecast.LastSeq);
        var thread = await PastThread.ReadAsync(db, now.Forecast.Id, id, after ?? 0, at, caller.Viewer, caller.Stop);
        if (now.Numbers.AreHeldBack) thread = thread.HeldBack();
        if (thread.Argument is not { } argument) return ApiError.NotFound.Answer();
        return new Tagged(new ApiPastThread { Argument = ApiPastArgument.Of(argument), Rebuttals = [.. thread.Rebuttals.Select(ApiPastArgument.Of)], More = thread.More }, now.Forecast.LastSeq);
    }
}
