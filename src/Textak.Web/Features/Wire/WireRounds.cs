using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Wire;

/// <summary>
/// Reads the feeds that are due. A lease sees to it that one node does it at a time; of a node that dies with it the feeds stay due, and
/// another reads them when the lease is over. What was read twice is kept once.
/// </summary>
public sealed class WireRounds(IServiceProvider services, Node node, TimeProvider time, ILogger<WireRounds> logger) : BackgroundService
{
    public const string LeaseName = "wire";

    /// <summary>How long a node that died keeps the others from it: longer than any feed takes.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan Later = TimeSpan.FromHours(1);
    private const int MostAtOnce = 4;

    /// <summary>Reads all that are due now, unless another node is at it.</summary>
    public async Task ReadDueAsync(CancellationToken stop)
    {
        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        // Without anything to do it is a look
        if ((await DueAsync(db, [], stop)).Count == 0) return;
        var done = new List<int>();
        while (await Lease.TakeAsync(db, LeaseName, node.Name, time.Now(), Lasts) && await DueAsync(db, done, stop) is { Count: > 0 } due)
        {
            await Task.WhenAll(due.Select(id => ReadAsync(id, stop)));
            // One that could not be written down is not asked again at once
            done.AddRange(due);
        }
        await Lease.ReturnAsync(db, LeaseName, node.Name, time.Now());
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(ReadDueAsync, Look, time, logger, "Feeds could not be read", stoppingToken);

    private Task<List<int>> DueAsync(TextakDb db, List<int> besides, CancellationToken stop)
    {
        var now = time.Now();
        return db.WireFeeds.Where(f => !f.IsPaused && f.NextAt <= now && !besides.Contains(f.Id)).OrderBy(f => f.NextAt).Select(f => f.Id).Take(MostAtOnce).ToListAsync(stop);
    }

    private async Task ReadAsync(int feed, CancellationToken stop)
    {
        try
        {
            await using var scope = services.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<Reception>(scope.ServiceProvider).ReadAsync(feed, stop);
        }
        catch (DbUpdateConcurrencyException)
        {
            // An admin changed the feed meanwhile: it is read again as it is now
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // A node that was thought dead has written the same
        }
        catch (Exception e) when (e is not OperationCanceledException && !DatabaseProblem.IsAway(e))
        {
            logger.LogError(e, "Feed {Feed} breaks what reads it; it is read again in an hour", feed);
            await using var scope = services.CreateAsyncScope();
            var next = time.Now() + Later;
            await scope.ServiceProvider.GetRequiredService<TextakDb>().WireFeeds.Where(f => f.Id == feed).ExecuteUpdateAsync(f => f.SetProperty(x => x.NextAt, next), stop);
        }
    }
}
