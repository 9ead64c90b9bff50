using System.Diagnostics;
using System.Net;
using System.Net.WebSockets;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Tests.Cluster;

/// <summary>Somebody with a socket on every node, who is suspended: how long each node took to let go of them.</summary>
internal sealed class Suspect : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(20);

    private readonly IReadOnlyList<(string Name, Uri Address)> nodes;
    private readonly Func<Func<TextakDb, Task<bool>>, Task<bool>> read;
    private readonly HttpClientHandler handler = new() { AllowAutoRedirect = false };
    private readonly List<((string Name, Uri Address) Node, ClientWebSocket Line, Task<TimeSpan> Out)> lines = [];
    private readonly Stopwatch clock = new();
    private HttpClient? web;

    private Suspect(IReadOnlyList<(string Name, Uri Address)> nodes, Func<Func<TextakDb, Task<bool>>, Task<bool>> read) => (this.nodes, this.read) = (nodes, read);

    public string Name { get; } = Fresh.Name("Suspect");

    /// <summary>Registers with one of the nodes, is known to all of them, and watches a board on each.</summary>
    public static async Task<Suspect> EnterAsync(IReadOnlyList<(string Name, Uri Address)> nodes, Func<Func<TextakDb, Task<bool>>, Task<bool>> read, string slug)
    {
        var suspect = new Suspect(nodes, read);
        suspect.web = new(suspect.handler) { BaseAddress = nodes[0].Address };
        await new Visitor(suspect.web).RegisterAsync(suspect.Name);
        foreach (var node in suspect.nodes)
        {
            using var answer = await suspect.web.GetAsync(new Uri(node.Address, "/account"));
            answer.StatusCode.ShouldBe(HttpStatusCode.OK, $"{node.Name} knows who registered elsewhere");
            suspect.lines.Add(await suspect.ConnectAsync(node, slug));
        }
        return suspect;
    }

    /// <summary>Suspends them. The clock starts once it stands in the database.</summary>
    public async Task SuspendAsync(Func<string, Task> suspend)
    {
        var suspending = suspend(Name);
        while (!suspending.IsCompleted && !await IsSuspendedAsync()) await Task.Delay(Between);
        clock.Start();
        await suspending;
    }

    /// <summary>Where they were let in longer than that, counted from the suspension or from the mending, whichever came later.</summary>
    /// <param name="mended">How long after the suspension, on this suspect's clock.</param>
    public async Task<IReadOnlyList<string>> WrongAsync(TimeSpan within, TimeSpan mended)
    {
        var late = new List<string>();
        var until = (mended > TimeSpan.Zero ? mended : TimeSpan.Zero) + within;
        foreach (var (node, _, gone) in lines)
        {
            await Task.WhenAny(gone, Task.Delay(until > clock.Elapsed ? until - clock.Elapsed : TimeSpan.Zero));
            if (!gone.IsCompleted || await gone > until) late.Add($"{Name}'s socket on {node.Name} was open {within.TotalSeconds} s after the suspension");
            else Slowest = await gone > Slowest ? await gone : Slowest;
            using var answer = await web!.GetAsync(new Uri(node.Address, "/account"));
            if (answer.StatusCode is HttpStatusCode.OK) late.Add($"{Name} was let in by {node.Name}");
        }
        return late;
    }

    public TimeSpan Elapsed => clock.Elapsed;

    /// <summary>When the last node let go, after the suspension.</summary>
    public TimeSpan Slowest { get; private set; }

    public ValueTask DisposeAsync()
    {
        foreach (var (_, line, _) in lines) line.Dispose();
        web?.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<((string, Uri), ClientWebSocket, Task<TimeSpan>)> ConnectAsync((string Name, Uri Address) node, string slug)
    {
        var line = new ClientWebSocket();
        line.Options.Cookies = handler.CookieContainer;
        line.Options.KeepAliveInterval = TimeSpan.Zero;
        await line.ConnectAsync(new UriBuilder(new Uri(node.Address, "/hubs/board")) { Scheme = "ws" }.Uri, CancellationToken.None);
        await SendAsync(line, Messages.Hello);
        await SendAsync(line, Messages.Call(1, "Watch", slug, 0));
        return (node, line, ListenAsync(line));
    }

    private async Task<TimeSpan> ListenAsync(ClientWebSocket line)
    {
        var buffer = new byte[16 * 1024];
        try
        {
            using var pulse = new Timer(_ => _ = SendAsync(line, Messages.Ping), null, 5000, 5000);
            while ((await line.ReceiveAsync(buffer.AsMemory(), CancellationToken.None)).MessageType != WebSocketMessageType.Close) { }
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or OperationCanceledException)
        {
            // That is what is waited for
        }
        return clock.Elapsed;
    }

    private static async Task SendAsync(ClientWebSocket line, string message)
    {
        try
        {
            await line.SendAsync(System.Text.Encoding.UTF8.GetBytes(message + Messages.End), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        }
        catch (Exception e) when (e is WebSocketException or ObjectDisposedException or InvalidOperationException)
        {
            // Let go of
        }
    }

    private Task<bool> IsSuspendedAsync() => read(db => db.Users.AnyAsync(a => a.UserName == Name && a.SuspendedUntil != null));
}
