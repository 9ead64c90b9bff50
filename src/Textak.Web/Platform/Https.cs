namespace Textak.Web.Platform;

public static class Https
{
    /// <summary>Whether everybody comes over HTTPS: <c>Security:RequireHttps</c>, by default everywhere but in Development.</summary>
    /// <exception cref="ConfigurationProblem">The setting is neither true nor false.</exception>
    public static bool RequireHttps(this WebApplicationBuilder builder) => IsRequired(builder.Configuration, builder.Environment);

    /// <inheritdoc cref="RequireHttps(WebApplicationBuilder)"/>
    public static bool RequireHttps(this WebApplication app) => IsRequired(app.Configuration, app.Environment);

    /// <summary>
    /// Refuses plain HTTP where HTTPS is required. It says so rather than redirecting: behind a proxy that nobody made
    /// known, a redirect would go round in circles.
    /// </summary>
    public static void UseHttps(this WebApplication app)
    {
        if (!app.RequireHttps()) return;
        app.Use((context, next) => context.Request.IsHttps ? next(context) : new Trouble(
            StatusCodes.Status400BadRequest,
            "This board speaks HTTPS only",
            $"Open https://{context.Request.Host}. If you run this board: a proxy that ends TLS in front of it is to be named in "
            + "Security:KnownProxies, and Security:RequireHttps=false is for trying it out.").EndAsync(context));
    }

    private static bool IsRequired(IConfiguration settings, IHostEnvironment environment) => settings["Security:RequireHttps"] switch
    {
        null or "" => !environment.IsDevelopment(),
        var text when bool.TryParse(text, out var required) => required,
        var text => throw new ConfigurationProblem($"Security:RequireHttps is \"{text}\"; it must be true or false."),
    };
}
