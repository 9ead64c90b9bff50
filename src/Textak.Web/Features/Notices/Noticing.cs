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
    private const int MostEvents = 200, MostAtOnce = 200, MostTogether = 16, MostTold = 1000, TicksWithoutBells = 5;
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
        List<Read> some = [];
        foreach (var one in behind)
        {
            if (await TryReadAsync(db, one, stop) is not { } read) continue;
            some.Add(read);
            // Each commit is one more that everybody else's commands wait for: small stretches share one
            if (some.Count < MostTogether && some.Sum(its => its.Told.Count) < MostTold) continue;
            isMore |= await WriteAsync(db, some, stop);
            some = [];
        }
        isMore |= await WriteAsync(db, some, stop);
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
    private async Task<Read?> TryReadAsync(TextakDb db, Behind behind, CancellationToken stop)
    {
        try
        {
            return new(behind, behind.Log == NoticePosition.Acts ? await ToldByActs.ReadAsync(db, behind.Seq, behind.To, stop)
                : await new ToldByBoard(db, behind.Log, behind.Seq, behind.To, stop).ReadAsync());
        }
        catch (Exception e) when (!stop.IsCancellationRequested && !DatabaseProblem.IsAway(e))
        {
            Report(e, behind);
            return null;
        }
    }

    /// <summary>Makes the notices of some logs together, or where that fails, of each alone: nor does one that can't be written keep anybody from the others.</summary>
    /// <returns>Whether one goes on after the stretch that was taken.</returns>
    private async Task<bool> WriteAsync(TextakDb db, List<Read> some, CancellationToken stop)
    {
        if (some.Count == 0) return false;
        try
        {
            await MakeAsync(db, some, stop);
            return some.Exists(one => one.Log.To < one.Log.Head);
        }
        catch (Exception e) when (!stop.IsCancellationRequested && !DatabaseProblem.IsAway(e))
        {
            var isMore = false;
            if (some is [var only]) Report(e, only.Log);
            else foreach (var one in some) isMore |= await WriteAsync(db, [one], stop);
            return isMore;
        }
    }

    private async Task MakeAsync(TextakDb db, List<Read> some, CancellationToken stop)
    {
        using var turn = await log.EnterAsync(stop);
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            List<Told> told = [];
            foreach (var (one, its) in some)
                if (await NoticePosition.MoveAsync(db, one.Log, one.Seq, one.To, stop)) told.AddRange(its);
            if (told.Count > 0) await Gathering.AddAsync(db, told, stop);
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        });
        db.ChangeTracker.Clear();
    }

    private void Report(Exception e, Behind behind) => logger.LogWarning(e, "No notices could be made of log {Log} after {Seq}; trying again", behind.Log, behind.Seq);

    /// <summary>A log, how far notices were made of it, and how far it has come.</summary>
    private sealed record Behind(long Log, long Seq, long Head)
    {
        /// <summary>The end of the stretch that is taken at once.</summary>
        public long To => Math.Min(Head, Seq + MostEvents);
    }

    /// <summary>A log, and who is to hear of what, of the stretch that is taken.</summary>
    private sealed record Read(Behind Log, List<Told> Told);
}
