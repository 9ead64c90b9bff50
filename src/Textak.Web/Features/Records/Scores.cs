using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Records;

/// <summary>
/// The scores of all resolved forecasts, in memory: one is worked out when it resolves, and again when its log has gone on.
/// How far the logs have come is asked anew each time, so that one that is opened again takes its scores back at once.
/// </summary>
public sealed class Scores(IServiceScopeFactory scopes, Heads heads, TimeProvider time) : IDisposable
{
    private readonly Kept<string, IReadOnlyList<ScoredForecast>> kept = new(most: 1, time);
    private Dictionary<long, Known> known = [];

    /// <summary>Every forecast that came true or didn't, the one that resolved last first.</summary>
    public async Task<IReadOnlyList<ScoredForecast>> AllAsync(CancellationToken stop) =>
        await kept.GetAsync("", await heads.OfAllAsync().WaitAsync(stop), ReadAsync).WaitAsync(stop);

    public void Dispose() => kept.Dispose();

    private async Task<IReadOnlyList<ScoredForecast>> ReadAsync()
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var resolved = await ScoredForecast.Of(db.Forecasts).OrderByDescending(f => f.ResolvedAt).ThenBy(f => f.Id)
            .Select(f => new { f.Id, f.LastSeq, f.ResolvedAt }).ToListAsync();
        var (before, now) = (known, new Dictionary<long, Known>());
        foreach (var one in resolved)
        {
            var there = before.GetValueOrDefault(one.Id);
            now[one.Id] = there?.Seq == one.LastSeq && there.ResolvedAt == one.ResolvedAt ? there : await ReadAsync(db, one.Id);
        }
        known = now;
        return [.. resolved.Select(one => now[one.Id].Scored).OfType<ScoredForecast>()];
    }

    private static async Task<Known> ReadAsync(TextakDb db, long id)
    {
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == id);
        return new(forecast.LastSeq, forecast.ResolvedAt, await ScoredForecast.ReadAsync(db, forecast, CancellationToken.None));
    }

    private sealed record Known(long Seq, DateTimeOffset? ResolvedAt, ScoredForecast? Scored);
}
