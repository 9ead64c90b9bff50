using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Live;

/// <summary>A page with forms that change a board: one way to carry a command out and to answer it, as a page or as JSON.</summary>
// What is hidden must not come back out of a browser's cache, on the way Back either
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public abstract class CommandPage(BoardLog log, Tailer tailer) : PageModel
{
    /// <summary>Who looks.</summary>
    public Viewer Viewer => Viewer.From(User);
    protected Tailer Tailer => tailer;

    /// <summary>What is wrong at a field; null where nothing is.</summary>
    public string? Error(string field) => ModelState.ErrorAt(field);

    /// <summary>Appends to the board's log; then goes to <paramref name="done"/>, or shows the page again with what was wrong.</summary>
    /// <param name="prefix">Put before the refusal's field, where a page has several forms with the same fields.</param>
    /// <param name="reads">Whether the rule reads from the database: <see cref="BoardLog.AppendAsync"/>.</param>
    protected async Task<IActionResult> CarryOutAsync(
        string slug, Guid commandId, Func<Change, Task<Refusal?>> rule, Func<Answer, string> done, string prefix = "", Func<Forecast, bool>? reads = null)
    {
        if (await tailer.FindAsync(slug, HttpContext.RequestAborted) is not { } forecastId) return NotFound();
        if (Viewer.Id is not { } me) return await RefuseAsync(new("", "You are signed out. Sign in in another tab, then send this again."), prefix, 401);
        if (commandId == Guid.Empty) return await RefuseAsync(Refusal.Incomplete, prefix, 422);

        // Not tied to the request: once begun, a command is finished though the sender has gone
        var outcome = await log.AppendAsync(new(forecastId, me, commandId), rule, reads);
        if (outcome.Answer is not { } answer) return await RefuseAsync(outcome.Refusal!, prefix, 422);

        await FinishAsync(forecastId, answer);
        return WantsJson ? new JsonResult(answer) : LocalRedirect(done(answer));
    }

    /// <summary>Reads again what the page shows, after a command was refused.</summary>
    protected abstract Task<IActionResult> ShowAsync();

    /// <summary>What is to happen before the answer goes out.</summary>
    protected virtual Task FinishAsync(long forecastId, Answer answer) => Task.CompletedTask;

    /// <summary>Whether the page's script asks, and not its form.</summary>
    protected bool WantsJson => Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal);

    /// <summary>Answers with what was wrong: to a script as problem details, else by the page.</summary>
    protected async Task<IActionResult> RefuseAsync(Refusal refusal, string prefix, int status)
    {
        ModelState.AddModelError(prefix + refusal.Field, refusal.Message);
        if (WantsJson) return new ObjectResult(new ValidationProblemDetails(ModelState) { Status = status }) { StatusCode = status };
        var page = await ShowAsync();
        Response.StatusCode = status;
        return page;
    }
}
