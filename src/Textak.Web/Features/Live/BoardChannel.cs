using Microsoft.AspNetCore.SignalR;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells one board's watchers, as long as there are any. The first change after silence goes out at once; what follows
/// within a tick goes out together.
/// </summary>
internal sealed class BoardChannel : IDisposable
{
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Setback = TimeSpan.FromSeconds(1);

    private readonly long forecastId;
    private readonly IHubContext<BoardHub, IBoardClient> hub;
    private readonly FrameReader frames;
    private readonly ILogger logger;
    private readonly Bell bell = new();
    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long Seq, TaskCompletionSource Told)> waiting = [];
    private long cursor;
    private int watchersTold;

    public BoardChannel(long forecastId, IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, ILogger logger)
    {
        (this.forecastId, this.hub, this.frames, this.logger) = (forecastId, hub, frames, logger);
        _ = RunAsync(closed.Token);
    }

    /// <summary>How many connections listen. The tailer counts, under its lock.</summary>
    public int Watchers { get; set; }
    public DateTimeOffset? EmptySince { get; set; }
    public bool IsBehind(long head) => head > Volatile.Read(ref cursor) || Watchers != Volatile.Read(ref watchersTold);

    /// <summary>Completes once everything committed from then on will be told.</summary>
    public Task ReadyAsync() => ready.Task;

    public void Ring() => bell.Ring();

    /// <summary>Completes once the event has been handed to the sockets.</summary>
    public Task ToldAsync(long seq)
    {
        lock (waiting)
        {
            if (cursor >= seq) return Task.CompletedTask;
            var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((seq, told));
            return told.Task;
        }
    }

    public void Dispose()
    {
        closed.Cancel();
        closed.Dispose();
    }

    private async Task RunAsync(CancellationToken stop)
    {
        await Task.Yield();
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (!ready.Task.IsCompleted) await StartAsync(stop);
                await bell.HeardAsync(Heartbeat, stop);
                await TellAsync(stop);
                await Task.Delay(Tick, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // The database may be away: the watchers keep what they have, and the log is read again from the cursor
                logger.LogWarning(e, "Board {Forecast} could not be told; trying again", forecastId);
                await Task.Delay(Setback, CancellationToken.None);
                bell.Ring();
            }
        }
        ready.TrySetCanceled(CancellationToken.None);
    }

    private async Task StartAsync(CancellationToken stop)
    {
        cursor = await frames.HeadAsync(forecastId, stop);
        ready.TrySetResult();
    }

    private async Task TellAsync(CancellationToken stop)
    {
        var frame = await frames.SinceAsync(forecastId, cursor, Watchers, stop);
        // Not awaited: a watcher whose socket is stalled must not hold up the others
        _ = SendAsync(frame);
        watchersTold = frame.Watchers;
        lock (waiting)
        {
            cursor = frame.To;
            foreach (var (_, told) in waiting.Where(w => w.Seq <= cursor)) told.TrySetResult();
            waiting.RemoveAll(w => w.Seq <= cursor);
        }
    }

    private async Task SendAsync(Frame frame)
    {
        try
        {
            await hub.Clients.Group(Tailer.Group(forecastId)).Frame(frame);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "A frame of board {Forecast} could not be sent", forecastId);
        }
    }
}
