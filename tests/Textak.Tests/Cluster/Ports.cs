using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace Textak.Tests.Cluster;

/// <summary>Where programs listen, and whether they do.</summary>
internal static class Ports
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2), Between = TimeSpan.FromMilliseconds(50);

    /// <summary>One that nobody listens on. Somebody else may take it before it is used: rare, and the program says so then.</summary>
    public static int Free()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    /// <summary>Waits until a program answers well.</summary>
    public static async Task AnswersAsync(HttpClient client, string path, Running process, string name)
    {
        for (var since = Stopwatch.StartNew(); since.Elapsed < Patience; await Task.Delay(Between))
        {
            if (process.HasEnded) throw new InvalidOperationException($"{name} ended; its log says why.");
            try
            {
                using var answer = await client.GetAsync(path);
                if (answer.IsSuccessStatusCode) return;
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
            {
                // Not yet
            }
        }
        throw new TimeoutException($"{name} doesn't answer at {client.BaseAddress}{path}");
    }
}
