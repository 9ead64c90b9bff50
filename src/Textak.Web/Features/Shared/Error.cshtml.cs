using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Platform;

namespace Textak.Web.Features.Shared;

/// <summary>The one page for everything that goes wrong. It is drawn inside the failed request, whatever its method was.</summary>
[AllowAnonymous]
[IgnoreAntiforgeryToken]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class ErrorModel : PageModel
{
    public Trouble Trouble { get; private set; } = null!;
    public string Trace => Trouble.Trace(HttpContext);

    /// <summary>The text of a form that could not be taken, so that it isn't lost.</summary>
    public string? Typed { get; private set; }

    // Razor Pages would take it for the handler of a request whose method is PAGE
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        // Opened by its own address, it is no page
        if (Response.StatusCode == StatusCodes.Status200OK) Response.StatusCode = StatusCodes.Status404NotFound;
        Trouble = Trouble.Of(HttpContext);
        Typed = await Request.TypedAsync();
        await next();
    }
}
