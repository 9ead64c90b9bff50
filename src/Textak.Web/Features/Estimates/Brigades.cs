using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// What accounts that are younger than a forecast make of its number, where they make something of it. To weigh them takes a look at
/// everybody's age: it is kept, and may lag behind the number for half a minute where the number is live, or many stand behind it.
/// </summary>
public sealed class Brigades(IServiceScopeFactory scopes, TimeProvider time) : IDisposable
{
    private const int Many = 1000;

    private readonly Kept<long, string> kept = new(most: 500, time);

    /// <summary>"8 accounts younger than this forecast move its number from 61% to 72%."; empty where that is not worth a word.</summary>
    /// <param name="mayLag">Whether what was read a little earlier will do.</param>
    public Task<string> ReadAsync(Forecast forecast, bool mayLag) => forecast.Estimates <= Brigade.Fewest ? Task.FromResult("")
        : kept.GetAsync(forecast.Id, mayLag || forecast.Estimates > Many ? 0 : forecast.LastSeq, () => ReadAsync(forecast));

    public void Dispose() => kept.Dispose();

    private async Task<string> ReadAsync(Forecast forecast)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        // What was imported is as old here as its coming: so are the accounts that came with it
        var (id, since) = (forecast.Id, forecast.HereSince);
        var current = db.Estimates.Where(e => e.ForecastId == id && e.EndSeq == null);
        var young = await current.CountAsync(e => db.Users.Any(a => a.Id == e.AccountId && a.CreatedAt > since));
        if (young < Brigade.Fewest || forecast.Probability is not { } with) return "";
        var newest = await current.Where(e => db.Users.Any(a => a.Id == e.AccountId && a.CreatedAt <= since))
            .OrderByDescending(e => e.Seq).Select(e => e.Percent).Take(Pooling.Reach(forecast.Estimates)).ToListAsync();
        double[] others = [.. newest.AsEnumerable().Reverse().Select(percent => percent / 100.0)];
        return Brigade.Of(with, others, Math.Max(others.Length, forecast.Estimates - young), young) is { Stands: true } brigade
            ? $"{brigade.Young} accounts younger than this forecast move its number from {Shown.Of(brigade.Without)}% to {Shown.Of(brigade.With)}%." : "";
    }
}
