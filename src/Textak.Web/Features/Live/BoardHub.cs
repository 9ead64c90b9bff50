using Microsoft.AspNetCore.SignalR;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>Where watchers listen, with or without an account. Nothing is written here.</summary>
public sealed class BoardHub(Tailer tailer, Lines lines, Sessions sessions) : Hub<IBoardClient>
{
    public const string Path = "/hubs/board";
    private const int MostBoards = 40;

    private Viewer Viewer => Viewer.From(Context.User!);
    private Seat Seat => (Seat)(Context.Items[nameof(Seat)] ??= new Seat());

    /// <summary>Starts listening to a board.</summary>
    /// <param name="slug">The forecast's.</param>
    /// <param name="afterSeq">The last sequence number that the watcher has.</param>
    /// <returns>All that came after it, or a frame that says reload.</returns>
    public async Task<Frame> Watch(string slug, long afterSeq)
    {
        if (await tailer.FindAsync(slug, Context.ConnectionAborted) is not { } id) throw new HubException("There is no forecast at this address.");
        var seat = Seat;
        if (seat.Boards.Count >= MostBoards && !seat.Boards.Contains(id)) throw new HubException($"One connection watches at most {MostBoards} boards.");

        // First the group, then the reading: what is committed between the two arrives twice, which does no harm
        if (!Viewer.OwnFirst) await Groups.AddToGroupAsync(Context.ConnectionId, Tailer.Group(id), Context.ConnectionAborted);
        if (!seat.Boards.Contains(id))
        {
            await tailer.JoinAsync(id, Context.ConnectionId, Viewer, Context.ConnectionAborted);
            if (!seat.Take(id)) tailer.Leave(id, Context.ConnectionId);
        }
        return await tailer.CatchUpAsync(id, afterSeq, Viewer, Context.ConnectionAborted);
    }

    public async Task Unwatch(string slug)
    {
        if (await tailer.FindAsync(slug, Context.ConnectionAborted) is not { } id || !Seat.Boards.Remove(id)) return;
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Tailer.Group(id), Context.ConnectionAborted);
        tailer.Leave(id, Context.ConnectionId);
    }

    /// <summary>Starts listening to all tiles.</summary>
    /// <param name="slugs">Of those that the page shows.</param>
    /// <returns>The newest sequence number of each of them, by slug: a tile that shows an older one is to be loaded again.</returns>
    public async Task<IReadOnlyDictionary<string, long>> WatchFeed(IReadOnlyList<string>? slugs)
    {
        if (slugs is null) throw new HubException("Name the boards that the page shows.");
        await Groups.AddToGroupAsync(Context.ConnectionId, Viewer.OwnFirst ? Tailer.OwnFirstFeedGroup : Tailer.FeedGroup, Context.ConnectionAborted);
        var again = !Context.Items.TryAdd(Tailer.FeedGroup, true);
        return await tailer.JoinFeedAsync(slugs, again, Context.ConnectionId, Viewer, Context.ConnectionAborted);
    }

    /// <summary>Starts listening to whether the moderators' queue changes. What is in it is read from its page.</summary>
    /// <returns>The number that it has now.</returns>
    public async Task<long> WatchQueue()
    {
        if (!Viewer.Moderates) throw new HubException("The queue is for moderators.");
        await Groups.AddToGroupAsync(Context.ConnectionId, Tailer.QueueGroup, Context.ConnectionAborted);
        var again = !Context.Items.TryAdd(Tailer.QueueGroup, true);
        return await tailer.Queue.JoinAsync(again, Context.ConnectionAborted);
    }

    /// <summary>Starts listening to how many gatherings of notices one has that one hasn't read. What they say is read from their page.</summary>
    /// <returns>How many there are now.</returns>
    public async Task<int> WatchNotices()
    {
        if (Viewer.Id is not { } me) throw new HubException("Notices are for those who are signed in.");
        var again = !Context.Items.TryAdd(nameof(WatchNotices), me);
        return await tailer.Notices.JoinAsync(again, me, Context.ConnectionAborted);
    }

    public override Task OnConnectedAsync()
    {
        lines.Opened();
        sessions.Opened(Context);
        return Task.CompletedTask;
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        lines.Closed();
        sessions.Closed(Context.ConnectionId);
        if (exception is not null) Telemetry.Dropped.Add(1, new KeyValuePair<string, object?>("cause", exception is OperationCanceledException ? "silent" : "broken"));
        foreach (var id in Seat.Leave()) tailer.Leave(id, Context.ConnectionId);
        if (Context.Items.ContainsKey(Tailer.FeedGroup)) tailer.LeaveFeed(Context.ConnectionId);
        if (Context.Items.ContainsKey(Tailer.QueueGroup)) tailer.Queue.Leave();
        if (Context.Items.TryGetValue(nameof(WatchNotices), out var me)) tailer.Notices.Leave((long)me!);
        return Task.CompletedTask;
    }
}

/// <summary>What one connection watches. It may go away while a call of its own is still joining a board.</summary>
internal sealed class Seat
{
    private bool gone;

    public HashSet<long> Boards { get; } = [];

    /// <returns>False where the connection has gone: nobody else will count it out again.</returns>
    public bool Take(long forecastId)
    {
        lock (Boards) return !gone && Boards.Add(forecastId);
    }

    public IReadOnlyList<long> Leave()
    {
        lock (Boards)
        {
            gone = true;
            return [.. Boards];
        }
    }
}
