using Textak.Web.Features.Forecasts.Import;

namespace Textak.Web.Features.Live;

public static class LiveServices
{
    /// <summary>The one writer, the tailer and the hub.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Doorbell>();
        builder.Services.AddSingleton<BoardLog>();
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddSingleton<Fragments>();
        builder.Services.AddSingleton<FrameReader>();
        builder.Services.AddSingleton<Tailer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Tailer>());
        builder.Services.AddSignalR(hub =>
        {
            // A watcher says little: a slug and a number
            hub.MaximumReceiveMessageSize = 4 * 1024;
            hub.KeepAliveInterval = TimeSpan.FromSeconds(10);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(30);
        });
    }

    public static void MapLive(this WebApplication app) => app.MapHub<BoardHub>(BoardHub.Path, hub =>
    {
        // WebSockets alone: no negotiation, so no need for the balancer to remember who is where
        hub.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
    });
}
