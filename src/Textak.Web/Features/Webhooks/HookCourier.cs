using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Webhooks;

/// <summary>
/// Sees which receivers are behind the log, and sets their runs going. A lease lets one node do it at a time; how far each is stands in the database, so
/// that another goes on where one died. Nobody who fails or is slow holds up the others: each webhook has a run of its own.
/// </summary>
public sealed class HookCourier(IServiceScopeFactory scopes, BoardLog log, HookSending sending, HomeAddress address, Node node, TimeProvider time, ILogger<HookCourier> logger) : BackgroundService
{
    public const string LeaseName = "webhooks";

    /// <summary>How long a node that died keeps the others from it.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(1), Margin = TimeSpan.FromSeconds(15);

    private readonly SemaphoreSlim looking = new(1);
    private readonly Dictionary<long, HookRun> runs = [];
    private readonly Dictionary<long, long> heads = [];
    private HashSet<long> known = [];
    private long until;
    private int undone;

    /// <summary>One look, after which the runs go on by themselves.</summary>
    public async Task LookAsync(CancellationToken stop)
    {
        await looking.WaitAsync(stop);
        try
        {
            await SetGoingAsync(stop);
        }
        finally
        {
            looking.Release();
        }
    }

    /// <summary>Completes when nothing is under way on this node.</summary>
    internal async Task QuietAsync()
    {
        await looking.WaitAsync();
        var done = runs.Values.Select(run => run.DoneAsync()).ToList();
        looking.Release();
        await Task.WhenAll(done);
    }

    /// <summary>Gives the lease back, so that the next node needn't wait. What was under way is sent again by it.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        if (Left(time.Now()) <= TimeSpan.Zero) return;
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await Lease.ReturnAsync(scope.ServiceProvider.GetRequiredService<TextakDb>(), LeaseName, node.Name, time.Now());
        }
        catch (Exception e) when (DatabaseProblem.IsAway(e))
        {
            // Then it lapses by itself
        }
    }

    public override void Dispose()
    {
        looking.Dispose();
        base.Dispose();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(LookAsync, Look, time, logger, "Webhooks could not be looked after", stoppingToken);

    private async Task SetGoingAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var now = time.Now();
        var hooks = await db.Webhooks.AsNoTracking().Active(now).ToListAsync(stop);
        if (hooks.Count == 0 || !await HoldAsync(db, now, stop))
        {
            known = [];
            return;
        }
        // Who takes over doesn't know what was left, and neither does one who was made just now
        if (Interlocked.Exchange(ref undone, 0) > 0 || !known.SetEquals(hooks.Select(h => h.Id))) heads.Clear();
        known = [.. hooks.Select(h => h.Id)];
        foreach (var gone in runs.Where(run => !known.Contains(run.Key) && run.Value.DoneAsync().IsCompleted).ToList()) runs.Remove(gone.Key);
        var changed = await ChangedAsync(db, stop);
        List<long> boards = [.. changed.Keys];
        if (boards.Count > 0) await BeginAsync(db, hooks, boards, stop);
        var due = await DueAsync(db, boards, now, stop);
        // A run that waits for its receiver goes on by being looked at
        foreach (var hook in hooks)
            if (due.Contains(hook.Id) || runs.ContainsKey(hook.Id)) Run(hook).Add(due[hook.Id], stop);
        // At the end: after a look that failed they are changed still
        foreach (var (board, head) in changed) heads[board] = head;
    }

    /// <summary>Has the lease, and for long enough that what is begun is finished under it.</summary>
    private async Task<bool> HoldAsync(TextakDb db, DateTimeOffset now, CancellationToken stop)
    {
        if (Left(now) > Lasts / 2) return true;
        using var turn = await log.EnterAsync(stop);
        if (!await Lease.TakeAsync(db, LeaseName, node.Name, now, Lasts)) return false;
        Volatile.Write(ref until, (now + Lasts).UtcTicks);
        return true;
    }

    private TimeSpan Left(DateTimeOffset now) => TimeSpan.FromTicks(Volatile.Read(ref until) - now.UtcTicks);

    /// <summary>Boards in whose logs something is new, and how far they are.</summary>
    private async Task<Dictionary<long, long>> ChangedAsync(TextakDb db, CancellationToken stop)
    {
        // A look at a log that stands still costs a sum
        if (heads.Count > 0 && await db.Forecasts.SumAsync(f => f.LastSeq, stop) == heads.Values.Sum()) return [];
        var all = await db.Forecasts.Select(f => new { f.Id, f.LastSeq }).ToListAsync(stop);
        return all.Where(f => heads.GetValueOrDefault(f.Id) != f.LastSeq).ToDictionary(f => f.Id, f => f.LastSeq);
    }

    /// <summary>Gives each webhook a place in the logs of boards on which it has something to tell for the first time.</summary>
    private async Task BeginAsync(TextakDb db, List<Webhook> hooks, List<long> changed, CancellationToken stop)
    {
        foreach (var hook in hooks.Where(h => h.ForecastId is not { } one || changed.Contains(one)))
        {
            if (await hook.BeginningsAsync(db, changed, stop) is not { Count: > 0 } beginnings) continue;
            db.HookPositions.AddRange(beginnings);
            using var turn = await log.EnterAsync(stop);
            await db.SaveChangesAsync(stop);
            db.ChangeTracker.Clear();
        }
    }

    /// <summary>The boards on which each webhook is behind and may try, or is to send something once more.</summary>
    private async Task<ILookup<long, long>> DueAsync(TextakDb db, List<long> changed, DateTimeOffset now, CancellationToken stop)
    {
        var behind = db.HookPositions.Where(p => db.Webhooks.Any(h => h.Id == p.WebhookId && h.StoppedAt == null) && db.Forecasts.Any(f => f.Id == p.ForecastId && f.LastSeq > p.Seq));
        // All that failed at a receiver that is down needn't be read until it is back
        var waiting = runs.Where(run => run.Value.IsWaiting).Select(run => run.Key).ToList();
        var late = await behind.Where(p => p.NextAt <= now && !waiting.Contains(p.WebhookId)).Select(p => new { p.WebhookId, p.ForecastId }).ToListAsync(stop);
        var again = await db.HookDeliveries.Where(d => d.Again).Select(d => new { d.WebhookId, d.ForecastId }).ToListAsync(stop);
        var news = changed.Count == 0 ? [] : await behind.Where(p => p.FailingSince == null && changed.Contains(p.ForecastId)).Select(p => new { p.WebhookId, p.ForecastId }).ToListAsync(stop);
        return news.Concat(late).Concat(again).Distinct().ToLookup(p => p.WebhookId, p => p.ForecastId);
    }

    private HookRun Run(Webhook hook)
    {
        if (runs.TryGetValue(hook.Id, out var run)) return run;
        void Leave() => Interlocked.Exchange(ref undone, 1);
        var telling = new HookTelling(hook, scopes, log, sending, address, time, () => Left(time.Now()) > sending.Longest + Margin, Leave);
        runs.Add(hook.Id, run = new(telling, time, logger, Leave));
        return run;
    }
}
