namespace Textak.Web.Platform;

public static class Https
{
    /// <summary>Whether everybody comes over HTTPS: <c>Security:RequireHttps</c>, by default everywhere but in Development.</summary>
    /// <exception cref="ConfigurationProblem">The setting is neither true nor false.</exception>
    public static bool RequireHttps(this WebApplicationBuilder builder) => builder.Configuration["Security:RequireHttps"] switch
    {
        null or "" => !builder.Environment.IsDevelopment(),
        var text when bool.TryParse(text, out var required) => required,
        var text => throw new ConfigurationProblem($"Security:RequireHttps is \"{text}\"; it must be true or false."),
    };
}
