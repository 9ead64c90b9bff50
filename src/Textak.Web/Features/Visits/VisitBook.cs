using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Visits;

/// <summary>
/// Who looked at which board, written down behind the pages: a page notes it and is sent, and once a second what was noted is saved
/// together. A node that dies loses a second of it, which makes something new once more.
/// </summary>
public sealed class VisitBook(IServiceScopeFactory scopes, TimeProvider time, ILogger<VisitBook> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private const int MostAtOnce = 200, MostNoted = 20_000;

    private readonly Lock noting = new();
    private Dictionary<(long Account, long Forecast), (long Seq, DateTimeOffset At)> noted = [];

    /// <summary>The viewer looks at a board as it is after an event.</summary>
    public void Look(long account, long forecast, long seq, DateTimeOffset now)
    {
        lock (noting)
        {
            if (noted.TryGetValue((account, forecast), out var before)) noted[(account, forecast)] = (Math.Max(before.Seq, seq), before.At);
            // While the database is away there is an end to what is kept
            else if (noted.Count < MostNoted) noted.Add((account, forecast), (seq, now));
        }
    }

    /// <summary>What is new to the viewer on a board that is about to be shown to them, and notes that they look. Null where it is nothing, or nobody knows.</summary>
    public async Task<SinceView?> SinceAsync(TextakDb db, Board board, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        if (viewer.Id is not { } me) return null;
        var forecast = board.Forecast;
        var before = await db.Visits.AsNoTracking().SingleOrDefaultAsync(v => v.AccountId == me && v.ForecastId == forecast.Id, stop);
        Look(me, forecast.Id, forecast.LastSeq, now);
        return before is null ? null : await SinceView.ReadAsync(db, forecast, before.NewAfter(now), viewer, board.Numbers.AreHeldBack, stop);
    }

    /// <summary>Saves what was noted.</summary>
    public async Task SaveAsync(CancellationToken stop)
    {
        Dictionary<(long Account, long Forecast), (long Seq, DateTimeOffset At)> looks;
        lock (noting) (looks, noted) = (noted, []);
        foreach (var some in looks.Chunk(MostAtOnce))
        {
            try
            {
                await SaveAsync(some, stop);
            }
            catch
            {
                foreach (var ((account, forecast), (seq, at)) in some) Look(account, forecast, seq, at);
                throw;
            }
        }
    }

    protected override Task ExecuteAsync(CancellationToken stoppingToken) => Rounds.RepeatAsync(SaveAsync, Pace, time, logger, "Visits could not be saved", stoppingToken);

    private async Task SaveAsync(KeyValuePair<(long Account, long Forecast), (long Seq, DateTimeOffset At)>[] looks, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var (accounts, forecasts) = (looks.Select(look => look.Key.Account).Distinct().ToList(), looks.Select(look => look.Key.Forecast).Distinct().ToList());
        var known = await db.Visits.Where(v => accounts.Contains(v.AccountId) && forecasts.Contains(v.ForecastId)).ToDictionaryAsync(v => (v.AccountId, v.ForecastId), stop);
        foreach (var ((account, forecast), (seq, at)) in looks)
            if (known.TryGetValue((account, forecast), out var visit)) visit.Look(seq, at);
            else db.Visits.Add(Visit.First(account, forecast, seq, at));
        await db.SaveChangesAsync(stop);
    }
}
