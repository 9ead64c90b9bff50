using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>How a node goes that is told to stop.</summary>
public sealed class LeavingTests(BusySite site) : IClassFixture<BusySite>
{
    private const int Length = 60_000; // bytes
    private readonly int port = Daemon.FreePort();

    [Fact]
    public async Task It_sends_its_watchers_away_takes_no_new_ones_and_finishes_what_runs()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var node = await Daemon.NodeAsync(site, port, ("Node:Drain", "60"));
        using var client = new HttpClient { BaseAddress = new(Daemon.Url(port)) };
        var socket = Socket();
        var move = new TaskCompletionSource<int>();
        socket.On<int>("Move", move.SetResult);
        await socket.StartAsync(TestContext.Current.CancellationToken);
        await socket.InvokeAsync<Frame>("Watch", slug, 0L, TestContext.Current.CancellationToken);

        await node.SignalAsync("TERM");
        (await move.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken)).ShouldBe(30_000);
        using var ready = await client.GetAsync("/health/ready", TestContext.Current.CancellationToken);
        ready.StatusCode.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await ready.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("It is leaving.");
        await using var late = Socket();
        (await Should.ThrowAsync<WebSocketException>(() => late.StartAsync())).Message.ShouldContain("503");
        // Whoever was sent here before the balancer knew is served
        (await client.GetAsync($"/f/{slug}", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.OK);

        using var form = new TcpClient();
        await form.ConnectAsync(IPAddress.Loopback, port, TestContext.Current.CancellationToken);
        var line = form.GetStream();
        await line.WriteAsync(Encoding.ASCII.GetBytes("POST /account/sign-in HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
            + $"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {Length}\r\n\r\n"), TestContext.Current.CancellationToken);
        await socket.DisposeAsync();
        // Some of it now and then: who stops sending is cut off, by a node that stays too
        var (some, sent) = ("name=Ada&password=xy&"u8.ToArray(), 0);
        await Eventually.HoldsAsync(() =>
        {
            line.Write(some);
            sent += some.Length;
            return !Daemon.Listens(port);
        }, "nobody is let in any more");
        await line.WriteAsync(new byte[Length - sent], TestContext.Current.CancellationToken);
        using var answer = new StreamReader(line);
        // It has no token; that it was read to its end is what counts
        (await answer.ReadLineAsync(TestContext.Current.CancellationToken)).ShouldBe("HTTP/1.1 400 Bad Request");
        (await node.EndedAsync()).ShouldBe(0);
    }

    [Fact]
    public async Task It_waits_for_nobody_beyond_its_time()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var node = await Daemon.NodeAsync(site, port, ("Node:Drain", "2"));
        await using var stubborn = Socket();
        await stubborn.StartAsync(TestContext.Current.CancellationToken);
        await stubborn.InvokeAsync<Frame>("Watch", slug, 0L, TestContext.Current.CancellationToken);
        var since = Stopwatch.StartNew();
        await node.SignalAsync("TERM");
        (await node.EndedAsync()).ShouldBe(0);
        since.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(40), "its time is two seconds, and ten for what runs");
        await Eventually.HoldsAsync(() => stubborn.State == HubConnectionState.Disconnected, "the socket is closed");
    }

    private HubConnection Socket() => new HubConnectionBuilder().WithUrl(new Uri($"{Daemon.Url(port)}/hubs/board"), to =>
    {
        to.SkipNegotiation = true;
        to.Transports = HttpTransportType.WebSockets;
    }).Build();
}
