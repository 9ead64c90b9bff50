using Microsoft.AspNetCore.SignalR;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Records;
using Textak.Web.Features.Visits;

namespace Textak.Web.Features.Live;

public static class LiveServices
{
    /// <summary>The one writer, the tailer and the hub.</summary>
    public static void AddLive(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<Doorbell>();
        builder.Services.AddSingleton<Presence>();
        builder.Services.AddSingleton<Crowds>();
        builder.Services.AddSingleton<BoardLog>();
        builder.Services.AddSingleton<Importer>();
        builder.Services.AddSingleton<Fragments>();
        builder.Services.AddSingleton<Brigades>();
        builder.Services.AddSingleton<FrameReader>();
        builder.Services.AddSingleton<Heads>();
        builder.Services.AddSingleton<Boards>();
        builder.Services.AddSingleton<Scores>();
        builder.Services.AddSingleton<VisitBook>();
        builder.Services.AddHostedService(services => services.GetRequiredService<VisitBook>());
        builder.Services.AddSingleton<Lines>();
        builder.Services.AddSingleton<Tailer>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Tailer>());
        builder.Services.AddSingleton<Deadlines>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Deadlines>());
        builder.Services.AddSingleton<IHostLifetime, Leaving>();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromSeconds(10));
        builder.Services.AddSingleton<HubLifetimeManager<BoardHub>, Portions>();
        builder.Services.AddSignalR(hub =>
        {
            // A watcher says little: a slug and a number
            hub.MaximumReceiveMessageSize = 4 * 1024;
            // Both sides say something every five seconds; whoever is silent for ten is gone
            hub.KeepAliveInterval = TimeSpan.FromSeconds(5);
            hub.ClientTimeoutInterval = TimeSpan.FromSeconds(10);
        });
    }

    public static void MapLive(this WebApplication app) => app.MapHub<BoardHub>(BoardHub.Path, hub =>
    {
        // WebSockets alone: no negotiation, so no need for the balancer to remember who is where
        hub.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
        // A watcher that takes nothing for so long is let go; it comes back with the number that it has
        hub.TransportSendTimeout = TimeSpan.FromSeconds(10);
        // Whoever doesn't read won't answer to a farewell either
        hub.WebSockets.CloseTimeout = TimeSpan.FromSeconds(1);
    });
}
