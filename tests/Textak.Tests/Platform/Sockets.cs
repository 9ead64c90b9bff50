using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Textak.Tests.Platform;

/// <summary>A watcher's connection, as a program opens it.</summary>
internal sealed class Sockets(HubConnection hub) : IAsyncDisposable
{
    public bool IsOpen => hub.State == HubConnectionState.Connected;

    public static async Task<Sockets> OpenAsync(Site site)
    {
        var hub = new HubConnectionBuilder().WithUrl(new Uri(site.Address, "/hubs/board"), options =>
        {
            options.Transports = HttpTransportType.WebSockets;
            options.SkipNegotiation = true;
        }).Build();
        await hub.StartAsync();
        return new(hub);
    }

    /// <summary>Tries again for five seconds.</summary>
    public static async Task<T> EventuallyAsync<T>(Func<Task<T>> attempt)
    {
        for (var tries = 0; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch when (tries < 50)
            {
                await Task.Delay(100);
            }
        }
    }

    public Task CallAsync() => hub.InvokeAsync<Dictionary<string, long>>("WatchFeed", Array.Empty<string>());

    public ValueTask DisposeAsync() => hub.DisposeAsync();
}
