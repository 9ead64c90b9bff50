using Microsoft.AspNetCore.Diagnostics;
using Microsoft.Extensions.Options;
using Textak.Web.Features.Live;
using Textak.Web.Platform;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Textak.Web.Features.Api;

/// <summary>One way in which a request of a program fails: all of them are here, and the page /api/errors shows this table.</summary>
/// <param name="Code">The fragment of its type's address.</param>
/// <param name="Means">When it is answered, and what to do.</param>
public sealed record ApiError(string Code, int Status, string Title, string Means)
{
    public static readonly ApiError
        Malformed = new("malformed", 400, "The request can’t be read", "A body, a parameter, a header or a cursor isn’t of the form that the document names. Where it has a name, it stands in errors."),
        NoToken = new("no-token", 401, "This takes a token", "Send Authorization: Bearer and a token. Its owner makes one at /account/tokens."),
        BadToken = new("bad-token", 401, "This token opens nothing", "It is unknown, revoked or expired, or its account, or whoever owns that, is suspended."),
        Cookie = new("cookie", 401, "Cookies count for nothing here", "A session’s cookie came along and no token: send a token, or nothing at all."),
        Scope = new("scope", 403, "The token doesn’t let you", "It takes another scope. The header WWW-Authenticate names it."),
        Role = new("role", 403, "This is for others", "It takes a role, or to be the author, which the token’s account isn’t at this moment."),
        NotFound = new("not-found", 404, "There is nothing here", "What the address names isn’t there, or not for this account."),
        NotAllowed = new("not-allowed", 405, "That can’t be done here", "The address takes other methods."),
        Stale = new("stale", 412, "It has changed meanwhile", "If-Match names another version than the one in force. Read it again, look at what changed, and send the new tag."),
        TooLarge = new("too-large", 413, "That is too long", "A body may have 64 KB, unless whoever runs the board says otherwise."),
        WrongType = new("wrong-type", 415, "That isn’t JSON", "Send Content-Type: application/json."),
        Refused = new("refused", 422, "The board says no", "A rule of the board forbids it. The sentence says which and what to do; errors names the field."),
        KeyUsed = new("key-used", 422, "This key was for something else", "The account has sent this Idempotency-Key before with another operation, another address or another body. Nothing was done: take a new key."),
        Unconditional = new("unconditional", 428, "Say which version you change", "Send If-Match with the ETag that you read."),
        TooFast = new("too-fast", 429, "One moment", "You go faster than this board can follow. Retry-After says how many seconds to wait."),
        Broken = new("broken", 500, "Something broke here", "It is our mistake, and written down under traceId. With the same Idempotency-Key it may be sent again."),
        Away = new("away", 503, "The board is away for a moment", "Its database doesn’t answer, or this node is leaving. With the same Idempotency-Key it may be sent again after Retry-After.");

    public static IReadOnlyList<ApiError> All { get; } =
        [Malformed, NoToken, BadToken, Cookie, Scope, Role, NotFound, NotAllowed, Stale, TooLarge, WrongType, Refused, KeyUsed, Unconditional, TooFast, Broken, Away];

    /// <summary>Where it is explained; what the member type of an answer says.</summary>
    public string Type => $"/api/errors#{Code}";

    /// <summary>As the result of an operation.</summary>
    /// <param name="field">The field that it is about, as the program named it; empty where it is about the whole.</param>
    public IResult Answer(string? detail = null, string field = "") => new Result(this, detail, field);

    /// <summary>A rule's no.</summary>
    /// <param name="under">Where the rule's field is within the body: "source."; null where it stands at the top.</param>
    public static IResult Of(Refusal refusal, Func<string, string>? under = null)
    {
        var field = refusal.Field.Length == 0 ? "" : char.ToLowerInvariant(refusal.Field[0]) + refusal.Field[1..];
        return Refused.Answer(refusal.Message, under is null || field.Length == 0 ? field : under(field));
    }

    /// <summary>Several at once, each at its field.</summary>
    public static IResult Refuse(IReadOnlyList<Refusal> refusals) => new Result(Refused, refusals[0].Message, errors: refusals.Where(r => r.Field.Length > 0)
        .GroupBy(r => char.ToLowerInvariant(r.Field[0]) + r.Field[1..]).ToDictionary(at => at.Key, IReadOnlyList<string> (at) => [.. at.Select(r => r.Message)]));

    /// <summary>Writes it as the answer.</summary>
    public Task WriteAsync(HttpContext http, string? detail = null, string field = "", IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null)
    {
        http.Response.StatusCode = Status;
        var problem = new ApiProblem
        {
            Type = Type, Title = Title, Status = Status, Detail = detail ?? Means, TraceId = Trouble.Trace(http),
            Errors = errors is { Count: > 0 } ? errors : field.Length == 0 ? null : new Dictionary<string, IReadOnlyList<string>> { [field] = [detail ?? Means] },
        };
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        return http.Response.WriteAsJsonAsync(problem, json, "application/problem+json", http.RequestAborted);
    }

    /// <summary>What went wrong with a request before, or instead of, an operation's own answer.</summary>
    public static Task WriteAsync(HttpContext http)
    {
        var error = http.Features.Get<IExceptionHandlerFeature>()?.Error;
        var status = http.Response.StatusCode;
        var one = All.FirstOrDefault(e => e.Status == status) ?? (status >= 500 ? Broken : Malformed);
        // One that this table doesn't know keeps its number
        return (one with { Status = status }).WriteAsync(http, (error as Misread)?.Message ?? http.Features.Get<Trouble>()?.Advice, Misread.FieldOf(error));
    }

    private sealed class Result(ApiError error, string? detail, string field = "", IReadOnlyDictionary<string, IReadOnlyList<string>>? errors = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext) => error.WriteAsync(httpContext, detail, field, errors);
    }
}

/// <summary>A part of a request that isn't of the form that the document names.</summary>
/// <param name="name">Its name as the program wrote it.</param>
public sealed class Misread(string name, string message) : BadHttpRequestException(message)
{
    public string Name => name;

    /// <summary>The field that a failure is about; empty where it names none.</summary>
    public static string FieldOf(Exception? error) => error switch
    {
        Misread misread => misread.Name,
        // Of a parameter of the address the framework says: Failed to bind parameter "Nullable<int> limit" from "x".
        BadHttpRequestException { StatusCode: 400 } bad when bad.Message.Split('"') is [_, var parameter, ..] => parameter.Split(' ')[^1],
        _ => "",
    };
}
