using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class ReachTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(1600, 1600)]
    [InlineData(1601, 1601)]
    [InlineData(1700, 1650)]
    [InlineData(10_000, 4000)]
    [InlineData(1_000_000, 40_000)]
    public void Reach_is_forty_times_the_square_root(int total, int reach) => Pooling.Reach(total).ShouldBe(reach);

    [Theory]
    [InlineData(2000)]
    [InlineData(10_000)]
    [InlineData(100_000)]
    [InlineData(1_000_000)]
    public void What_is_out_of_reach_has_next_to_no_weight(int total)
    {
        var outOfReach = Enumerable.Range(1, total - Pooling.Reach(total)).Sum(n => Pooling.RecencyWeight(n, total));
        var all = Enumerable.Range(1, total).Sum(n => Pooling.RecencyWeight(n, total));

        // e^-20 is its limit as N grows; the design's 1e-9 holds up to a hundred thousand estimates
        (outOfReach / all).ShouldBeLessThan(total <= 100_000 ? 1e-9 : Math.Exp(-20));
    }

    [Fact]
    public void The_newest_within_reach_give_the_same_answer_as_all() =>
        Gen.Select(Estimates.One.Array[1500, 5000], Gen.Int[0, 50]).Sample((estimates, more) =>
        {
            var total = estimates.Length;
            var read = Math.Min(total, Pooling.Reach(total) + more);

            Pooling.RecencyWeighted(estimates.AsSpan(total - read), total).ShouldBe(Pooling.RecencyWeighted(estimates));
        });

    [Fact]
    public void A_slice_that_does_not_fit_the_total_is_refused()
    {
        double[] estimates = [.. Enumerable.Repeat(.5, 4000)];

        Should.Throw<ArgumentException>(() => Pooling.RecencyWeighted(estimates.AsSpan(1), 10_000)).Message.ShouldContain("4000 are needed");
        Should.Throw<ArgumentException>(() => Pooling.RecencyWeighted(estimates, 3999));
        Should.Throw<ArgumentException>(() => Pooling.RecencyWeighted([.5], 0));
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.Reach(0));
        Should.NotThrow(() => Pooling.RecencyWeighted(estimates, 10_000));
    }
}
