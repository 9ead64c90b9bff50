using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Records;

/// <summary>How good the board's own numbers turned out.</summary>
/// <param name="Forecasts">Every forecast that came true or didn't, the newest first.</param>
/// <param name="Open">How many wait for their answer.</param>
/// <param name="Unscored">How many ended as ambiguous or annulled, or had no time to be scored over.</param>
public sealed record TrackRecord(IReadOnlyList<ScoredForecast> Forecasts, int Open, int Unscored)
{
    private static readonly (string Label, int Days)[] Horizons =
        [("up to a month", 31), ("up to three months", 92), ("up to a year", 366), ("more than a year", int.MaxValue)];

    public Summary? Board { get; } = Summary.Of(Forecasts.Select(f => f.Board));
    public Summary? Mean { get; } = Summary.Of(Forecasts.Select(f => f.Mean));

    public IEnumerable<(string Label, Summary Summary)> ByCategory => Grouped(f => f.Forecast.Category, category => category.ToString().ToLowerInvariant());

    /// <summary>By the time that was planned from opening to horizon.</summary>
    public IEnumerable<(string Label, Summary Summary)> ByHorizon =>
        Grouped(f => Array.FindIndex(Horizons, h => (f.Term.Horizon - f.Term.Opened).TotalDays <= h.Days), i => Horizons[i].Label);

    public static async Task<TrackRecord> ReadAsync(TextakDb db, Scores scores, CancellationToken stop)
    {
        var forecasts = await scores.AllAsync(stop);
        var statuses = await db.Forecasts.GroupBy(f => f.Status).Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, stop);
        int Count(params Status[] which) => which.Sum(status => statuses.GetValueOrDefault(status));
        return new(
            forecasts,
            Count(Status.Open, Status.Locked),
            Math.Max(0, Count(Status.ResolvedTrue, Status.ResolvedFalse, Status.Ambiguous, Status.Annulled) - forecasts.Count));
    }

    private IEnumerable<(string Label, Summary Summary)> Grouped<TKey>(Func<ScoredForecast, TKey> key, Func<TKey, string> label) =>
        from forecast in Forecasts
        group forecast.Board by key(forecast) into one
        orderby one.Key
        let summary = Summary.Of(one)
        where summary is not null
        select (label(one.Key), summary);
}
