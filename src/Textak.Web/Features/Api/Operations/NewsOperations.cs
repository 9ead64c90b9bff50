using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class NewsOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Make<ApiAddedSignal>("/signals", "addSignal", Scopes.Moderate, AddAsync);
        api.Do<ApiDone>("/forecasts/{slug}/signals/{id}/withdrawal", "withdrawSignal", Scopes.Moderate, WithdrawAsync);
        api.Own<ApiNews>("/news", "listNews", ListAsync, Scopes.Moderate);
        api.Own<ApiNewsItem>("/news/{id}", "readNews", ReadAsync, Scopes.Moderate);
        api.Do<ApiNewsItem>("/news/{id}", "decideNews", Scopes.Moderate, DecideAsync);
        api.Own<ApiTerms>("/forecasts/{slug}/terms", "readTerms", TermsAsync, Scopes.Moderate);
        api.Put<ApiDone>("/forecasts/{slug}/terms", "changeTerms", Scopes.Moderate, ChangeTermsAsync).IfMatch();
    }

    /// <summary>Add a signal by hand</summary>
    /// <remarks>It appears on the boards at once, one after the other, and counts as a source until it has grown old. Where one refuses, those before it keep it; sent again with the same Idempotency-Key it goes on there.</remarks>
    public static async Task<IResult> AddAsync(Caller caller, Body<ApiNewSignal> body, TextakDb db, BoardLog log, Tailer tailer, TimeProvider time)
    {
        List<string> slugs = [.. (body.Value.Boards ?? []).OfType<string>().Distinct(StringComparer.Ordinal)];
        // Not tied to the request: once begun, a command is finished though the sender has gone
        var (answers, refusal) = await body.Value.Typed.AddAsync(log, tailer, slugs, caller.Me, caller.CommandId, time.Now(), caller.Stop);
        if (refusal is not null) return ApiError.Of(refusal);
        var added = new List<ApiAddedOn>();
        foreach (var (slug, answer) in slugs.Zip(answers))
        {
            var signal = await db.Events.Where(e => e.Seq == answer.Seq && db.Forecasts.Any(f => f.Id == e.ForecastId && f.Slug == slug)).Select(e => e.SignalId!.Value).SingleAsync(CancellationToken.None);
            added.Add(new() { Slug = slug, Seq = answer.Seq, SignalId = signal });
        }
        return TypedResults.Created($"{TokenServices.Path}/forecasts/{slugs[0]}/signals", new ApiAddedSignal { Boards = added });
    }

    /// <summary>Take a signal back</summary>
    /// <remarks>It leaves the board at once and counts no longer, with a reason that everybody may read. The past still shows it.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The signal's number.</param>
    public static Task<IResult> WithdrawAsync(string slug, long id, Caller caller, Body<ApiSignalWithdrawal> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, new WithdrawSignal(id, body.Value.Reason).ApplyAsync, told: true);

    /// <summary>List the news that waits</summary>
    /// <remarks>What the feeds brought, with the terms by which it was found: the strongest first, then the newest, at most 50. It goes on while it is worked off, so read it from its beginning again.</remarks>
    /// <param name="skip">How many items come before those of the answer.</param>
    public static async Task<IResult> ListAsync(Caller caller, TextakDb db, FrameReader frames, TimeProvider time, int? skip)
    {
        var version = await frames.QueueAsync(caller.Stop);
        var (cards, count) = await WireCard.WaitingAsync(db, caller.Viewer, Math.Max(0, skip ?? 0), time.Now(), caller.Stop);
        return new Tagged(new ApiNews { Items = [.. cards.Select(ApiNewsItem.Of)], Count = count }, version);
    }

    /// <summary>Read a piece of news</summary>
    /// <remarks>Whatever became of it.</remarks>
    /// <param name="id">The item's number.</param>
    public static async Task<IResult> ReadAsync(long id, Caller caller, TextakDb db, FrameReader frames, TimeProvider time)
    {
        var version = await frames.QueueAsync(caller.Stop);
        return await WireCard.FindAsync(db, id, caller.Viewer, time.Now(), caller.Stop) is { } card ? new Tagged(ApiNewsItem.Of(card), version) : ApiError.NotFound.Answer();
    }

    /// <summary>Claim, let go, accept, dismiss or merge a piece of news</summary>
    /// <remarks>Accepted, it is a signal of each board for which a direction is given. Merged, it is one story with another item.</remarks>
    /// <param name="id">The item's number.</param>
    public static async Task<IResult> DecideAsync(long id, Caller caller, Body<ApiNewsDecision> body, TextakDb db, BoardLog log, Tailer tailer, TimeProvider time)
    {
        if (await WireCard.FindAsync(db, id, caller.Viewer, time.Now(), caller.Stop) is not { Item: var item }) return ApiError.NotFound.Answer();
        if (body.Value.Act is not { } act) return ApiError.Refused.Answer("Choose what is to become of it.", "act");
        var refusal = act == WireAct.Accept ? await AcceptAsync(item, body.Value.Boards ?? [], caller, log, tailer)
            : await new SettleNews(id, act, body.Value.Into, caller.Administers).CarryOutAsync(db, caller.Me, caller.CommandId, time.Now());
        db.ChangeTracker.Clear();
        return refusal is null ? TypedResults.Json(ApiNewsItem.Of((await WireCard.FindAsync(db, id, caller.Viewer, time.Now(), CancellationToken.None))!)) : ApiError.Of(refusal);
    }

    /// <summary>Read by which terms news is found for a forecast</summary>
    /// <remarks>Its ETag is what a change names as If-Match.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> TermsAsync(string slug, Caller caller, TextakDb db, Tailer tailer)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        // The number first: what is read later may be newer than it says, and is then not changed by it
        var version = await VersionAsync(db, id);
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == id, caller.Stop);
        return new Tagged(ApiTerms.Of(Terms.Of(forecast.Title, forecast.Terms)), version, exact: true);
    }

    /// <summary>Change by which terms news is found for a forecast</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> ChangeTermsAsync(string slug, Caller caller, Body<ApiNewTerms> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, ApiCommands.IfMatch(Tagged.Named(caller.Http.Request), async change => await VersionAsync(change.Db, change.Forecast.Id),
            new ChangeTerms(string.Join('\n', body.Value.Terms ?? [])).ApplyAsync));

    private static async Task<Refusal?> AcceptAsync(WireItem item, IReadOnlyList<ApiBearing?> boards, Caller caller, BoardLog log, Tailer tailer)
    {
        var chosen = boards.OfType<ApiBearing>().Where(one => one.Direction is not null).ToList();
        if (chosen.Find(one => !item.Matches.Exists(match => match.Forecast!.Slug == one.Slug)) is { } other) return new("boards", $"It was not found for “{other.Slug}”: add it there by hand.");
        return (await AcceptNews.OnBoardsAsync(log, tailer, item, match => chosen.Find(one => one.Slug == match.Forecast!.Slug)?.Direction, caller.Me, caller.CommandId)).Refusal;
    }

    // Until somebody writes some they are those with which the log begins
    private static async Task<long> VersionAsync(TextakDb db, long forecast) => await db.Events.Where(e => e.ForecastId == forecast && e.Kind == EventKind.TermsChanged).MaxAsync(e => (long?)e.Seq) ?? 1;
}
