using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells watchers what the log says. It reads a board only while somebody watches it; the doorbell wakes it, and it looks
/// by itself, so that a lost bell costs at most a second: every second while the bells of other nodes are heard, more
/// often while they aren't.
/// </summary>
public sealed class Tailer : BackgroundService
{
    public const string FeedGroup = "feed";

    /// <summary>Of those who are told of tiles one by one, see <see cref="OwnFirstListeners"/>: for what is the same for all.</summary>
    public const string OwnFirstFeedGroup = "feed:own-first";
    public const string QueueGroup = "queue";
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LookWithoutBells = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Linger = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    private readonly IHubContext<BoardHub, IBoardClient> hub;
    private readonly FrameReader frames;
    private readonly Heads heads;
    private readonly CatchUps catchUps;
    private readonly Bus bus;
    private readonly Presence presence;
    private readonly TimeProvider time;
    private readonly ILogger<Tailer> logger;
    private readonly FeedChannel feed;
    private readonly Pace pace;
    private readonly Dictionary<long, BoardChannel> boards = [];
    private readonly Lock counting = new();
    private readonly ConcurrentDictionary<string, long> slugs = new(StringComparer.Ordinal);

    public Tailer(
        IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, Heads heads, Doorbell doorbell, Bus bus, Presence presence, TimeProvider time, ILogger<Tailer> logger)
    {
        (this.hub, this.frames, this.heads, this.bus, this.presence, this.time, this.logger) = (hub, frames, heads, bus, presence, time, logger);
        (feed, Queue, Notices, pace, catchUps) = (new(hub, frames, time, logger), new(hub, frames, time, logger), new(hub, frames, time, logger), new(time), new(frames, heads, Watchers, time));
        doorbell.Rang += Ring;
    }

    internal QueueChannel Queue { get; }
    internal NoticeChannel Notices { get; }

    public static string Group(long forecastId) => $"board:{forecastId}";

    /// <summary>The forecast behind an address, or null.</summary>
    public async Task<long?> FindAsync(string? slug, CancellationToken stop)
    {
        // Of blanks in an address nothing is left
        if (slug is null) return null;
        if (slugs.TryGetValue(slug, out var known)) return known;
        return await frames.FindAsync(slug, stop) is { } id ? slugs.GetOrAdd(slug, id) : null;
    }

    /// <summary>Counts one more watcher. When this returns, everything committed from now on will be told.</summary>
    /// <param name="connection">The socket; where its viewer wants to set their own number first, it is told apart from the board's group.</param>
    public async Task JoinAsync(long forecastId, string connection, Viewer viewer, CancellationToken stop)
    {
        BoardChannel? board;
        lock (counting)
        {
            if (!boards.TryGetValue(forecastId, out board)) boards.Add(forecastId, board = new(forecastId, hub, frames, Watchers, pace, time, logger));
            board.Watchers++;
            if (viewer is { OwnFirst: true, Id: { } me }) board.OwnFirst.Join(connection, me);
            Telemetry.Watchers.Add(1);
        }
        try
        {
            await board.ReadyAsync().WaitAsync(stop);
        }
        catch
        {
            Leave(forecastId, connection);
            throw;
        }
    }

    /// <summary>A bell of one's own for a board that one has joined.</summary>
    public Listener Listen(long forecastId)
    {
        lock (counting) return boards[forecastId].Listen();
    }

    public void Leave(long forecastId, string connection)
    {
        lock (counting)
        {
            if (!boards.TryGetValue(forecastId, out var board)) return;
            board.OwnFirst.Leave(connection);
            Telemetry.Watchers.Add(-1);
            if (--board.Watchers == 0) board.EmptySince = time.Now();
        }
    }

    /// <summary>How many connections watch a board now, on all nodes that are heard.</summary>
    public Watchers Watchers(long forecastId)
    {
        var elsewhere = presence.Elsewhere(forecastId);
        lock (counting) return new((boards.TryGetValue(forecastId, out var board) ? board.Watchers : 0) + elsewhere, presence.IsPartial);
    }

    /// <summary>What came after a sequence number, for one who joined, or a frame that says reload.</summary>
    public Task<Frame> CatchUpAsync(long forecastId, long afterSeq, Viewer viewer, CancellationToken stop) => catchUps.ReadAsync(forecastId, afterSeq, viewer, stop);

    /// <summary>Counts one more who watches the feed.</summary>
    /// <returns>The newest sequence number of each of some forecasts, by slug; everything later will be told.</returns>
    public async Task<IReadOnlyDictionary<string, long>> JoinFeedAsync(IReadOnlyList<string> slugs, bool again, string connection, Viewer viewer, CancellationToken stop)
    {
        if (!again) feed.Join();
        if (viewer is { OwnFirst: true, Id: { } me }) feed.OwnFirst.Join(connection, me);
        var all = await heads.OfEachAsync().WaitAsync(stop);
        feed.Compare(all.ToDictionary(head => head.Id, head => head.Seq));
        // Not of all: there may be thousands, and of those who watch too
        var asked = slugs.ToHashSet(StringComparer.Ordinal);
        return all.Where(head => asked.Contains(head.Slug)).ToDictionary(head => head.Slug, head => head.Seq, StringComparer.Ordinal);
    }

    public void LeaveFeed(string connection)
    {
        feed.OwnFirst.Leave(connection);
        feed.Leave();
    }

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
        Queue.Dispose();
        catchUps.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Task.WhenAll(feed.RunAsync(stoppingToken), Queue.RunAsync(stoppingToken), Notices.RunAsync(stoppingToken), LookAsync(stoppingToken));

    private void Ring(long forecastId, long seq)
    {
        BoardChannel? board;
        lock (counting) boards.TryGetValue(forecastId, out board);
        // One's own bell comes back from the bus, and is heard twice
        board?.Ring(seq);
        feed.Ring(forecastId, seq);
        Queue.Ring();
    }

    private async Task LookAsync(CancellationToken stop)
    {
        using var timer = new PeriodicTimer(Look, time);
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await timer.WaitForNextTickAsync(stop);
                timer.Period = bus.IsAlive ? Look : LookWithoutBells;
                CloseEmpty();
                await CompareAsync(stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "The log could not be looked at; trying again: {Message}", e.Message);
            }
        }
    }

    private async Task CompareAsync(CancellationToken stop)
    {
        List<(long Id, BoardChannel Board)> watched;
        lock (counting) watched = [.. boards.Where(b => b.Value.Watchers > 0).Select(b => (b.Key, b.Value))];
        presence.Tell(watched.ToDictionary(b => b.Id, b => b.Board.Watchers));
        if (watched.Count == 0 && !feed.IsWatched) return;

        var known = (await frames.HeadsAsync(feed.IsWatched ? null : [.. watched.Select(b => b.Id)], stop)).ToDictionary(head => head.Id, head => head.Seq);
        foreach (var (id, board) in watched)
        {
            if (!known.TryGetValue(id, out var head)) continue;
            if (board.Ring(head)) Telemetry.BellsLost.Add(1);
            else if (board.IsMiscounted) board.Ring();
        }
        if (feed.IsWatched) feed.Compare(known);
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
