using Microsoft.AspNetCore.SignalR;

namespace Textak.Web.Features.Live;

/// <summary>Where watchers listen, with or without an account. Nothing is written here.</summary>
public sealed class BoardHub(Tailer tailer) : Hub<IBoardClient>
{
    public const string Path = "/hubs/board";
    private const int MostBoards = 40;

    private HashSet<long> Boards => (HashSet<long>)(Context.Items[nameof(Boards)] ??= new HashSet<long>());

    /// <summary>Starts listening to a board.</summary>
    /// <param name="slug">The forecast's.</param>
    /// <param name="afterSeq">The last sequence number that the watcher has.</param>
    /// <returns>All that came after it, or a frame that says reload.</returns>
    public async Task<Frame> Watch(string slug, long afterSeq)
    {
        if (await tailer.FindAsync(slug, Context.ConnectionAborted) is not { } id) throw new HubException("There is no forecast at this address.");
        if (Boards.Count >= MostBoards && !Boards.Contains(id)) throw new HubException($"One connection watches at most {MostBoards} boards.");

        // First the group, then the reading: what is committed between the two arrives twice, which does no harm
        await Groups.AddToGroupAsync(Context.ConnectionId, Tailer.Group(id), Context.ConnectionAborted);
        if (!Boards.Contains(id))
        {
            await tailer.JoinAsync(id, Context.ConnectionAborted);
            Boards.Add(id);
        }
        return await tailer.CatchUpAsync(id, afterSeq, Context.ConnectionAborted);
    }

    public async Task Unwatch(string slug)
    {
        if (await tailer.FindAsync(slug, Context.ConnectionAborted) is not { } id || !Boards.Remove(id)) return;
        await Groups.RemoveFromGroupAsync(Context.ConnectionId, Tailer.Group(id), Context.ConnectionAborted);
        tailer.Leave(id);
    }

    /// <summary>Starts listening to all tiles.</summary>
    /// <returns>The newest sequence number of each forecast, by slug: a tile that shows an older one is to be loaded again.</returns>
    public async Task<IReadOnlyDictionary<string, long>> WatchFeed()
    {
        await Groups.AddToGroupAsync(Context.ConnectionId, Tailer.FeedGroup, Context.ConnectionAborted);
        var again = !Context.Items.TryAdd(Tailer.FeedGroup, true);
        return await tailer.JoinFeedAsync(again, Context.ConnectionAborted);
    }

    public override Task OnDisconnectedAsync(Exception? exception)
    {
        foreach (var id in Boards) tailer.Leave(id);
        if (Context.Items.ContainsKey(Tailer.FeedGroup)) tailer.LeaveFeed();
        return Task.CompletedTask;
    }
}
