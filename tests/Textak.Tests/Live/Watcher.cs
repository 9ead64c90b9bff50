using System.Diagnostics;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>A frame as it came in.</summary>
/// <param name="IsAnswer">It answers a call of <c>Watch</c>; the others were pushed.</param>
/// <param name="Asked">When it was asked for, if it was, on the clock of <see cref="Stopwatch"/>.</param>
internal sealed record Received(Frame Frame, bool IsAnswer, long Asked);

/// <summary>Somebody's socket: keeps every frame in the order of arrival, and a screen for one board.</summary>
internal sealed class Watcher : IAsyncDisposable
{
    private readonly HubConnection line;
    private readonly Lock arriving = new();
    private readonly List<Received> received = [];
    private string? slug;
    private long heard;
    private bool catching;
    private Task answering = Task.CompletedTask;

    private Watcher(HubConnection line)
    {
        this.line = line;
        line.On<Frame>("Frame", Push);
        line.On<JsonElement>("Packed", frame => Push(Unpacked.Read(frame)));
    }

    public bool IsOpen => line.State == HubConnectionState.Connected;

    public Screen Screen { get; private set; } = new(0);

    /// <summary>All that arrived until now.</summary>
    public IReadOnlyList<Received> All
    {
        get { lock (arriving) return [.. received]; }
    }

    public IEnumerable<Frame> Pushed => All.Where(r => !r.IsAnswer).Select(r => r.Frame);

    /// <summary>How often a pushed frame didn't begin where the screen stood, so that it had to be asked for.</summary>
    public int Gaps { get; private set; }

    public static async Task<Watcher> ConnectAsync(Site site)
    {
        var connection = new HubConnectionBuilder().WithUrl(new Uri(site.Address, "/hubs/board"), to =>
        {
            to.SkipNegotiation = true;
            to.Transports = HttpTransportType.WebSockets;
        }).WithKeepAliveInterval(TimeSpan.FromSeconds(5)).Build();
        await connection.StartAsync();
        return new(connection);
    }

    /// <summary>Connects and watches a board from the beginning of its log, or from where the screen is.</summary>
    public static async Task<Watcher> OfAsync(Site site, string slug, Screen? screen = null)
    {
        var watcher = await ConnectAsync(site);
        await watcher.FollowAsync(slug, screen ?? new(0));
        return watcher;
    }

    /// <summary>Keeps a screen up to date with a board.</summary>
    public async Task FollowAsync(string board, Screen screen)
    {
        lock (arriving) (slug, Screen, catching) = (board, screen, true);
        await CatchUpAsync();
    }

    /// <summary>Asks for what came after an event, and leaves the screen alone.</summary>
    public async Task<Frame> AskAsync(string board, long afterSeq)
    {
        var asked = Stopwatch.GetTimestamp();
        var frame = await line.InvokeAsync<Frame>("Watch", board, afterSeq);
        lock (arriving) received.Add(new(frame, IsAnswer: true, asked));
        return frame;
    }

    public Task UnwatchAsync(string board) => line.InvokeAsync("Unwatch", board);

    public Task<Dictionary<string, long>> WatchFeedAsync(params IReadOnlyList<string> slugs) => line.InvokeAsync<Dictionary<string, long>>("WatchFeed", slugs);

    public Task ReachesAsync(long seq) => Eventually.HoldsAsync(() => Screen.Seq >= seq, $"the watcher at {Screen.Seq} is at event {seq}");

    public Task ReceivesAsync(Func<Frame, bool> wanted, string what, int seconds = 20) =>
        Eventually.HoldsAsync(() => Pushed.Any(wanted), what, seconds);

    public async ValueTask DisposeAsync()
    {
        await answering.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await line.DisposeAsync();
    }

    private async Task CatchUpAsync()
    {
        while (true)
        {
            var frame = await AskAsync(slug!, Screen.Seq);
            lock (arriving)
            {
                Screen.Apply(frame);
                catching = heard > Screen.Seq && !Screen.WantsReload;
                if (!catching) return;
            }
        }
    }

    private void Push(Frame frame)
    {
        lock (arriving)
        {
            received.Add(new(frame, IsAnswer: false, 0));
            if (frame.Slug != slug || frame.Tile is not null || frame.To < Screen.Seq) return;
            heard = Math.Max(heard, frame.To);
            if (catching || Screen.Apply(frame)) return;
            Gaps++;
            catching = true;
            answering = CatchUpAsync();
        }
    }
}
