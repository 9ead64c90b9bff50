using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Api;

/// <summary>Carries out the commands of programs: the same that the pages carry out, on the same log, under the same ids.</summary>
public sealed class ApiCommands(BoardLog log, Tailer tailer)
{
    /// <summary>What a rule refuses with that was asked to change another version than the one in force.</summary>
    private static readonly Refusal Outdated = new("If-Match", "");

    /// <summary>Appends to a board's log.</summary>
    /// <param name="reads">Whether the rule reads from the database: <see cref="BoardLog.AppendAsync"/>.</param>
    /// <param name="told">Whether to answer once the watchers of this node have been told.</param>
    /// <param name="under">Where a field of the rule is within the body.</param>
    /// <param name="at">The address of what it made.</param>
    public async Task<IResult> CarryOutAsync(
        Caller caller, string slug, Func<Change, Task<Refusal?>> rule, Func<Forecast, bool>? reads = null, bool told = false, Func<string, string>? under = null, Func<ApiDone, string>? at = null)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } forecast) return ApiError.NotFound.Answer();
        // Not tied to the request: once begun, a command is finished though the sender has gone
        var outcome = await log.AppendAsync(new(forecast, caller.Me, caller.CommandId, caller.Digest), rule, reads);
        if (outcome.Answer is not { } answer)
            return ReferenceEquals(outcome.Refusal, Outdated) ? ApiError.Stale.Answer() : ReferenceEquals(outcome.Refusal, OneCommit.Another) ? ApiError.KeyUsed.Answer() : ApiError.Of(outcome.Refusal!, under);
        if (told) await tailer.ToldAsync(forecast, answer.Seq);
        var done = new ApiDone { Seq = answer.Seq, ArgumentId = answer.ArgumentId };
        return at is null ? TypedResults.Json(done) : TypedResults.Created(at(done), done);
    }

    /// <summary>The same for an argument that has to be on the board.</summary>
    public async Task<IResult> OnArgumentAsync(
        Caller caller, TextakDb db, string slug, long argument, Func<Change, Task<Refusal?>> rule, bool told = false, Func<string, string>? under = null, Func<ApiDone, string>? at = null) =>
        await FindAsync(db, slug, argument, caller.Stop) is null ? ApiError.NotFound.Answer() : await CarryOutAsync(caller, slug, rule, told: told, under: under, at: at);

    /// <summary>The forecast of an argument that is at this address; null where there is none.</summary>
    public async Task<long?> FindAsync(TextakDb db, string slug, long argument, CancellationToken stop) =>
        await tailer.FindAsync(slug, stop) is { } forecast && await db.Arguments.AnyAsync(a => a.Id == argument && a.ForecastId == forecast, stop) ? forecast : null;

    /// <summary>A rule that changes one version and no other: it is looked at after the lock, and after it is known that the command is no repetition.</summary>
    /// <param name="named">The version that If-Match names.</param>
    /// <param name="inForceAsync">The one that is in force; null where there is nothing to change.</param>
    public static Func<Change, Task<Refusal?>> IfMatch(long? named, Func<Change, Task<long?>> inForceAsync, Func<Change, Task<Refusal?>> rule) => async change =>
        await inForceAsync(change) is { } seq && seq != named ? Outdated : await rule(change);
}
