using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Wire;

public static class WireServices
{
    /// <summary>The news that comes in: the way out, and what reads the feeds that are due.</summary>
    /// <exception cref="Platform.ConfigurationProblem">A setting can't be right.</exception>
    public static void AddWire(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Fetcher>();
        builder.Services.AddSingleton<WireRounds>();
        builder.Services.AddHostedService(services => services.GetRequiredService<WireRounds>());
    }
}
