using System.Net;

namespace Textak.Tests;

/// <summary>A real Redis of one's own, which keeps nothing.</summary>
public sealed class RedisServer : IAsyncDisposable
{
    private readonly int port = Daemon.FreePort();
    private readonly Daemon daemon;

    private RedisServer() => daemon = Daemon.Start("redis-server", "--bind", "127.0.0.1", "--port", FormattableString.Invariant($"{port}"), "--save", "", "--appendonly", "no");

    public string Address => new IPEndPoint(IPAddress.Loopback, port).ToString();

    public static async Task<RedisServer> StartAsync()
    {
        var server = new RedisServer();
        await Eventually.HoldsAsync(() => Daemon.Listens(server.port), "Redis listens");
        return server;
    }

    /// <summary>It keeps its sockets, and says nothing.</summary>
    public Task FreezeAsync() => daemon.SignalAsync("STOP");

    public Task ThawAsync() => daemon.SignalAsync("CONT");

    public ValueTask DisposeAsync() => daemon.DisposeAsync();
}
