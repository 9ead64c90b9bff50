using System.Collections.Concurrent;
using Microsoft.AspNetCore.SignalR;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Tells one board's watchers, as long as there are any. The first change after silence goes out at once; what follows
/// goes out together, at the pace that their number allows.
/// </summary>
internal sealed class BoardChannel : IDisposable
{
    private static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Setback = TimeSpan.FromSeconds(1);

    private readonly long forecastId;
    private readonly IHubContext<BoardHub, IBoardClient> hub;
    private readonly FrameReader frames;
    private readonly Func<long, Watchers> count;
    private readonly Pace pace;
    private readonly TimeProvider time;
    private readonly ILogger logger;
    private readonly Bell bell = new();
    private readonly CancellationTokenSource closed = new();
    private readonly TaskCompletionSource ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly List<(long Seq, TaskCompletionSource Told)> waiting = [];
    private readonly ConcurrentDictionary<Listener, bool> listeners = [];
    private long cursor; // what is told already, or just now
    private long told;
    private long knownHead;
    private Watchers watchersTold;

    public BoardChannel(long forecastId, IHubContext<BoardHub, IBoardClient> hub, FrameReader frames, Func<long, Watchers> count, Pace pace, TimeProvider time, ILogger logger)
    {
        (this.forecastId, this.hub, this.frames, this.count, this.pace, this.time, this.logger) = (forecastId, hub, frames, count, pace, time, logger);
        _ = RunAsync(closed.Token);
    }

    /// <summary>How many connections listen on this node. The tailer counts, under its lock.</summary>
    public int Watchers { get; set; }
    public DateTimeOffset? EmptySince { get; set; }
    public OwnFirstListeners OwnFirst { get; } = new();
    public bool IsBehind(long head) => head > Volatile.Read(ref cursor);
    public bool IsMiscounted => count(forecastId) != watchersTold;

    /// <summary>Completes once everything committed from then on will be told.</summary>
    public Task ReadyAsync() => ready.Task;

    /// <summary>Rings somebody's own bell each time that the sockets have been told.</summary>
    public Listener Listen()
    {
        var listener = new Listener(gone => listeners.TryRemove(gone, out _));
        listeners.TryAdd(listener, true);
        return listener;
    }

    public void Ring() => bell.Ring();

    /// <summary>Rings for a new head.</summary>
    /// <returns>Whether nobody had told of it before.</returns>
    public bool Ring(long head)
    {
        if (!IsBehind(head)) return false;
        var news = head > Interlocked.Read(ref knownHead);
        if (news) Interlocked.Exchange(ref knownHead, head);
        bell.Ring();
        return news;
    }

    /// <summary>Completes once the event has been handed to the sockets.</summary>
    public Task ToldAsync(long seq)
    {
        lock (waiting)
        {
            if (told >= seq) return Task.CompletedTask;
            var answer = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Add((seq, answer));
            return answer.Task;
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
                await Task.Delay(await TellAsync(stop), stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                break;
            }
            catch (Exception e)
            {
                // The database may be away: the watchers keep what they have, and the log is read again from the cursor
                logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "Board {Forecast} could not be told; trying again: {Message}", forecastId, e.Message);
                await Task.Delay(Setback, CancellationToken.None);
                bell.Ring();
            }
        }
        ready.TrySetCanceled(CancellationToken.None);
    }

    private async Task StartAsync(CancellationToken stop)
    {
        cursor = told = await frames.HeadAsync(forecastId, stop);
        ready.TrySetResult();
    }

    /// <returns>How long to wait before the next.</returns>
    private async Task<TimeSpan> TellAsync(CancellationToken stop)
    {
        var watchers = count(forecastId);
        var news = await frames.SinceAsync(forecastId, cursor, watchers, stop);
        var frame = await frames.DrawAsync(news);
        var (open, heldBack) = OwnFirst.Any ? await OwnFirst.PartAsync(frames, forecastId, stop) : ([], []);
        var without = heldBack.Count > 0 ? await frames.DrawAsync(news, heldBack: true) : null;
        // Whoever looks meanwhile needn't ring for it
        (cursor, watchersTold) = (frame.To, watchers);
        var telling = pace.Begin();
        // First, since what they may see was asked just now
        if (open.Count > 0) await SendAsync(hub.Clients.Clients(open), frame);
        if (without is not null) await SendAsync(hub.Clients.Clients(heldBack), without);
        await SendAsync(hub.Clients.Group(Tailer.Group(forecastId)), frame);
        var wait = pace.After(telling, Watchers);
        Telemetry.Frames.Add(1, new KeyValuePair<string, object?>("kind", frame.To > frame.From ? "news" : "heartbeat"));
        if (frame.To > frame.From) Telemetry.Conflated.Record((int)(frame.To - frame.From));
        if (frame.FirstAt is { } first) Telemetry.TellLag.Record(Math.Max(0, (time.Now() - first).TotalSeconds));
        lock (waiting)
        {
            told = frame.To;
            foreach (var (_, answer) in waiting.Where(w => w.Seq <= told)) answer.TrySetResult();
            waiting.RemoveAll(w => w.Seq <= told);
        }
        foreach (var listener in listeners.Keys) listener.Ring();
        return wait;
    }

    private async Task SendAsync(IBoardClient watchers, Frame frame)
    {
        try
        {
            await watchers.Frame(frame);
        }
        catch (Exception e)
        {
            logger.LogWarning(e, "A frame of board {Forecast} could not be sent", forecastId);
        }
    }
}
