using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>Tells those who watch the feed which tiles look different now.</summary>
internal sealed class FeedChannel(IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Bell bell = new();
    private readonly HashSet<long> changed = [];
    private readonly Dictionary<long, long> told = [];
    private int watchers;

    public OwnFirstListeners OwnFirst { get; } = new();
    public bool IsWatched => Volatile.Read(ref watchers) > 0;
    public void Join() => Interlocked.Increment(ref watchers);
    public void Leave() => Interlocked.Decrement(ref watchers);

    public void Ring(long forecastId, long seq)
    {
        if (!IsWatched) return;
        lock (told)
            if (told.TryGetValue(forecastId, out var known) && known >= seq) return;
        lock (changed) changed.Add(forecastId);
        bell.Ring();
    }

    /// <summary>Rings for each forecast whose head is not what was told last.</summary>
    public void Compare(IReadOnlyDictionary<long, long> heads)
    {
        foreach (var (id, head) in heads)
        {
            bool behind;
            lock (told) behind = !told.TryAdd(id, head) && told[id] < head;
            if (behind) Ring(id, head);
        }
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await bell.HeardAsync(Silence, stop);
                var taken = Taken();
                foreach (var id in taken) await TellAsync(id, stop);
                if (taken.Count == 0 && IsWatched) await BeatAsync(stop);
                await Task.Delay(Tick, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "The feed could not be told; trying again: {Message}", e.Message);
                await Task.Delay(Tick, CancellationToken.None);
            }
        }
    }

    public void Dispose() => bell.Dispose();

    private List<long> Taken()
    {
        lock (changed)
        {
            List<long> taken = [.. changed];
            changed.Clear();
            return taken;
        }
    }

    private async Task TellAsync(long forecastId, CancellationToken stop)
    {
        var tile = await frames.TileAsync(forecastId, stop);
        var frame = await frames.DrawAsync(tile);
        var (open, heldBack) = OwnFirst.Any ? await OwnFirst.PartAsync(frames, forecastId, stop) : ([], []);
        var without = heldBack.Count > 0 ? await frames.DrawAsync(tile, heldBack: true) : null;
        // It may have been rung for again while it was read
        lock (told)
        {
            if (told.TryGetValue(forecastId, out var known) && known >= frame.To) return;
            told[forecastId] = frame.To;
        }
        // First, since what they may see was asked just now
        if (open.Count > 0) await SendAsync(hub.Clients.Clients(open), frame);
        if (without is not null) await SendAsync(hub.Clients.Clients(heldBack), without);
        await SendAsync(hub.Clients.Group(Tailer.FeedGroup), frame);
    }

    /// <summary>Says that nothing has changed, as only somebody can who has just read the log.</summary>
    private async Task BeatAsync(CancellationToken stop)
    {
        var sum = await frames.SumAsync(stop);
        await SendAsync(hub.Clients.Groups(Tailer.FeedGroup, Tailer.OwnFirstFeedGroup), new() { Slug = "", From = sum, To = sum, Head = sum, At = time.Now() });
    }

    private async Task SendAsync(IBoardClient watchers, Frame frame)
    {
        try
        {
            await watchers.Frame(frame);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The tile of {Slug} could not be sent", frame.Slug);
        }
    }
}
