using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Diagnostics;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Features.Api;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Platform;

/// <summary>Turns what goes wrong into a page for people and problem details (RFC 9457) for programs; the log has the stack.</summary>
public static class Errors
{
    private const string Page = "/Shared/Error";

    public static void UseErrors(this WebApplication app)
    {
        app.UseExceptionHandler(new ExceptionHandlerOptions
        {
            StatusCodeSelector = Status,
            ExceptionHandler = AnswerAsync,
            AllowStatusCode404Response = true,
            SuppressDiagnosticsCallback = _ => true,
        });
        app.UseStatusCodePages(context => AnswerAsync(context.HttpContext));
    }

    private static int Status(Exception e) => e switch
    {
        BadHttpRequestException bad => bad.StatusCode,
        AntiforgeryValidationException => StatusCodes.Status400BadRequest,
        _ when DatabaseProblem.IsAway(e) => StatusCodes.Status503ServiceUnavailable,
        _ => StatusCodes.Status500InternalServerError,
    };

    private static Task AnswerAsync(HttpContext context)
    {
        if (context.Features.Get<IExceptionHandlerFeature>()?.Error is { } error) Log(context, error);
        if (context.Response.StatusCode == StatusCodes.Status503ServiceUnavailable) context.Response.Headers.RetryAfter = "5";
        if (context.Request.Path.StartsWithSegments(TokenServices.Path, StringComparison.OrdinalIgnoreCase)) return ApiError.WriteAsync(context);
        return context.IsFromProgram() ? ProblemAsync(context) : PageAsync(context);
    }

    private static void Log(HttpContext context, Exception error)
    {
        var (status, request) = (context.Response.StatusCode, context.Request);
        var log = context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(Errors).FullName!);
        if (status == StatusCodes.Status500InternalServerError)
            log.LogError(error, "{Trace}: {Method} {Path} failed", Trouble.Trace(context), request.Method, request.Path);
        else
            log.Log(status >= StatusCodes.Status500InternalServerError ? LogLevel.Warning : LogLevel.Information,
                "{Trace}: {Method} {Path} ended in {Status}: {Message}", Trouble.Trace(context), request.Method, request.Path, status, error.Message);
    }

    private static Task ProblemAsync(HttpContext context)
    {
        var trouble = Trouble.Of(context);
        return Results.Problem(trouble.Advice, title: trouble.Title, statusCode: trouble.Status,
            extensions: new Dictionary<string, object?> { ["traceId"] = Trouble.Trace(context) }).ExecuteAsync(context);
    }

    // Straight to the page rather than through the pipeline again: what failed there, the database for one, would fail once more
    private static Task PageAsync(HttpContext context)
    {
        var page = context.RequestServices.GetRequiredService<EndpointDataSource>().Endpoints
            .First(endpoint => endpoint.Metadata.GetMetadata<PageActionDescriptor>()?.ViewEnginePath == Page);
        context.SetEndpoint(page);
        context.Request.RouteValues = new() { ["page"] = Page };
        return page.RequestDelegate!(context);
    }

    internal static bool IsFromProgram(this HttpContext context)
    {
        var accept = context.Request.Headers.Accept.ToString();
        return context.Request.Path.StartsWithSegments(TokenServices.Path, StringComparison.OrdinalIgnoreCase)
            || context.Request.HasJsonContentType()
            || (accept.Contains("json", StringComparison.OrdinalIgnoreCase) && !accept.Contains("text/html", StringComparison.OrdinalIgnoreCase));
    }
}
