using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class ModerationOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Own<ApiQueue>("/queue", "readQueue", QueueAsync, Scopes.Moderate);
        api.Own<ApiCase>("/forecasts/{slug}/arguments/{id}/case", "readCase", CaseAsync, Scopes.Moderate);
        api.Do<ApiDone>("/forecasts/{slug}/arguments/{id}/case", "decideCase", Scopes.Moderate, DecideAsync);
        api.Put<ApiDone>("/forecasts/{slug}/arguments/{id}/visibility", "setVisibility", Scopes.Moderate, HideAsync);
        api.Own<ApiSteps>("/forecasts/{slug}/steps", "listSteps", StepsAsync, Scopes.Moderate);
        api.Do<ApiDone>("/forecasts/{slug}/steps", "takeStep", Scopes.Moderate, StepAsync);
        api.Put<ApiDone>("/forecasts/{slug}/slow-mode", "setSlowMode", Scopes.Moderate, SlowAsync);
        api.Own<ApiPage<ApiSanction>>("/people/{name}/sanctions", "listSanctions", SanctionsAsync, Scopes.Moderate);
        api.Do<ApiDone>("/people/{name}/sanctions", "imposeSanction", Scopes.Moderate, ImposeAsync);
        api.Do<ApiDone>("/people/{name}/sanctions/{id}/lift", "liftSanction", Scopes.Moderate, LiftAsync);
    }

    /// <summary>Read the moderators’ queue</summary>
    /// <remarks>What the account may decide first. It goes on while it is worked off, so read it from its beginning again.</remarks>
    /// <param name="skip">How many cases come before those of the answer.</param>
    public static async Task<IResult> QueueAsync(Caller caller, TextakDb db, FrameReader frames, TimeProvider time, int? skip)
    {
        var (now, version) = (time.Now(), await frames.QueueAsync(caller.Stop));
        var (items, count) = await QueueItem.WaitingAsync(db, caller.Viewer, caller.Administers, Math.Max(0, skip ?? 0), now, caller.Stop);
        return new Tagged(new ApiQueue { Items = [.. items.Select(item => ApiCase.Of(new(item, caller.Administers, caller.Viewer, now)))], Count = count }, version);
    }

    /// <summary>Read a case</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> CaseAsync(string slug, long id, Caller caller, TextakDb db, FrameReader frames, TimeProvider time)
    {
        var (now, version) = (time.Now(), await frames.QueueAsync(caller.Stop));
        return await QueueItem.FindAsync(db, id, caller.Viewer, now, caller.Stop) is { } item && item.Slug == slug ? new Tagged(ApiCase.Of(new(item, caller.Administers, caller.Viewer, now)), version) : ApiError.NotFound.Answer();
    }

    /// <summary>Claim, let go or decide a case</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> DecideAsync(string slug, long id, Caller caller, Body<ApiCaseDecision> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new DecideCase(id, body.Value.Act, body.Value.Reason, caller.Administers).ApplyAsync, told: true);

    /// <summary>Hide an argument, or show it again</summary>
    /// <remarks>At once, everywhere and for everybody but its author and moderators. The reason takes its place.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static Task<IResult> HideAsync(string slug, long id, Caller caller, Body<ApiVisibility> body, TextakDb db, ApiCommands commands) =>
        commands.OnArgumentAsync(caller, db, slug, id, new HideArgument(id, body.Value.Hidden, body.Value.Reason) { Administers = caller.Administers }.ApplyAsync, told: true);

    /// <summary>List what may become of a forecast</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> StepsAsync(string slug, Caller caller, TextakDb db, Tailer tailer, TimeProvider time)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == id, caller.Stop);
        return new Tagged(new ApiSteps { Status = forecast.Status, Steps = [.. Steps.From(forecast, caller.Administers, time.Now())] }, forecast.LastSeq);
    }

    /// <summary>Publish, lock, resolve or reopen a forecast</summary>
    /// <remarks>With a reason and sources that everybody may read. An admin alone reopens.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> StepAsync(string slug, Caller caller, Body<ApiNewStep> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, new TakeStep(body.Value.Step, body.Value.Reason, string.Join('\n', body.Value.Sources ?? []), caller.Administers).ApplyAsync, told: true);

    /// <summary>Slow a board down</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static Task<IResult> SlowAsync(string slug, Caller caller, Body<ApiSlowMode> body, ApiCommands commands) =>
        commands.CarryOutAsync(caller, slug, new SetSlowMode(body.Value.Minutes, body.Value.Reason).ApplyAsync, told: true);

    /// <summary>List what was done to somebody</summary>
    /// <remarks>The newest first.</remarks>
    /// <param name="name">The account's name.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> SanctionsAsync(string name, Caller caller, TextakDb db, string? cursor, int? limit)
    {
        var (most, before) = (Cursor.Limit(limit), Cursor.Read(cursor, "sanctions", 1) is [var last] ? Cursor.Number(last) : long.MaxValue);
        if (await HouseAccount.FindAsync(db, name) is not { } account) return ApiError.NotFound.Answer();
        var head = (await AuditHead.ReadAsync(db, caller.Stop)).Count;
        var sanctions = await db.Sanctions.AsNoTracking().Include(s => s.Forecast).Where(s => s.AccountId == account.Id && s.Id < before).OrderByDescending(s => s.Id).Take(most + 1).ToListAsync(caller.Stop);
        return new Tagged(ApiPage<ApiSanction>.Of(sanctions, most, ApiSanction.Of, s => Cursor.Of("sanctions", s.Id)), head);
    }

    /// <summary>Warn, mute or suspend somebody</summary>
    /// <param name="name">The account's name.</param>
    public static async Task<IResult> ImposeAsync(string name, Caller caller, Body<ApiNewSanction> body, TextakDb db, ApiCommands commands, Tailer tailer, Sessions sessions, TimeProvider time)
    {
        if (await HouseAccount.FindAsync(db, name) is not { } account) return ApiError.NotFound.Answer();
        if (await SanctionReach.WrongAsync(db, account, caller.Viewer, caller.Administers) is { } wrong) return ApiError.Of(wrong);
        var impose = new ImposeSanction(body.Value.Kind, body.Value.Days?.ToString(CultureInfo.InvariantCulture), body.Value.Reason, caller.Administers);
        if (impose.Kind != SanctionKind.Mute)
            return await impose.ImposeAsync(db, sessions, account.Id, caller.Me, caller.CommandId, time.Now()) is { } refusal ? ApiError.Of(refusal) : TypedResults.Json(new ApiDone { Seq = 0 });
        var board = body.Value.Board ?? "";
        return await tailer.FindAsync(board, caller.Stop) is null ? ApiError.Refused.Answer("Name the board of a mute, by its slug.", "board")
            : await commands.CarryOutAsync(caller, board, change => impose.MuteAsync(change, account.Id));
    }

    /// <summary>End a mute or a suspension before its time</summary>
    /// <param name="name">The account's name.</param>
    /// <param name="id">The sanction's number.</param>
    public static async Task<IResult> LiftAsync(string name, long id, Caller caller, Body<ApiLift> body, TextakDb db, ApiCommands commands, TimeProvider time)
    {
        if (await HouseAccount.FindAsync(db, name) is not { } account) return ApiError.NotFound.Answer();
        if (await db.Sanctions.AsNoTracking().Include(s => s.Forecast).SingleOrDefaultAsync(s => s.Id == id && s.AccountId == account.Id, caller.Stop) is not { } sanction) return ApiError.NotFound.Answer();
        if (await SanctionReach.WrongAsync(db, account, caller.Viewer, caller.Administers) is { } wrong) return ApiError.Of(wrong);
        var lift = new LiftSanction(id, body.Value.Reason, caller.Administers);
        if (sanction is { Kind: SanctionKind.Mute, Forecast.Slug: var slug }) return await commands.CarryOutAsync(caller, slug, lift.UnmuteAsync);
        return await lift.RestoreAsync(db, caller.Me, caller.CommandId, time.Now()) is { } refusal ? ApiError.Of(refusal) : TypedResults.Json(new ApiDone { Seq = 0 });
    }
}
