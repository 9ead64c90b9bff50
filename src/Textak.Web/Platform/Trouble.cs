using System.Diagnostics;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.WebUtilities;

namespace Textak.Web.Platform;

/// <summary>What went wrong with a request, in words for the person who sent it.</summary>
/// <param name="Advice">What to do now.</param>
public sealed record Trouble(int Status, string Title, string Advice)
{
    /// <summary>The trouble that the answer's status code stands for, unless one was named with <see cref="EndAsync"/>.</summary>
    public static Trouble Of(HttpContext context) => context.Features.Get<Trouble>() ?? new Trouble(context.Response.StatusCode, "", "") switch
    {
        { Status: 400 } when context.Features.Get<IExceptionHandlerFeature>()?.Error is AntiforgeryValidationException => new(
            400, "This form has grown old", "Go back, reload, and send it again; what you typed is still in the form."),
        { Status: 401 } => new(401, "Who is asking?", "This takes an account. Sign in and try again."),
        { Status: 403 } => new(403, "This is not yours to do", "It takes a role that you don't have. If you think you should have it, ask who runs this board."),
        { Status: 404 } => new(404, "There is nothing here", "The address may be mistyped, or what stood here is gone. All forecasts are in the feed."),
        { Status: 405 } => new(405, "That can't be done here", "This address doesn't take that kind of request. Go back and try it from the page."),
        { Status: 413 } => new(413, "That is too long", "It is more than this board takes at once. Go back, shorten it, and send it again; what you typed is still in the form."),
        { Status: 429 } => new(429, "One moment", $"You are going faster than this board can follow. Wait {Seconds(context)} and send it again."),
        { Status: 503 } => new(503, "The board is away for a moment", "Its database doesn't answer. Wait a little and send it again: what arrived already is not done twice."),
        { Status: >= 500 } trouble => new(trouble.Status, "Something broke here", "It is our mistake, and it is written down under the number below. If you sent something, go back and send it again: what arrived already is not done twice."),
        var trouble => new(trouble.Status, ReasonPhrases.GetReasonPhrase(trouble.Status), "This request isn't one that the board understands. Go back and try it from the page."),
    };

    /// <summary>Ends the request with this trouble.</summary>
    public Task EndAsync(HttpContext context)
    {
        context.Features.Set(this);
        context.Response.StatusCode = Status;
        return Task.CompletedTask;
    }

    /// <summary>The number under which the log has this request.</summary>
    public static string Trace(HttpContext context) => Activity.Current?.TraceId.ToString() ?? context.TraceIdentifier;

    private static string Seconds(HttpContext context) => context.Response.Headers.RetryAfter.ToString() switch
    {
        "" => "a moment",
        "1" => "1 second",
        var seconds => $"{seconds} seconds",
    };
}
