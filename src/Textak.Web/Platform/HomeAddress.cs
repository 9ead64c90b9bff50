namespace Textak.Web.Platform;

/// <summary>
/// Where people reach this board: <c>Textak:Address</c>, for whatever is read elsewhere and so needs whole addresses. Where it isn't set, what the
/// request itself came to counts, and is believed by nobody else: what is kept for many is kept apart for each.
/// </summary>
public sealed class HomeAddress
{
    /// <exception cref="ConfigurationProblem">The setting is no web address, or has a path.</exception>
    public HomeAddress(IConfiguration settings)
    {
        if (settings["Textak:Address"] is not { Length: > 0 } text) return;
        if (!Plain.TryLink(text, 2000, out var link) || new Uri(link!) is not { PathAndQuery: "/", Fragment: "" } uri)
            throw new ConfigurationProblem($"Textak:Address is \"{text}\"; it must be a web address without a path, such as https://textak.example.");
        Known = uri.GetLeftPart(UriPartial.Authority);
    }

    /// <summary>As it was set, without a slash at its end; null where it was not.</summary>
    public string? Known { get; }

    /// <summary>"https://textak.example", without a slash at its end.</summary>
    public string Of(HttpRequest request) => Known ?? $"{request.Scheme}://{request.Host.ToUriComponent()}";

    /// <summary>A path as a whole address where that is known without a request, else as it is.</summary>
    public string Join(string path) => Known + path;
}

public static class HomeAddresses
{
    /// <exception cref="ConfigurationProblem">The setting is no web address, or has a path.</exception>
    public static void AddHomeAddress(this WebApplicationBuilder builder) => builder.Services.AddSingleton(new HomeAddress(builder.Configuration));

    /// <summary>Refuses a request whose Host no address can be made of.</summary>
    public static void UsePlainHosts(this WebApplication app) => app.Use((context, next) =>
    {
        if (IsPlain(context.Request)) return next(context);
        context.Response.StatusCode = StatusCodes.Status400BadRequest;
        return Task.CompletedTask;
    });

    private static bool IsPlain(HttpRequest request)
    {
        try
        {
            // HTTP/1.0 may leave it out, and then no link leads back
            if (!request.Host.HasValue) request.Host = new("localhost");
            return Uri.CheckHostName(request.Host.Host) is not UriHostNameType.Unknown && new Uri($"http://{request.Host.Value}/").IdnHost.Length > 0;
        }
        catch (Exception e) when (e is UriFormatException or ArgumentException)
        {
            return false;
        }
    }

    /// <summary>Where the request's reader reaches this board.</summary>
    public static string BaseAddress(this HttpContext context) => context.RequestServices.GetRequiredService<HomeAddress>().Of(context.Request);
}
