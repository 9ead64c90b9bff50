using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells watchers what the log says. It reads a board only while somebody watches it; the doorbell wakes it, and every
/// second it looks by itself, so that a lost bell, or a writer in another process, costs no more than that.
/// </summary>
public sealed class Tailer : BackgroundService
{
    public const string FeedGroup = "feed";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IHubContext<BoardHub, IBoardClient> hub;
    private readonly FrameReader frames;
    private readonly TimeProvider time;
    private readonly ILogger<Tailer> logger;
    private readonly FeedChannel feed;
    private readonly Dictionary<long, BoardChannel> boards = [];
    private readonly Lock counting = new();
    private readonly ConcurrentDictionary<string, long> slugs = new(StringComparer.Ordinal);

    public Tailer(
        IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, Doorbell doorbell, TimeProvider time, ILogger<Tailer> logger)
    {
        (this.hub, this.frames, this.time, this.logger) = (hub, frames, time, logger);
        feed = new(hub, frames, logger);
        doorbell.Rang += (forecastId, _) => Ring(forecastId);
    }

    public static string Group(long forecastId) => $"board:{forecastId}";

    /// <summary>The forecast behind an address, or null.</summary>
    public async Task<long?> FindAsync(string slug, CancellationToken stop)
    {
        if (slugs.TryGetValue(slug, out var known)) return known;
        return await frames.FindAsync(slug, stop) is { } id ? slugs.GetOrAdd(slug, id) : null;
    }

    /// <summary>Counts one more watcher. When this returns, everything committed from now on will be told.</summary>
    public async Task JoinAsync(long forecastId, CancellationToken stop)
    {
        BoardChannel? board;
        lock (counting)
        {
            if (!boards.TryGetValue(forecastId, out board)) boards.Add(forecastId, board = new(forecastId, hub, frames, logger));
            board.Watchers++;
        }
        try
        {
            await board.ReadyAsync().WaitAsync(stop);
        }
        catch
        {
            Leave(forecastId);
            throw;
        }
    }

    public void Leave(long forecastId)
    {
        lock (counting)
        {
            if (boards.TryGetValue(forecastId, out var board) && --board.Watchers == 0) board.EmptySince = time.Now();
        }
    }

    /// <summary>How many connections watch a board now.</summary>
    public int Watchers(long forecastId)
    {
        lock (counting) return boards.TryGetValue(forecastId, out var board) ? board.Watchers : 0;
    }

    /// <summary>What came after a sequence number, for one who joined, or a frame that says reload.</summary>
    public async Task<Frame> CatchUpAsync(long forecastId, long afterSeq, CancellationToken stop)
    {
        var frame = await frames.SinceAsync(forecastId, afterSeq, Watchers(forecastId), stop);
        return frame.To < frame.Head ? frame with { Reload = true } : frame;
    }

    /// <summary>Counts one more who watches the feed.</summary>
    /// <returns>The newest sequence number of each forecast, by slug; everything later will be told.</returns>
    public async Task<IReadOnlyDictionary<string, long>> JoinFeedAsync(bool again, CancellationToken stop)
    {
        if (!again) feed.Join();
        var heads = await frames.HeadsAsync(stop);
        feed.Compare(heads.ToDictionary(head => head.Id, head => head.Seq));
        return heads.ToDictionary(head => head.Slug, head => head.Seq, StringComparer.Ordinal);
    }

    public void LeaveFeed() => feed.Leave();

    /// <summary>Completes once this node's watchers have been told of the event, or after a second.</summary>
    public async Task ToldAsync(long forecastId, long seq)
    {
        BoardChannel? board;
        lock (counting) boards.TryGetValue(forecastId, out board);
        if (board is null) return;
        try
        {
            await board.ToldAsync(seq).WaitAsync(Patience);
        }
        catch (TimeoutException)
        {
            logger.LogWarning("Watchers of board {Forecast} were not told of event {Seq} in time", forecastId, seq);
        }
    }

    // The container holds it twice, by its own name and as a hosted service, and disposes it as often
    public override void Dispose()
    {
        lock (counting)
        {
            foreach (var board in boards.Values) board.Dispose();
            boards.Clear();
        }
        feed.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(feed.RunAsync(stoppingToken), LookAsync(stoppingToken));

    private void Ring(long forecastId)
    {
        BoardChannel? board;
        lock (counting) boards.TryGetValue(forecastId, out board);
        board?.Ring();
        feed.Ring(forecastId);
    }

    private async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
                CloseEmpty();
                await CompareAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(e, "The log could not be looked at; trying again");
            }
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        List<(long Id, BoardChannel Board)> watched;
        lock (counting) watched = [.. boards.Where(b => b.Value.Watchers > 0).Select(b => (b.Key, b.Value))];
        if (watched.Count == 0 && !feed.IsWatched) return;

        var heads = (await frames.HeadsAsync(stop)).ToDictionary(head => head.Id, head => head.Seq);
        foreach (var (id, board) in watched)
            if (board.IsBehind(heads[id])) board.Ring();
        if (feed.IsWatched) feed.Compare(heads);
    }

    private void CloseEmpty()
    {
        lock (counting)
        {
            foreach (var (id, board) in boards.Where(b => b.Value.Watchers == 0 && time.Now() - b.Value.EmptySince > Linger).ToList())
            {
                boards.Remove(id);
                board.Dispose();
            }
        }
    }
}
