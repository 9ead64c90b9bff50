namespace Textak.Web.Features.Live;

/// <summary>
/// Where commands wait for their turn. One that finds nobody before it goes at once; those that come while a commit is
/// under way are committed together, next. Boards take turns, so that a hot one doesn't hold up the others.
/// </summary>
/// <param name="commit">Carries out some commands, in their order, and answers each of them; it must not throw.</param>
internal sealed class CommitQueue(Func<IReadOnlyList<Pending>, Task> commit)
{
    /// <summary>The most commands in one transaction: enough to share its cost, and few enough to keep it short.</summary>
    private const int Most = 64;

    private readonly Lock entering = new();
    private readonly Dictionary<long, Queue<Pending>> waiting = [];
    private readonly Queue<long> turns = [];
    private bool running;

    public void Enter(Pending pending)
    {
        var board = pending.Command.ForecastId;
        lock (entering)
        {
            if (!waiting.TryGetValue(board, out var line))
            {
                waiting.Add(board, line = new());
                turns.Enqueue(board);
            }
            line.Enqueue(pending);
            if (running) return;
            running = true;
        }
        // Whoever comes first works for all: nothing of their request goes along
        using (ExecutionContext.SuppressFlow()) _ = Task.Run(RunAsync);
    }

    private async Task RunAsync()
    {
        while (Take() is { Count: > 0 } batch) await commit(batch);
    }

    private List<Pending> Take()
    {
        lock (entering)
        {
            var batch = new List<Pending>();
            while (batch.Count < Most && turns.TryDequeue(out var board))
            {
                var line = waiting[board];
                batch.Add(line.Dequeue());
                if (line.Count > 0) turns.Enqueue(board);
                else waiting.Remove(board);
            }
            running = batch.Count > 0;
            return batch;
        }
    }
}

/// <summary>A command on its way through the log.</summary>
/// <param name="Reads">Whether its rule reads from the database: what others before it have left to be saved is saved first.</param>
internal sealed record Pending(Command Command, Func<Change, Task<Refusal?>> Rule, bool Reads)
{
    private readonly TaskCompletionSource<Outcome> answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<Outcome> Outcome => answer.Task;
    public void Answer(Outcome outcome) => answer.TrySetResult(outcome);
    public void Fail(Exception e) => answer.TrySetException(e);
}
