using System.Globalization;
using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells people how many gatherings of notices they haven't read, and not what is in them: a number alone goes out, to its owner's
/// sockets. Whichever node lets notices out, each on which somebody listens looks every second for whom the number changed, in one
/// question for all.
/// </summary>
internal sealed class NoticeChannel(IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, TimeProvider time, ILogger logger)
{
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);

    private readonly Dictionary<long, int> sockets = [];

    /// <summary>The newest change of which everybody here knows; null while nobody listens.</summary>
    private long? told;

    /// <summary>Counts one more socket of somebody.</summary>
    /// <returns>How many they have now; every change from then on will be told.</returns>
    public async Task<int> JoinAsync(bool again, long account, CancellationToken stop)
    {
        bool isFirst;
        lock (sockets)
        {
            if (!again) sockets[account] = sockets.GetValueOrDefault(account) + 1;
            isFirst = told is null;
        }
        if (isFirst)
        {
            var (newest, _) = await frames.UnseenSinceAsync(null, stop);
            // Others may have come first too: the oldest is told of twice, and nobody misses one. And all may have gone meanwhile
            lock (sockets)
                if (sockets.Count > 0) told = Math.Min(told ?? newest, newest);
        }
        return await frames.UnseenAsync(account, stop);
    }

    public void Leave(long account)
    {
        lock (sockets)
        {
            if (--sockets[account] == 0) sockets.Remove(account);
            if (sockets.Count == 0) told = null;
        }
    }

    public Task RunAsync(CancellationToken stop) => Rounds.RepeatAsync(TellAsync, Look, time, logger, "Nobody could be told of notices", stop);

    private async Task TellAsync(CancellationToken stop)
    {
        long? known;
        lock (sockets) known = told;
        if (known is null) return;
        var (newest, changed) = await frames.UnseenSinceAsync(known, stop);
        foreach (var (account, count) in changed)
            if (IsListening(account)) _ = SendAsync(account, count);
        lock (sockets)
            if (told == known) told = newest;
    }

    private bool IsListening(long account)
    {
        lock (sockets) return sockets.ContainsKey(account);
    }

    private async Task SendAsync(long account, int count)
    {
        try
        {
            await hub.Clients.User(account.ToString(CultureInfo.InvariantCulture)).Notices(count);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "Account {Account} could not be told of notices", account);
        }
    }
}
