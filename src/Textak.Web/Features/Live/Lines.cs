using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>The open lines of this node, sockets and streams alike, and how they are asked to connect elsewhere.</summary>
public sealed class Lines(IHubContext<BoardHub, IBoardClient> hub, TimeProvider time) : IDisposable
{
    private readonly CancellationTokenSource begun = new();
    private TimeSpan within;
    private int open;

    /// <summary>How many there are, whatever they listen to.</summary>
    public int Open => Volatile.Read(ref open);

    public void Opened()
    {
        Interlocked.Increment(ref open);
        Telemetry.Sockets.Add(1);
    }

    public void Closed()
    {
        Interlocked.Decrement(ref open);
        Telemetry.Sockets.Add(-1);
    }

    /// <summary>Ends a line that isn't the hub's, once they move, at a moment of the line's own; until the result is disposed.</summary>
    public IDisposable Ends(CancellationTokenSource line) => begun.Token.Register(() => line.CancelAfter(within * Random.Shared.NextDouble()));

    /// <summary>Asks everybody to connect elsewhere, and waits until they have or the time is up.</summary>
    public async Task MoveAsync(TimeSpan atMost, CancellationToken stop)
    {
        var start = time.GetTimestamp();
        // The balancer needs a moment to see that this node isn't ready
        if (Open > 0) await Task.Delay(TimeSpan.FromSeconds(Math.Min(2, atMost.TotalSeconds / 4)), time, stop);
        within = atMost / 2;
        await hub.Clients.All.Move((int)within.TotalMilliseconds);
        await begun.CancelAsync();
        while (Open > 0 && time.GetElapsedTime(start) < atMost) await Task.Delay(TimeSpan.FromMilliseconds(50), time, stop);
    }

    public void Dispose() => begun.Dispose();
}
