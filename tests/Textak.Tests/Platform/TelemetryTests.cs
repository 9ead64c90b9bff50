using System.Collections.Concurrent;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Web.Features.Live;

namespace Textak.Tests.Platform;

/// <summary>What can be seen of a running node, and from where.</summary>
public sealed class TelemetryTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task Measurements_are_told_on_a_port_of_their_own()
    {
        var (port, metrics) = (Daemon.FreePort(), Daemon.FreePort());
        await using var node = await Daemon.NodeAsync(site, port, ("Telemetry:MetricsUrl", Daemon.Url(metrics)));
        using var silent = await SayHelloAsync(port);
        var slug = await ActAsync(port);
        using var client = new HttpClient();
        foreach (var wrong in new[] { $"{Daemon.Url(port)}/metrics", $"{Daemon.Url(metrics)}/", $"{Daemon.Url(metrics)}/f/{slug}", $"{Daemon.Url(metrics)}/account/sign-in" })
            (await client.GetAsync(wrong)).StatusCode.ShouldBe(HttpStatusCode.NotFound, wrong);

        var said = "";
        foreach (var name in new[]
        {
            "textak_commands_total{", "textak_commit_duration_seconds_bucket{", "textak_commit_commands_", "textak_tell_lag_seconds_bucket{",
            "textak_sockets{", "textak_watchers{", "textak_frames_total{", "kind=\"news\"", "textak_frame_events_", "textak_catchups_total{",
            "textak_sockets_dropped_total{", "textak_bells_lost_total{", "http_server_request_duration_seconds_bucket{", "dotnet_gc_",
        })
            await Eventually.HoldsAsync(() => (said = Scrape(client, metrics)).Contains(name), $"{name} is told", seconds: 40);
        said.ShouldNotContain(slug);
    }

    [Fact]
    public async Task Traces_and_measurements_go_where_OTLP_is_spoken()
    {
        var (port, collector) = (Daemon.FreePort(), Daemon.FreePort());
        using var listener = new HttpListener { Prefixes = { $"{Daemon.Url(collector)}/" } };
        listener.Start();
        var received = new ConcurrentDictionary<string, string>();
        _ = CollectAsync(listener, received);
        await using var node = await Daemon.NodeAsync(site, port, ("OTEL_EXPORTER_OTLP_ENDPOINT", Daemon.Url(collector)),
            ("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf"), ("OTEL_BSP_SCHEDULE_DELAY", "200"), ("OTEL_METRIC_EXPORT_INTERVAL", "500"), ("Node:Name", "watched"));
        await ActAsync(port);
        foreach (var (path, text) in new[] { ("/v1/traces", "POST f/{slug}/"), ("/v1/traces", "append"), ("/v1/traces", "watched"), ("/v1/metrics", "textak.catchups") })
            await Eventually.HoldsAsync(() => received.GetValueOrDefault(path, "").Contains(text), $"{text} came to {path}");
    }

    /// <summary>A socket that is missed: it said hello, and that it would go on saying something.</summary>
    private static async Task<ClientWebSocket> SayHelloAsync(int port)
    {
        var socket = new ClientWebSocket { Options = { KeepAliveInterval = TimeSpan.Zero } };
        await socket.ConnectAsync(new($"ws://127.0.0.1:{port}/hubs/board"), CancellationToken.None);
        await socket.SendAsync(Encoding.UTF8.GetBytes("{\"protocol\":\"json\",\"version\":1}\u001e{\"type\":6}\u001e"), WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None);
        return socket;
    }

    private static string Scrape(HttpClient client, int port)
    {
        using var response = client.Send(new(HttpMethod.Get, $"{Daemon.Url(port)}/metrics"));
        using var reader = new StreamReader(response.EnsureSuccessStatusCode().Content.ReadAsStream());
        return reader.ReadToEnd();
    }

    /// <summary>Somebody watches on that node while others write there, and on a node that it doesn't hear.</summary>
    private async Task<string> ActAsync(int port)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var socket = new HubConnectionBuilder().WithUrl(new Uri($"{Daemon.Url(port)}/hubs/board"), to =>
        {
            to.SkipNegotiation = true;
            to.Transports = HttpTransportType.WebSockets;
        }).Build();
        var reached = 0L;
        socket.On<Frame>("Frame", frame => Volatile.Write(ref reached, frame.To));
        await socket.StartAsync();
        await socket.InvokeAsync<Frame>("Watch", slug, 0L);

        using var elsewhere = await Participant.JoinAsync(site, Fresh.Name());
        (await elsewhere.EstimateAsync(slug, 60)).ShouldBeTaken();
        await Eventually.HoldsAsync(() => Volatile.Read(ref reached) == 2, "what was written elsewhere was told");
        using var visitor = new Visitor(new(new HttpClientHandler()) { BaseAddress = new(Daemon.Url(port)) });
        await visitor.GetAsync("/account/register");
        await visitor.SubmitAsync("main form", ("name", Fresh.Name()), ("password", Visitor.Password));
        using var here = await Participant.EnterAsync(visitor);
        (await here.EstimateAsync(slug, 40)).ShouldBeTaken();
        await Eventually.HoldsAsync(() => Volatile.Read(ref reached) == 3, "what was written here was told");
        return slug;
    }

    private static async Task CollectAsync(HttpListener listener, ConcurrentDictionary<string, string> received)
    {
        try
        {
            while (true)
            {
                var context = await listener.GetContextAsync();
                using var body = new MemoryStream();
                await context.Request.InputStream.CopyToAsync(body);
                // Names stand in it as they are
                var text = Encoding.Latin1.GetString(body.ToArray());
                received.AddOrUpdate(context.Request.Url!.AbsolutePath, text, (_, before) => before + text);
                context.Response.Close();
            }
        }
        catch (Exception e) when (e is HttpListenerException or ObjectDisposedException)
        {
            // The test is over
        }
    }
}
