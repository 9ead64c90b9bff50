using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

// What was read, and what one hears of, is not for a token that only reads: whoever found one would keep news from its owner
public static class NoticeOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiNotices>("/me/notices", "listNotices", ListAsync);
        api.Do<ApiNoticesSeen>("/me/notices/seen", "noteNotices", Scopes.Argue, SeeAsync);
        api.Own<ApiNoticeChoices>("/me/notice-choices", "readNoticeChoices", ChoicesAsync);
        api.Put<ApiNoticeChoices>("/me/notice-choices", "chooseNotices", Scopes.Argue, ChooseAsync);
    }

    /// <summary>List one’s notices</summary>
    /// <remarks>The newest first, as they came out: gathered, at most one gathering in ten minutes. An argument’s text is the one of now, and missing where it is hidden.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, string? cursor, int? limit)
    {
        var (me, stop, most) = (caller.Me, caller.Stop, Cursor.Limit(limit));
        var before = Cursor.Read(cursor, "notices", 1) is [var last] ? Cursor.Number(last) : long.MaxValue;
        var box = await db.NoticeBoxes.AsNoTracking().SingleOrDefaultAsync(b => b.AccountId == me, stop);
        var seen = box?.SeenAt ?? DateTimeOffset.UnixEpoch;
        var part = await NoticePart.ReadAsync(db, caller.Viewer, before, most, stop);
        return new Tagged(new ApiNotices
        {
            Items = [.. part.Lines.Select(line => ApiNotice.Of(line, seen, part.Arguments))], Next = part.Older is { } older ? Cursor.Of("notices", older) : null, SeenAt = seen, Unseen = box?.Unseen ?? 0,
        }, box?.Change ?? 0);
    }

    /// <summary>Say that one has read one’s notices</summary>
    /// <remarks>Those that came out until a moment. It goes forward alone, and no further than to the newest that there is.</remarks>
    public static async Task<IResult> SeeAsync(Caller caller, Body<ApiNoticesSeen> body, TextakDb db)
    {
        if (body.Value.Until is not { } until) return ApiError.Refused.Answer("Say until when you have read them.", "until");
        await NoticeBox.SeeAsync(db, caller.Me, until.ToUniversalTime(), caller.Stop);
        return TypedResults.Json(body.Value);
    }

    /// <summary>Read what one hears of</summary>
    public static async Task<IResult> ChoicesAsync(Caller caller, TextakDb db, Heads heads)
    {
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        return new Tagged(ApiNoticeChoices.Of(await NoticeChoice.ReadAsync(db, caller.Me, caller.Stop)), head);
    }

    /// <summary>Choose what one hears of</summary>
    /// <remarks>By cause: one that isn’t named stays as it is. Mails go out only to an address that its owner has confirmed.</remarks>
    public static async Task<IResult> ChooseAsync(Caller caller, Body<ApiNoticeChoices> body, TextakDb db)
    {
        var choices = await NoticeChoice.ReadAsync(db, caller.Me, caller.Stop);
        foreach (var (place, chosen) in (body.Value.Choices ?? []).Index())
        {
            string At(string field) => FormattableString.Invariant($"choices[{place}].{field}");
            if (chosen?.Cause is not { } cause) return ApiError.Refused.Answer("Say which cause it is about.", At("cause"));
            if (chosen.Way is not { } way) return ApiError.Refused.Answer("Choose none, here or mail.", At("way"));
            if (!NoticeChoice.ArePoints(chosen.Points ?? 0)) return ApiError.Of(NoticeChoice.NoPoints, At);
            choices[cause].Choose(db, way, chosen.Points ?? 0, chosen.Side);
        }
        await NoticeChoice.SaveAsync(db);
        return TypedResults.Json(ApiNoticeChoices.Of(await NoticeChoice.ReadAsync(db, caller.Me, CancellationToken.None)));
    }
}
