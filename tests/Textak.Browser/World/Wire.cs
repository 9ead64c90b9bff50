using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Textak.Browser;

/// <summary>The wire between one person and the site. While it is cut, what was connected is dropped and nothing new gets through.</summary>
public sealed class Wire : IAsyncDisposable
{
    private readonly IPEndPoint site;
    private readonly ConcurrentDictionary<TcpClient, Task> open = new();
    private readonly int port;
    private TcpListener listener;
    private Task accepting;

    public Wire(Uri site)
    {
        this.site = new(IPAddress.Loopback, site.Port);
        listener = new(IPAddress.Loopback, 0);
        listener.Start();
        port = ((IPEndPoint)listener.LocalEndpoint).Port;
        accepting = AcceptAsync(listener);
    }

    /// <summary>Where the site answers through this wire.</summary>
    public Uri Address => new($"http://localhost:{port}/");

    public async Task CutAsync()
    {
        listener.Dispose();
        await accepting;
        foreach (var connection in open.Keys) connection.Dispose();
        await Task.WhenAll(open.Values);
        open.Clear();
    }

    public void Mend()
    {
        listener = new(IPAddress.Loopback, port);
        listener.Start();
        accepting = AcceptAsync(listener);
    }

    public async ValueTask DisposeAsync() => await CutAsync();

    private async Task AcceptAsync(TcpListener from)
    {
        try
        {
            while (true)
            {
                var person = await from.AcceptTcpClientAsync();
                open[person] = CarryAsync(person);
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Cut
        }
    }

    private async Task CarryAsync(TcpClient person)
    {
        try
        {
            using var server = new TcpClient();
            await server.ConnectAsync(site);
            var (there, back) = (person.GetStream(), server.GetStream());
            await Task.WhenAny(there.CopyToAsync(back), back.CopyToAsync(there));
        }
        catch (Exception e) when (e is IOException or SocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Cut, or one end has gone
        }
        finally
        {
            person.Dispose();
        }
    }
}
