using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Webhooks;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Api;

public static class WebhookOperations
{
    // A webhook goes on telling, whatever becomes of the token: it takes read, for it tells what a reader may read and where the account
    // argues and follows, and argue, for a token that only reads is to leave nothing behind
    private const Scopes Lasting = Scopes.Read | Scopes.Argue;

    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiPage<ApiWebhook>>("/webhooks", "listWebhooks", ListAsync);
        api.Make<ApiMadeWebhook>("/webhooks", "makeWebhook", Lasting, MakeAsync);
        api.Own<ApiWebhook>("/webhooks/{id}", "readWebhook", ReadAsync);
        api.Do<ApiWebhook>("/webhooks/{id}/start", "startWebhook", Lasting, StartAsync);
        api.Take<ApiDone>("/webhooks/{id}", "deleteWebhook", Lasting, DeleteAsync);
        api.Own<ApiPage<ApiDelivery>>("/webhooks/{id}/deliveries", "listDeliveries", DeliveriesAsync);
        api.Do<ApiDone>("/webhooks/{id}/deliveries/{delivery}/again", "sendAgain", Lasting, AgainAsync);
    }

    /// <summary>List one’s webhooks</summary>
    /// <remarks>Those of the account and of its programs, in the order in which they were made.</remarks>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, Heads heads, string? cursor, int? limit)
    {
        var (most, after, stop) = (Cursor.Limit(limit), Cursor.Read(cursor, "webhooks", 1) is [var last] ? Cursor.Number(last) : 0, caller.Stop);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        var hooks = await Mine(db, caller).AsNoTracking().Where(h => h.Id > after).OrderBy(h => h.Id).Take(most + 1).ToListAsync(stop);
        var failing = await KeepWebhook.FailingAsync(db, hooks.ConvertAll(h => h.Id), stop);
        return new Tagged(ApiPage<ApiWebhook>.Of(hooks, most, hook => ApiWebhook.Of(hook, failing), hook => Cursor.Of("webhooks", hook.Id)), head);
    }

    /// <summary>Make a webhook</summary>
    /// <remarks>It is told what happens from now on, each event in a message that is signed with its secret, which no other answer has. It stays when the token is revoked: its owner finds it at /account/webhooks.</remarks>
    public static async Task<IResult> MakeAsync(Caller caller, Body<ApiNewWebhook> body, TextakDb db, Tailer tailer, Sender sender, HookSecrets secrets, TimeProvider time)
    {
        var (hook, refusals) = await body.Value.Make.CarryOutAsync(db, tailer, sender, secrets, caller.Me, caller.CommandId, time.Now(), caller.Stop);
        if (hook is null) return ApiError.Refuse(refusals);
        var made = new ApiMadeWebhook { Webhook = ApiWebhook.Of(hook, await KeepWebhook.FailingAsync(db, [hook.Id], CancellationToken.None)), Secret = secrets.Show(hook.Secret) };
        return TypedResults.Created(FormattableString.Invariant($"{TokenServices.Path}/webhooks/{hook.Id}"), made);
    }

    /// <summary>Read a webhook</summary>
    /// <param name="id">The webhook's number.</param>
    public static async Task<IResult> ReadAsync(long id, Caller caller, TextakDb db, Heads heads)
    {
        var head = await heads.OfAllAsync().WaitAsync(caller.Stop);
        return await FindAsync(db, id, caller) is { } hook ? new Tagged(await ShownAsync(db, hook), head) : ApiError.NotFound.Answer();
    }

    /// <summary>Let a webhook go on where it stopped</summary>
    /// <remarks>At once, though a message has failed or everything has for days.</remarks>
    /// <param name="id">The webhook's number.</param>
    public static async Task<IResult> StartAsync(long id, Caller caller, TextakDb db, TimeProvider time)
    {
        if (await FindAsync(db, id, caller) is not { } hook) return ApiError.NotFound.Answer();
        await KeepWebhook.GoOnAsync(db, hook, time.Now());
        return TypedResults.Json(await ShownAsync(db, hook));
    }

    /// <summary>Delete a webhook</summary>
    /// <remarks>With all that is known of its messages. Sent again, it finds none.</remarks>
    /// <param name="id">The webhook's number.</param>
    public static async Task<IResult> DeleteAsync(long id, Caller caller, TextakDb db)
    {
        if (await FindAsync(db, id, caller) is not { } hook) return ApiError.NotFound.Answer();
        await KeepWebhook.DeleteAsync(db, hook);
        return TypedResults.Json(new ApiDone { Seq = 0 });
    }

    /// <summary>List what became of a webhook’s messages</summary>
    /// <remarks>The newest first; the last hundred or so are kept.</remarks>
    /// <param name="id">The webhook's number.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> DeliveriesAsync(long id, Caller caller, TextakDb db, Heads heads, string? cursor, int? limit)
    {
        var (most, before, stop) = (Cursor.Limit(limit), Cursor.Read(cursor, "deliveries", 1) is [var last] ? Cursor.Number(last) : long.MaxValue, caller.Stop);
        var head = await heads.OfAllAsync().WaitAsync(stop);
        if (await FindAsync(db, id, caller) is null) return ApiError.NotFound.Answer();
        var deliveries = await db.HookDeliveries.AsNoTracking().Include(d => d.Forecast).Where(d => d.WebhookId == id && d.Id < before).OrderByDescending(d => d.Id).Take(most + 1).ToListAsync(stop);
        return new Tagged(ApiPage<ApiDelivery>.Of(deliveries, most, ApiDelivery.Of, d => Cursor.Of("deliveries", d.Id)), head);
    }

    /// <summary>Send a message once more</summary>
    /// <remarks>As it would be written now, under the same id. Of a webhook that is stopped it waits until that goes on.</remarks>
    /// <param name="id">The webhook's number.</param>
    /// <param name="delivery">The number of what became of the message.</param>
    public static async Task<IResult> AgainAsync(long id, long delivery, Caller caller, TextakDb db) =>
        await FindAsync(db, id, caller) is { } hook && await KeepWebhook.SendAgainAsync(db, hook, delivery) ? TypedResults.Json(new ApiDone { Seq = 0 }) : ApiError.NotFound.Answer();

    private static IQueryable<Webhook> Mine(TextakDb db, Caller caller) => db.Webhooks.Include(h => h.Account).Include(h => h.Forecast).OfOwner(caller.Me);

    private static Task<Webhook?> FindAsync(TextakDb db, long id, Caller caller) => Mine(db, caller).SingleOrDefaultAsync(h => h.Id == id, caller.Stop);

    private static async Task<ApiWebhook> ShownAsync(TextakDb db, Webhook hook) => ApiWebhook.Of(hook, await KeepWebhook.FailingAsync(db, [hook.Id], CancellationToken.None));
}
