using System.Security.Cryptography;

namespace Textak.Web.Platform;

/// <summary>The headers that stand on every answer: pages, files, redirects and errors alike.</summary>
public static class SecurityHeaders
{
    private const string NonceKey = "Textak.Nonce";
    private const string Forever = "max-age=31536000, immutable";

    /// <summary>This request's nonce. An inline script or style runs only with <c>nonce="@Context.Nonce()"</c>.</summary>
    public static string Nonce(this HttpContext context) =>
        (string)(context.Items[NonceKey] ??= Convert.ToBase64String(RandomNumberGenerator.GetBytes(16)));

    public static void UseSecurityHeaders(this WebApplication app)
    {
        var https = app.RequireHttps();
        app.Use((context, next) =>
        {
            // At the last moment: an error page starts by clearing what was set before
            context.Response.OnStarting(() =>
            {
                Write(context, https);
                return Task.CompletedTask;
            });
            return next(context);
        });
    }

    private static void Write(HttpContext context, bool https)
    {
        var headers = context.Response.Headers;
        var isShown = context.GetEndpoint()?.Metadata.GetMetadata<ShownElsewhereAttribute>() is not null;
        headers.ContentSecurityPolicy = Policy(context.Nonce()) + (isShown ? "form-action 'none'; frame-ancestors *" : "form-action 'self'; frame-ancestors 'none'");
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "same-origin";
        headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = isShown ? "cross-origin" : "same-origin";
        if (https && context.Request.IsHttps) headers.StrictTransportSecurity = "max-age=31536000";

        // Pages are asked for again each time; those with arguments are not kept at all (CommandPage)
        if (headers.CacheControl.Count == 0) headers.CacheControl = "no-cache";
        // A font is asked for with its version
        else if (context.Request.Path.StartsWithSegments("/lib", StringComparison.Ordinal) && context.Request.QueryString.HasValue) headers.CacheControl = Forever;
    }

    // 'self' covers the WebSocket to the same host too
    private static string Policy(string nonce) =>
        $"default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data:; "
        + "font-src 'self'; connect-src 'self'; manifest-src 'self'; base-uri 'none'; ";
}

/// <summary>
/// What pages of other sites may show: in a frame, or as a picture. Nothing can be done there, so that nobody can be led to do it unaware: no form is
/// sent from it, and what goes wrong there is shown in no frame.
/// </summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class ShownElsewhereAttribute : Attribute;
