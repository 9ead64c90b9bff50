using Textak.Forecasting;

namespace Textak.Web.Features.Records;

/// <summary>By which score people are ranked.</summary>
public enum Ranking { Peer, Baseline }

/// <summary>Somebody with a place.</summary>
/// <param name="Peer">Points for a whole forecast, <see cref="Leaderboard.Peer"/>.</param>
/// <param name="Baseline">Points in all, <see cref="Leaderboard.Baseline"/>.</param>
/// <param name="Forecasts">How many resolved forecasts they had an estimate on.</param>
/// <param name="Coverage">The sum of the shares of their time, as of so many whole forecasts.</param>
public sealed record Leader(int Place, long AccountId, double Peer, double Baseline, int Forecasts, double Coverage);

/// <summary>Who forecast best in a period.</summary>
/// <param name="Ranked">From first to last.</param>
/// <param name="TooFew">How many took part and have too few forecasts for a place.</param>
public sealed record Leaders(IReadOnlyList<Leader> Ranked, int TooFew)
{
    /// <param name="forecasts">Those of the period.</param>
    /// <param name="leftOut">Accounts that get no place, such as the house's own.</param>
    public static Leaders Of(IEnumerable<ScoredForecast> forecasts, Ranking by, IReadOnlySet<long> leftOut)
    {
        var people = forecasts.SelectMany(f => f.Participants).Where(p => p.Value.Coverage > 0 && !leftOut.Contains(p.Key))
            .GroupBy(p => p.Key, p => p.Value).OrderBy(p => p.Key).Select(p => One(p.Key, [.. p])).ToList();
        var enough = people.OfType<Leader>().ToList();
        var ranked = Leaderboard.Rank(enough.Select(one => (one, by == Ranking.Peer ? one.Peer : one.Baseline)));
        return new([.. ranked.Select(one => one.Who with { Place = one.Place })], people.Count - enough.Count);
    }

    private static Leader? One(long account, List<Scored> scored)
    {
        List<TimeScore> peers = [.. scored.Select(s => s.Peer)], baselines = [.. scored.Select(s => s.Baseline)];
        return Leaderboard.Peer(peers) is { } peer && Leaderboard.Baseline(baselines) is { } baseline
            ? new(0, account, peer, baseline, scored.Count, peers.Sum(s => s.Coverage)) : null;
    }
}
