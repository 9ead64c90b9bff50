using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Following;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

// To follow changes what the account hears of: a token that only reads is to change nothing of that
public static class FollowingOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiFollowing>("/me/following", "listFollowing", ListAsync);
        api.Put<ApiDone>("/me/following/forecasts/{slug}", "followForecast", Scopes.Argue, FollowForecastAsync);
        api.Take<ApiDone>("/me/following/forecasts/{slug}", "unfollowForecast", Scopes.Argue, UnfollowForecastAsync);
        api.Put<ApiDone>("/me/following/people/{name}", "followPerson", Scopes.Argue, FollowPersonAsync);
        api.Take<ApiDone>("/me/following/people/{name}", "unfollowPerson", Scopes.Argue, UnfollowPersonAsync);
    }

    /// <summary>List what one follows</summary>
    /// <remarks>The newest first. Nobody else sees it.</remarks>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, Heads heads)
    {
        var (me, stop) = (caller.Me, caller.Stop);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        return new Tagged(new ApiFollowing
        {
            Forecasts = await db.FollowedBoards.Where(f => f.AccountId == me).OrderByDescending(f => f.At).Select(f => new ApiFollowedForecast { Slug = f.Forecast!.Slug, Title = f.Forecast.Title, At = f.At }).ToListAsync(stop),
            People = await db.FollowedAuthors.Where(f => f.AccountId == me).OrderByDescending(f => f.At)
                .Select(f => new ApiFollowedPerson { Name = f.Author!.UserName!, Program = f.Author.OwnerId != null, At = f.At }).ToListAsync(stop),
        }, head);
    }

    /// <summary>Follow a forecast</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> FollowForecastAsync(string slug, Caller caller, TextakDb db, Tailer tailer, TimeProvider time) => ForecastAsync(slug, follows: true, caller, db, tailer, time);

    /// <summary>Stop following a forecast</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> UnfollowForecastAsync(string slug, Caller caller, TextakDb db, Tailer tailer, TimeProvider time) => ForecastAsync(slug, follows: false, caller, db, tailer, time);

    /// <summary>Follow an author</summary>
    /// <param name="name">The account's name.</param>
    public static Task<IResult> FollowPersonAsync(string name, Caller caller, TextakDb db, TimeProvider time) => PersonAsync(name, follows: true, caller, db, time);

    /// <summary>Stop following an author</summary>
    /// <param name="name">The account's name.</param>
    public static Task<IResult> UnfollowPersonAsync(string name, Caller caller, TextakDb db, TimeProvider time) => PersonAsync(name, follows: false, caller, db, time);

    private static async Task<IResult> ForecastAsync(string slug, bool follows, Caller caller, TextakDb db, Tailer tailer, TimeProvider time) =>
        await tailer.FindAsync(slug, caller.Stop) is { } id ? Done(await Follow.BoardAsync(db, caller.Me, id, follows, time.Now())) : ApiError.NotFound.Answer();

    private static async Task<IResult> PersonAsync(string name, bool follows, Caller caller, TextakDb db, TimeProvider time) =>
        await HouseAccount.FindAsync(db, name) is { } author ? Done(await Follow.AuthorAsync(db, caller.Me, author.Id, follows, time.Now())) : ApiError.NotFound.Answer();

    private static IResult Done(Refusal? refusal) => refusal is null ? TypedResults.Json(new ApiDone { Seq = 0 }) : ApiError.Of(refusal);
}
