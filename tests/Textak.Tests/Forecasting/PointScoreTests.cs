using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class PointScoreTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Baseline_score()
    {
        // The design rounds to 84.79969066 and -232.19280949; 100 log2 1.8 and 100 log2 .2 in 45-digit decimal arithmetic
        Scoring.Baseline(.9, true).ShouldBe(84.799690655495001504, Exact);
        Scoring.Baseline(.1, true).ShouldBe(-232.192809488736234787, Exact);
        Scoring.Baseline(.1, false).ShouldBe(84.799690655495001504, Exact);
        Scoring.Baseline(Math.Pow(2, -.5), true).ShouldBe(50, Exact);
        Scoring.Baseline(Math.Pow(2, -1.5), true).ShouldBe(-50, Exact);
        Scoring.Baseline(.5, true).ShouldBe(0);
    }

    [Fact]
    public void Peer_score()
    {
        // The design rounds to -190.333, +51.083 and +139.251; the rest from the formula in 45-digit decimal arithmetic
        var scores = Scoring.Peer([.1, .5, .9], true);

        scores[0].ShouldBe(-190.333124488515987869, Exact);
        scores[1].ShouldBe(51.082562376599068321, Exact);
        scores[2].ShouldBe(139.250562111916919549, Exact);
        Scoring.Peer([.9, .5, .1], false).ShouldBe(scores.Select(s => s), new Near(Exact));
    }

    [Fact]
    public void Who_is_alone_has_no_peers() => Estimates.One.Sample(p => Scoring.Peer([p], true).ShouldBe([0]));

    [Fact]
    public void Peer_scores_add_up_to_0() => Gen.Select(Estimates.Some, Gen.Bool).Sample((estimates, outcome) =>
        Scoring.Peer(estimates, outcome).Sum().ShouldBe(0, 1e-8));

    [Fact]
    public void Peer_score_is_the_formula_of_the_design() => Gen.Select(Estimates.UpTo(20), Gen.Bool).Where((e, _) => e.Length > 1).Sample((estimates, outcome) =>
    {
        var given = estimates.Select(p => outcome ? p : 1 - p).ToArray();
        var n = given.Length;
        var mean = Math.Pow(given.Aggregate(1.0, (product, p) => product * p), 1.0 / n);

        Scoring.Peer(estimates, outcome).ShouldBe(given.Select(p => 100.0 * n / (n - 1) * Math.Log(p / mean)), new Near(1e-8));
    });

    [Fact]
    public void The_order_of_the_peers_does_not_matter() => Gen.Select(Estimates.UpTo(20), Gen.Bool).Sample((estimates, outcome) =>
        Scoring.Peer([.. estimates.Reverse()], outcome).Reverse().ShouldBe(Scoring.Peer(estimates, outcome), new Near(Exact)));

    [Fact]
    public void More_for_the_truth_scores_more() =>
        Gen.Select(Estimates.UpTo(10), Estimates.One, Gen.Bool).Sample((estimates, better, outcome) =>
        {
            var before = Scoring.Peer(estimates, outcome)[0];
            estimates[0] = outcome ? Math.Max(estimates[0], better) : Math.Min(estimates[0], better);

            Scoring.Peer(estimates, outcome)[0].ShouldBeGreaterThanOrEqualTo(before - Exact);
        });

    [Fact]
    public void Relative_is_what_the_crowd_scores_less() => Gen.Select(Estimates.One, Estimates.One, Gen.Bool).Sample((p, crowd, outcome) =>
    {
        Scoring.Relative(p, crowd, outcome).ShouldBe(100 * Math.Log2(outcome ? p / crowd : (1 - p) / (1 - crowd)), 1e-8);
        Scoring.Relative(p, crowd, outcome).ShouldBe(-Scoring.Relative(crowd, p, outcome), Exact);
        Scoring.Relative(p, p, outcome).ShouldBe(0);
    });

    [Fact]
    public void What_one_believes_scores_best() =>
        Gen.Select(Estimates.Whole, Estimates.Whole, Estimates.UpTo(5)).Where((belief, said, _) => belief != said).Sample((belief, said, others) =>
        {
            double Expected(Func<double, bool, double> score, double p) => belief * score(p, true) + (1 - belief) * score(p, false);

            Expected(Scoring.Baseline, belief).ShouldBeGreaterThan(Expected(Scoring.Baseline, said));
            double Peer(double p, bool outcome) => Scoring.Peer([p, .. others], outcome)[0];
            Expected(Peer, belief).ShouldBeGreaterThan(Expected(Peer, said));
        });

    [Fact]
    public void Movement_in_information()
    {
        // The design rounds to .0585, .0067 and .0323; the rest from the formula in 45-digit decimal arithmetic
        Movement.Information(.6, .5).ShouldBe(0.058496250072115618, Exact);
        Movement.Information(.75, .72).ShouldBe(0.006671772640093438, Exact);
        Movement.Information(.99, .97).ShouldBe(0.032288125572272762, Exact);
    }

    [Fact]
    public void Movement_in_information_is_never_below_0_and_the_same_in_both_directions() =>
        Gen.Select(Estimates.One, Estimates.One).Sample((p, q) =>
        {
            Movement.Information(p, q).ShouldBeGreaterThanOrEqualTo(0);
            Movement.Information(p, q).ShouldBe(Movement.Information(q, p));
            Movement.Information(1 - p, 1 - q).ShouldBe(Movement.Information(p, q), 1e-9);
            Movement.Information(p, q).ShouldBe((p - q) * Math.Log2(p / q) + (q - p) * Math.Log2((1 - p) / (1 - q)), 1e-9);
            Movement.Information(p, p).ShouldBe(0);
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-.1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double p)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Baseline(p, true)).ParamName.ShouldBe("p");
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Relative(p, .5, true)).ParamName.ShouldBe("p");
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Relative(.5, p, true)).ParamName.ShouldBe("crowd");
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Peer([.5, p], true)).ParamName.ShouldBe("estimates");
        Should.Throw<ArgumentOutOfRangeException>(() => Movement.Information(p, .5)).ParamName.ShouldBe("now");
        Should.Throw<ArgumentOutOfRangeException>(() => Movement.Information(.5, p)).ParamName.ShouldBe("then");
        Should.Throw<ArgumentException>(() => Scoring.Peer([], true));
    }
}
