using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Platform;

/// <summary>
/// What goes for every request that may change something, whatever it reaches: it is small, and it comes from a page of
/// this board. An endpoint that is called by programs says so with <c>DisableAntiforgery()</c>, and asks for a token of
/// its own.
/// </summary>
public static class SafeForms
{
    // A larger body is read to its end before it is answered: else the browser shows a broken connection, not the answer
    private const int HardLimit = 16 * 1024 * 1024;

    private const int EchoLimit = 64 * 1024;

    public static void AddSafeForms(this WebApplicationBuilder builder)
    {
        var https = builder.RequireHttps();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Limits.MaxRequestBodySize = HardLimit);
        builder.Services.AddAntiforgery(options =>
        {
            options.Cookie.Name = https ? "__Host-textak-form" : "textak-form";
            options.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
            options.Cookie.Path = "/";
            // frame-ancestors says it already
            options.SuppressXFrameOptionsHeader = true;
        });
    }

    public static void UseSafeForms(this WebApplication app)
    {
        var limit = app.Services.GetRequiredService<IOptions<Limits>>().Value.BodyBytes;
        var antiforgery = app.Services.GetRequiredService<IAntiforgery>();
        app.Use(async (context, next) =>
        {
            if (context.GetEndpoint() is { } endpoint && !context.Request.IsSafe())
            {
                await CapAsync(context, limit);
                // No cookie counts where programs are answered; what says 405 or 415 there in an operation's place has none of its metadata
                if (endpoint.Metadata.GetMetadata<IAntiforgeryMetadata>() is not { RequiresValidation: false }
                    && !context.Request.Path.StartsWithSegments(TokenServices.Path, StringComparison.OrdinalIgnoreCase))
                    await ValidateAsync(context, antiforgery);
            }
            await next(context);
        });
    }

    /// <summary>Whether the method promises to change nothing.</summary>
    public static bool IsSafe(this HttpRequest request) =>
        HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method)
        || HttpMethods.IsOptions(request.Method) || HttpMethods.IsTrace(request.Method);

    /// <summary>The text in a form, under whatever prefix, so that a page can give it back; null where there is none.</summary>
    public static async Task<string?> TypedAsync(this HttpRequest request)
    {
        if (!request.HasFormContentType || request.ContentLength is null or > EchoLimit) return null;
        try
        {
            var form = await request.ReadFormAsync(request.HttpContext.RequestAborted);
            return form.Keys.FirstOrDefault(IsText) is { } key && form[key].ToString() is { Length: > 0 } typed ? typed : null;
        }
        catch (Exception e) when (IsUnreadable(e) || e is BadHttpRequestException)
        {
            return null;
        }
    }

    // Cut short, no form at all, or in a charset that nobody should use
    private static bool IsUnreadable(Exception e) =>
        e is InvalidDataException or NotSupportedException || (e is IOException and not BadHttpRequestException);

    private static bool IsText(string key) =>
        key.Equals("Text", StringComparison.OrdinalIgnoreCase) || key.EndsWith(".Text", StringComparison.OrdinalIgnoreCase);

    private static async Task CapAsync(HttpContext context, int limit)
    {
        if (context.Request.ContentLength > limit)
        {
            await context.Request.Body.CopyToAsync(Stream.Null, context.RequestAborted);
            throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
        }
        // One that doesn't say its length is counted while it is read
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size) size.MaxRequestBodySize = limit;
    }

    private static async Task ValidateAsync(HttpContext context, IAntiforgery antiforgery)
    {
        try
        {
            // Read here, so that a form that can't be read is told from one without a token
            if (context.Request.HasFormContentType) await context.Request.ReadFormAsync(context.RequestAborted);
            await antiforgery.ValidateRequestAsync(context);
        }
        catch (AntiforgeryValidationException e) when (Sessions.HasEnded(context))
        {
            // The form is ours, and was made for somebody who isn't signed in any more
            throw new BadHttpRequestException(e.Message, StatusCodes.Status401Unauthorized, e);
        }
        catch (Exception e) when (IsUnreadable(e) && !context.RequestAborted.IsCancellationRequested)
        {
            throw new BadHttpRequestException(e.Message, StatusCodes.Status400BadRequest, e);
        }
    }
}
