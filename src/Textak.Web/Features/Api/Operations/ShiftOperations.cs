using Textak.Web.Data;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class ShiftOperations
{
    public static void Map(RouteGroupBuilder api) => api.Read<ApiPage<ApiShift>>("/shifts", "listShifts", ListAsync);

    /// <summary>List what moved last on all boards</summary>
    /// <remarks>The open forecasts whose numbers moved, the newest first and each once. One that moves meanwhile goes to the beginning. Who wants to set their own numbers first finds those alone where they have.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, Heads heads, TimeProvider time, string? cursor, int? limit)
    {
        var most = Cursor.Limit(limit);
        (DateTimeOffset, long)? after = Cursor.Read(cursor, "shifts", 2) is [var at, var id] ? (Cursor.Time(at), Cursor.Number(id)) : null;
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        var shifts = await Shifts.ReadAsync(db, caller.Viewer, after, most, time.Now(), caller.Stop);
        return new Tagged(new ApiPage<ApiShift>
        {
            Items = [.. shifts.Tiles.Select(ApiShift.Of)], Next = shifts.Last is { } last ? Cursor.Of("shifts", last.MovedAt!.Value.UtcTicks, last.Id) : null,
        }, head);
    }
}
