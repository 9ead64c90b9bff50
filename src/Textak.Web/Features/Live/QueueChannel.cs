using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells moderators that their queue has changed, and not what is in it: a number alone goes out, and the page is read anew, by those
/// who may. Any bell may have rung for it; where it was lost, a look a second later finds the change.
/// </summary>
internal sealed class QueueChannel(IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, TimeProvider time, ILogger logger) : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(10);

    private readonly Bell bell = new();
    private int watchers;
    private long told = -1;
    private long toldAt;

    private bool IsWatched => Volatile.Read(ref watchers) > 0;

    /// <summary>Counts one more moderator who watches.</summary>
    /// <returns>The number that the queue has now; everything later will be told.</returns>
    public Task<long> JoinAsync(bool again, CancellationToken stop)
    {
        if (!again) Interlocked.Increment(ref watchers);
        return frames.QueueAsync(stop);
    }

    public void Leave() => Interlocked.Decrement(ref watchers);

    public void Ring()
    {
        if (IsWatched) bell.Ring();
    }

    public async Task RunAsync(CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                await bell.HeardAsync(Look, stop);
                if (!IsWatched) continue;
                await TellAsync(stop);
                await Task.Delay(Tick, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "The queue could not be told; trying again: {Message}", e.Message);
                await Task.Delay(Tick, CancellationToken.None);
            }
        }
    }

    public void Dispose() => bell.Dispose();

    private async Task TellAsync(CancellationToken stop)
    {
        var now = await frames.QueueAsync(stop);
        // From time to time though nothing has changed: whoever hears nothing thinks the line is dead
        if (now == told && time.GetElapsedTime(toldAt) < Silence) return;
        (told, toldAt) = (now, time.GetTimestamp());
        _ = SendAsync(new() { Slug = "", From = now, To = now, Head = now, At = time.Now() });
    }

    private async Task SendAsync(Frame frame)
    {
        try
        {
            await hub.Clients.Group(Tailer.QueueGroup).Frame(frame);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "The queue's watchers could not be told");
        }
    }
}
