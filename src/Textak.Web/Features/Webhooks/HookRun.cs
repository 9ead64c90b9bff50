using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>
/// The boards on which one receiver is behind, a few at a time. A board that fails waits for its next try; the others go on. Where several fail and none
/// goes on, the receiver is down: then one at a time looks whether it is back, and the rest wait. That is known to this run alone; who takes over finds
/// out anew.
/// </summary>
/// <param name="leave">Called where something was left undone, that it be looked for again.</param>
internal sealed class HookRun(HookTelling telling, TimeProvider time, ILogger logger, Action leave)
{
    // The longest pause of a receiver that is down is the third, two minutes: it is one message then, and nobody waits for long once it is back
    private const int BoardsAtOnce = 4, LongestPause = 3;

    private readonly Lock adding = new();
    private readonly Queue<long> due = [];
    private readonly HashSet<long> queued = [], told = [], again = [], failed = [];
    private int workers, pauses;
    private DateTimeOffset? downUntil;
    private TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Whether it waits for its receiver, and has a board at hand to look by whether that is back.</summary>
    public bool IsWaiting
    {
        get
        {
            lock (adding) return downUntil is { } until && (until > time.Now() || told.Count + due.Count > 0);
        }
    }

    /// <summary>Adds boards, and begins where nobody works yet. One that is being told already may have gone on: it is looked at once more.</summary>
    public void Add(IEnumerable<long> boards, CancellationToken stop)
    {
        lock (adding)
        {
            foreach (var board in boards)
                if (told.Contains(board)) again.Add(board);
                else if (queued.Add(board)) due.Enqueue(board);
            Begin(stop);
        }
    }

    /// <summary>Completes when nobody works.</summary>
    public Task DoneAsync()
    {
        lock (adding) return workers == 0 ? Task.CompletedTask : done.Task;
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        while (Take(stop) is { } board)
        {
            var isMore = false;
            try
            {
                isMore = await telling.TellAsync(board, taken => Conclude(board, taken, stop), stop);
            }
            catch (Exception e)
            {
                if (!stop.IsCancellationRequested) logger.LogWarning(DatabaseProblem.IsAway(e) ? null : e, "Webhook {Hook} could not go on with board {Board}: {Message}", telling.HookId, board, e.Message);
                leave();
            }
            lock (adding)
            {
                told.Remove(board);
                // Behind the others: a long log takes nobody's turn
                if ((again.Remove(board) || isMore) && queued.Add(board)) due.Enqueue(board);
            }
        }
    }

    // In the lock, as what follows
    private void Begin(CancellationToken stop)
    {
        var wanted = Math.Min(Allowed(), told.Count + due.Count);
        if (workers == 0 && wanted > 0) done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        for (; workers < wanted; workers++) _ = Task.Run(() => WorkAsync(stop), CancellationToken.None);
    }

    // Each that fails is one fewer, so that a receiver that is down has been tried so many times and no more
    private int Allowed() => downUntil is not { } until ? BoardsAtOnce - failed.Count : until <= time.Now() ? 1 : 0;

    private long? Take(CancellationToken stop)
    {
        lock (adding)
        {
            if (!stop.IsCancellationRequested && workers <= Allowed() && due.TryDequeue(out var board))
            {
                queued.Remove(board);
                told.Add(board);
                return board;
            }
            if (--workers == 0) done.TrySetResult();
            return null;
        }
    }

    /// <summary>Draws the conclusion from one try: one that is taken says that the receiver lives, and several boards that fail without one that it doesn't.</summary>
    private void Conclude(long board, bool taken, CancellationToken stop)
    {
        lock (adding)
        {
            if (taken)
            {
                failed.Clear();
                (pauses, downUntil) = (0, null);
                Begin(stop);
            }
            else
            {
                failed.Add(board);
                if (failed.Count >= BoardsAtOnce && !(downUntil > time.Now())) downUntil = time.Now() + HookPosition.Pause(Math.Min(++pauses, LongestPause));
            }
        }
    }
}
