using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class LeaderboardTests
{
    private static readonly Gen<TimeScore[]> Scores =
        Gen.Select(Gen.Double[-500, 100], Gen.Double[.01, 1], (score, coverage) => new TimeScore(score, coverage)).Array[5, 60];

    private static TimeScore[] Times(int count, double score, double coverage) => [.. Enumerable.Repeat(new TimeScore(score, coverage), count)];

    [Fact]
    public void Baseline_scores_are_summed() => Leaderboard.Baseline(Times(7, 10, .5)).ShouldBe(70);

    [Fact]
    public void Peer_scores_are_averaged_by_coverage() => Leaderboard.Peer(Times(40, 10, .5)).ShouldBe(400 / 20.0);

    [Fact]
    public void Few_forecasts_count_as_if_the_missing_ones_had_scored_0() => Leaderboard.Peer(Times(5, 100, 1)).ShouldBe(50);

    [Fact]
    public void Too_few_have_no_rank()
    {
        Leaderboard.Baseline(Times(4, 10, 1)).ShouldBeNull();
        Leaderboard.Peer([.. Times(4, 10, 1), .. Times(9, 0, 0)]).ShouldBeNull();
        Leaderboard.Peer([.. Times(5, 10, 1), .. Times(9, 0, 0)]).ShouldBe(5);
        Leaderboard.Baseline([]).ShouldBeNull();
    }

    [Fact]
    public void The_order_of_the_forecasts_does_not_matter() => Scores.Sample(scores =>
    {
        Leaderboard.Baseline([.. scores.Reverse()])!.Value.ShouldBe(Leaderboard.Baseline(scores)!.Value, 1e-8);
        Leaderboard.Peer([.. scores.Reverse()])!.Value.ShouldBe(Leaderboard.Peer(scores)!.Value, 1e-8);
    });

    [Fact]
    public void A_better_score_never_ranks_worse() => Gen.Select(Scores, Gen.Double[0, 100]).Sample((scores, more) =>
    {
        TimeScore[] better = [scores[0] with { Score = scores[0].Score + more }, .. scores[1..]];

        Leaderboard.Baseline(better)!.Value.ShouldBeGreaterThanOrEqualTo(Leaderboard.Baseline(scores)!.Value - 1e-9);
        Leaderboard.Peer(better)!.Value.ShouldBeGreaterThanOrEqualTo(Leaderboard.Peer(scores)!.Value - 1e-9);
    });

    [Fact]
    public void Equal_scores_share_a_place() =>
        Leaderboard.Rank([("a", 1.0), ("b", 3), ("c", 2), ("d", 2), ("e", -1)])
            .ShouldBe([(1, "b", 3), (2, "c", 2), (2, "d", 2), (4, "a", 1), (5, "e", -1)]);

    [Fact]
    public void A_place_is_one_more_than_the_people_above() => Gen.Int[0, 9].Array[0, 30].Sample(scores =>
    {
        foreach (var (place, _, score) in Leaderboard.Rank(scores.Select((score, who) => (who, (double)score))))
            place.ShouldBe(1 + scores.Count(other => other > score));
    });

    [Fact]
    public void What_is_no_score_is_refused()
    {
        foreach (var score in new[] { double.NaN, double.PositiveInfinity })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Leaderboard.Peer([new(score, 1)])).ParamName.ShouldBe("scores");
            Should.Throw<ArgumentOutOfRangeException>(() => Leaderboard.Rank([("a", score)])).ParamName.ShouldBe("scored");
        }
        foreach (var coverage in new[] { -.1, 1.1, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => Leaderboard.Baseline([new(1, coverage)])).ParamName.ShouldBe("scores");
    }
}
