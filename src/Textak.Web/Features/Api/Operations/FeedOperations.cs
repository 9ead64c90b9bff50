using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Api;

public static class FeedOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiPage<ApiFeed>>("/feeds", "listFeeds", ListAsync, Scopes.Moderate).ForAdmins();
        api.Make<ApiFeed>("/feeds", "registerFeed", Scopes.Moderate, RegisterAsync).ForAdmins();
        api.Own<ApiFeed>("/feeds/{id}", "readFeed", ReadAsync, Scopes.Moderate).ForAdmins();
        api.Put<ApiFeed>("/feeds/{id}", "changeFeed", Scopes.Moderate, ChangeAsync).IfMatch().ForAdmins();
        api.Do<ApiFeed>("/feeds/{id}/state", "setFeedState", Scopes.Moderate, StateAsync).ForAdmins();
    }

    /// <summary>List the feeds</summary>
    /// <remarks>In the order in which they were registered, each with how its last reading went.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, string? cursor, int? limit)
    {
        var (most, after) = (Cursor.Limit(limit), Cursor.Read(cursor, "feeds", 1) is [var last] ? Cursor.Number(last) : 0);
        var head = (await AuditHead.ReadAsync(db, caller.Stop)).Count;
        var feeds = await db.WireFeeds.AsNoTracking().Where(f => f.Id > after).OrderBy(f => f.Id).Take(most + 1).ToListAsync(caller.Stop);
        return new Tagged(ApiPage<ApiFeed>.Of(feeds, most, ApiFeed.Of, f => Cursor.Of("feeds", f.Id)), head);
    }

    /// <summary>Register a feed</summary>
    /// <remarks>RSS 2.0, Atom or RDF. It is read soon, and from then on regularly.</remarks>
    public static async Task<IResult> RegisterAsync(Caller caller, Body<ApiNewFeed> body, TextakDb db, WayOut wayOut, TimeProvider time)
    {
        var (feed, refusal) = body.Value.Typed.Read(wayOut);
        if (feed is null) return ApiError.Of(refusal!);
        (var id, refusal) = await KeepFeed.RegisterAsync(db, feed, caller.Me, caller.CommandId, time.Now());
        return refusal is not null ? ApiError.Of(refusal) : TypedResults.Created(FormattableString.Invariant($"{TokenServices.Path}/feeds/{id}"), await ShownAsync(db, id!.Value));
    }

    /// <summary>Read a feed</summary>
    /// <remarks>How its last reading went, what could not be read, and what came of it. Its ETag is what a change names as If-Match.</remarks>
    /// <param name="id">The feed's number.</param>
    public static async Task<IResult> ReadAsync(int id, Caller caller, TextakDb db) =>
        await FindAsync(db, id) is { } feed ? new Tagged(ApiFeed.Of(feed, await feed.CountAsync(db, caller.Stop)), feed.Version, exact: true) : ApiError.NotFound.Answer();

    /// <summary>Change a feed</summary>
    /// <remarks>Another address begins anew.</remarks>
    /// <param name="id">The feed's number.</param>
    public static async Task<IResult> ChangeAsync(int id, Caller caller, Body<ApiNewFeed> body, TextakDb db, WayOut wayOut, TimeProvider time)
    {
        var seen = Tagged.Named(caller.Http.Request);
        if (await FindAsync(db, id) is not { } known) return ApiError.NotFound.Answer();
        var (feed, refusal) = body.Value.Typed.Read(wayOut);
        refusal = feed is null ? refusal : await KeepFeed.ChangeAsync(db, known, (int)Math.Clamp(seen ?? 0, 0, int.MaxValue), feed, caller.Me, time.Now());
        return refusal is null ? TypedResults.Json(await ShownAsync(db, id)) : ReferenceEquals(refusal, KeepFeed.Gone) ? ApiError.Stale.Answer() : ApiError.Of(refusal);
    }

    /// <summary>Pause a feed, read it again, or read it now</summary>
    /// <remarks>A feed is never taken away, for its news names it: one that is of no use any more is paused.</remarks>
    /// <param name="id">The feed's number.</param>
    public static async Task<IResult> StateAsync(int id, Caller caller, Body<ApiFeedState> body, TextakDb db, TimeProvider time)
    {
        if (await FindAsync(db, id) is not { } feed) return ApiError.NotFound.Answer();
        if (body.Value.Act is not { } act) return ApiError.Refused.Answer("Choose what is to become of it.", "act");
        // Sent again it is so already
        var isSo = act != FeedAct.Read && feed.IsPaused == (act == FeedAct.Pause);
        return !isSo && await KeepFeed.DoAsync(db, feed, act, caller.Me, time.Now()) is { } refusal ? ApiError.Of(refusal) : TypedResults.Json(await ShownAsync(db, id));
    }

    private static Task<WireFeed?> FindAsync(TextakDb db, int id) => db.WireFeeds.AsNoTracking().SingleOrDefaultAsync(f => f.Id == id);

    private static async Task<ApiFeed> ShownAsync(TextakDb db, int id)
    {
        var feed = await db.WireFeeds.AsNoTracking().SingleAsync(f => f.Id == id);
        return ApiFeed.Of(feed, await feed.CountAsync(db, CancellationToken.None));
    }
}
