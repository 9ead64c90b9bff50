using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts;

/// <summary>
/// Does what is due by the clock: locks forecasts whose horizon has passed, takes stale estimates out of the numbers and old news out of
/// the sources. All are events of the log like any other. A lease sees to it that one node does it at a time; it is asked for only when something is due,
/// so a board on which nothing is costs a look.
/// </summary>
public sealed class Deadlines(IServiceProvider services, BoardLog log, Node node, TimeProvider time, ILogger<Deadlines> logger) : BackgroundService
{
    public const string LeaseName = "deadlines";

    /// <summary>How long a node that died keeps the others from it.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(5);
    private const int MostAtOnce = 64;

    /// <summary>Does all that is due now, unless another node is at it.</summary>
    public async Task MeetAsync(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        if ((await DueAsync(db, stop)).Count == 0) return;
        while (await Lease.TakeAsync(db, LeaseName, node.Name, time.Now(), Lasts) && await DueAsync(db, stop) is { Count: > 0 } due)
        {
            stop.ThrowIfCancellationRequested();
            var outcomes = await Task.WhenAll(due.Select(one => log.AppendAsync(one.Command, one.Rule)));
            // Clocks may differ: what this node holds for due and the log doesn't is looked at again later
            if (Array.TrueForAll(outcomes, outcome => outcome.Answer is null)) break;
        }
        await Lease.ReturnAsync(db, LeaseName, node.Name, time.Now());
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(MeetAsync, Look, time, logger, "What is due could not be done", stoppingToken);

    private async Task<List<Due>> DueAsync(TextakDb db, CancellationToken stop)
    {
        var now = time.Now();
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        var open = db.Forecasts.AsNoTracking().Where(f => f.Status == Status.Open);
        var over = await open.Where(f => f.Horizon < today).OrderBy(f => f.Id).Select(f => f.Id).Take(MostAtOnce).ToListAsync(stop);
        if (over.Count > 0)
        {
            var editorial = await EditorialAccount.EnsureAsync(services);
            return over.ConvertAll(id => new Due(new(id, editorial, Ids.New()), TakeStep.LockAtHorizonAsync));
        }

        var due = await OldNewsAsync(db, now, stop);
        // The estimates of a board are made in the order of the log, so the oldest tells whether any can be stale
        var old = now - Textak.Forecasting.Staleness.Least;
        var ageing = await open.Where(f => db.Estimates.Where(e => e.ForecastId == f.Id && e.EndSeq == null).OrderBy(e => e.Seq)
            .Select(e => (DateTimeOffset?)e.At).FirstOrDefault() <= old).ToListAsync(stop);
        foreach (var forecast in ageing)
        {
            var oldest = await db.Estimates.AsNoTracking().Where(e => e.ForecastId == forecast.Id && e.EndSeq == null)
                .OrderBy(e => e.Seq).Take(MostAtOnce).ToListAsync(stop);
            due.AddRange(oldest.TakeWhile(e => forecast.StaleAt(e.At)?.At <= now)
                .Select(e => new Due(new(forecast.Id, e.AccountId, Ids.New()), new AgeEstimate(e.Seq).ApplyAsync)));
        }
        return due;
    }

    private async Task<List<Due>> OldNewsAsync(TextakDb db, DateTimeOffset now, CancellationToken stop)
    {
        var old = await db.Signals.Where(s => s.FadedSeq == null && s.CountsUntil <= now && db.Forecasts.Any(f => f.Id == s.ForecastId && f.Status == Status.Open)).OrderBy(s => s.CountsUntil)
            .Select(s => new { s.Id, s.ForecastId }).Take(MostAtOnce).ToListAsync(stop);
        if (old.Count == 0) return [];
        var editorial = await EditorialAccount.EnsureAsync(services);
        return old.ConvertAll(one => new Due(new(one.ForecastId, editorial, Ids.New()), new FadeSignal(one.Id).ApplyAsync));
    }

    private sealed record Due(Command Command, Func<Change, Task<Refusal?>> Rule);
}
