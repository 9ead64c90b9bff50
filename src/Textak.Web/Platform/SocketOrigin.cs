namespace Textak.Web.Platform;

/// <summary>
/// A page of another site can open a WebSocket here, with the visitor's cookies: no same-origin rule stops it. So the
/// origin that the browser names must be this board. Programs that name none are not browsers, and pass.
/// </summary>
public static class SocketOrigin
{
    public static void UseSocketOrigin(this WebApplication app) => app.Use((context, next) =>
    {
        if (!context.Request.Path.StartsWithSegments("/hubs", StringComparison.OrdinalIgnoreCase) || IsOwn(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status403Forbidden;
        return Task.CompletedTask;
    });

    private static bool IsOwn(HttpRequest request) =>
        request.Headers.Origin is not { Count: > 0 } origins
        || (origins is [{ } origin]
            && Uri.TryCreate(origin, UriKind.Absolute, out var theirs)
            && Uri.TryCreate($"{request.Scheme}://{request.Host}", UriKind.Absolute, out var ours)
            && (theirs.Scheme, theirs.Port) == (ours.Scheme, ours.Port)
            && string.Equals(theirs.IdnHost, ours.IdnHost, StringComparison.OrdinalIgnoreCase));
}
