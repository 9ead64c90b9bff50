using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Notices;

/// <summary>
/// Makes notices of what the logs say, each event once, and lets them out gathered. A lease sees to it that one node does it at a time;
/// that nothing is told twice or lost is the positions' doing.
/// </summary>
public sealed class Noticing : BackgroundService
{
    public const string LeaseName = "notices";
    private const int MostEvents = 200, MostAtOnce = 200, TicksWithoutBells = 5;
    private static readonly TimeSpan Lasts = TimeSpan.FromSeconds(10), Look = TimeSpan.FromSeconds(1);

    private readonly IServiceScopeFactory scopes;
    private readonly BoardLog log;
    private readonly Node node;
    private readonly TimeProvider time;
    private readonly ILogger<Noticing> logger;
    private DateTimeOffset renewAt;
    private volatile bool hasRung;
    private int quiet;

    public Noticing(IServiceScopeFactory scopes, BoardLog log, Doorbell doorbell, Node node, TimeProvider time, ILogger<Noticing> logger)
    {
        (this.scopes, this.log, this.node, this.time, this.logger) = (scopes, log, node, time, logger);
        doorbell.Rang += (_, _) => hasRung = true;
    }

    /// <summary>Makes and lets out all that there is now, unless another node is at it.</summary>
    public async Task RunAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        if ((await BehindAsync(db, stop)).Count == 0 && (await WaitingAsync(db, stop)).Count == 0) return;
        // What happens meanwhile has time until the next look; what didn't fit hasn't
        while (await HasLeaseAsync(db, stop) && await GoOnAsync(db, stop)) stop.ThrowIfCancellationRequested();
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(LookAsync, Look, time, logger, "Notices could not be made", stoppingToken);

    // Bells get lost, and proposals and what only waited for its time ring none
    private Task LookAsync(CancellationToken stop)
    {
        if (!hasRung && ++quiet < TicksWithoutBells) return Task.CompletedTask;
        (hasRung, quiet) = (false, 0);
        return RunAsync(stop);
    }

    // It is kept from one look to the next: to take it is a commit
    private async Task<bool> HasLeaseAsync(TextakDb db, CancellationToken stop)
    {
        var now = time.Now();
        if (now < renewAt) return true;
        // Whoever writes without a turn makes the others wait in the driver, which is long
        using var turn = await log.EnterAsync(stop);
        if (!await Lease.TakeAsync(db, LeaseName, node.Name, now, Lasts)) return false;
        renewAt = now + Lasts / 2;
        return true;
    }

    /// <returns>Whether there was more than it took.</returns>
    private async Task<bool> GoOnAsync(TextakDb db, CancellationToken stop)
    {
        var behind = await BehindAsync(db, stop);
        var isMore = behind.Count >= MostAtOnce;
        foreach (var one in behind) isMore |= await TryAsync(db, one, stop);
        var waiting = await WaitingAsync(db, stop);
        if (waiting.Count > 0) await LetOutAsync(db, waiting, stop);
        return isMore || waiting.Count >= MostAtOnce;
    }

    /// <summary>The logs that have gone on.</summary>
    private static async Task<List<Behind>> BehindAsync(TextakDb db, CancellationToken stop)
    {
        var behind = await (
            from f in db.Forecasts
            join p in db.NoticePositions on f.Id equals p.Log
            where f.LastSeq > p.Seq
            orderby f.Id
            select new Behind(f.Id, p.Seq, f.LastSeq)).Take(MostAtOnce).ToListAsync(stop);
        var acts = await db.NoticePositions.Where(p => p.Log == NoticePosition.Acts).Select(p => p.Seq).SingleAsync(stop);
        if ((await AuditHead.ReadAsync(db, stop)).Count is var count && count > acts) behind.Add(new(NoticePosition.Acts, acts, count));
        return behind;
    }

    /// <summary>Those for whom something waits, and whose last gathering was long enough ago.</summary>
    private Task<List<long>> WaitingAsync(TextakDb db, CancellationToken stop)
    {
        var latest = time.Now() - NoticeBox.Between;
        return db.Notices.Where(n => n.OutAt == null && db.NoticeBoxes.Any(b => b.AccountId == n.AccountId && b.OutAt <= latest))
            .Select(n => n.AccountId).Distinct().OrderBy(id => id).Take(MostAtOnce).ToListAsync(stop);
    }

    private async Task LetOutAsync(TextakDb db, List<long> accounts, CancellationToken stop)
    {
        using var turn = await log.EnterAsync(stop);
        await NoticeBox.LetOutAsync(db, accounts, time.Now(), stop);
    }

    // One log that can't be read keeps nobody from hearing of the others
    private async Task<bool> TryAsync(TextakDb db, Behind behind, CancellationToken stop)
    {
        try
        {
            return await MakeAsync(db, behind, stop);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && !DatabaseProblem.IsAway(e))
        {
            logger.LogWarning(e, "No notices could be made of log {Log} after {Seq}; trying again", behind.Log, behind.Seq);
            return false;
        }
    }

    /// <returns>Whether the log goes on after the stretch that was read.</returns>
    private async Task<bool> MakeAsync(TextakDb db, Behind behind, CancellationToken stop)
    {
        var (id, from, to) = (behind.Log, behind.Seq, Math.Min(behind.Head, behind.Seq + MostEvents));
        var told = id == NoticePosition.Acts ? await ToldByActs.ReadAsync(db, from, to, stop) : await new ToldByBoard(db, id, from, to, stop).ReadAsync();
        using var turn = await log.EnterAsync(stop);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            if (!await NoticePosition.MoveAsync(db, id, from, to, stop)) return;
            if (told.Count > 0) await Gathering.AddAsync(db, told, stop);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        });
        db.ChangeTracker.Clear();
        return to < behind.Head;
    }

    private sealed record Behind(long Log, long Seq, long Head);
}
