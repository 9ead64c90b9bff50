using Textak.Web.Features.Live;

namespace Textak.Web.Features.Api;

public static class StreamOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Read<ApiFrame>("/forecasts/{slug}/changes", "readChanges", ChangesAsync);
        api.Listen("/forecasts/{slug}/stream", "streamForecast", StreamAsync);
    }

    /// <summary>Read what changed on a board</summary>
    /// <remarks>For programs that can’t keep a stream open: all that came after an event, or as much as one answer holds; then ask again with to.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="after">The last event that one has.</param>
    public static async Task<IResult> ChangesAsync(string slug, Caller caller, Tailer tailer, Streams streams, long after)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var told = await streams.SinceAsync(id, after, caller.Viewer, caller.Stop);
        return new Tagged(told.Frame, told.Frame.To);
    }

    /// <summary>Follow a board</summary>
    /// <remarks>
    /// Server-sent events. The id of each is the sequence number that it ends at, so that Last-Event-ID goes on exactly there, on whatever node.
    /// The event frame is what the changes operation gives: what came after the one before. The event reset is the whole board, where nothing is
    /// known of the program or too much was missed; go on from its id. A comment at least every fifteen seconds says that the line lives.
    /// </remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="after">The last event that one has, for programs that can’t send Last-Event-ID.</param>
    public static async Task<IResult> StreamAsync(string slug, Caller caller, Tailer tailer, string? after)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var last = caller.Http.Request.Headers["Last-Event-ID"].ToString() is { Length: > 0 } header ? header : after;
        return new StreamResult(id, slug, caller.Viewer, long.TryParse(last, System.Globalization.NumberStyles.None, System.Globalization.CultureInfo.InvariantCulture, out var seq) ? seq : null);
    }
}
