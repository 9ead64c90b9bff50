using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class PoolingProperties
{
    private const double Rounding = 1e-12;

    [Fact]
    public void The_spread_is_in_order_and_within_the_estimates() => Estimates.Some.Sample(estimates =>
    {
        var (lower, median, upper) = Pooling.RecencyWeighted(estimates);

        double[] inOrder = [estimates.Min(), lower, median, upper, estimates.Max()];
        inOrder.ShouldBeInOrder();
    });

    [Fact]
    public void Half_of_the_weight_lies_on_either_side_and_a_quarter_beyond_each_quartile() =>
        Estimates.UpTo(4000).Sample(estimates =>
        {
            var (lower, median, upper) = Pooling.RecencyWeighted(estimates);

            ShouldSplit(estimates, lower, .25);
            ShouldSplit(estimates, median, .5);
            ShouldSplit(estimates, upper, .75);
        });

    /// <summary>The definition of a quantile, over every estimate: nothing is left out here for being old.</summary>
    private static void ShouldSplit(double[] estimates, double value, double share)
    {
        double below = 0, upTo = 0, all = 0;
        for (var i = 0; i < estimates.Length; i++)
        {
            var weight = estimates.Length <= 2 ? 1 : Math.Exp(Math.Sqrt(i + 1) - Math.Sqrt(estimates.Length));
            all += weight;
            if (estimates[i] < value - Rounding) below += weight;
            if (estimates[i] <= value + Rounding) upTo += weight;
        }
        (below / all).ShouldBeLessThanOrEqualTo(share + 1e-8);
        (upTo / all).ShouldBeGreaterThanOrEqualTo(share - 1e-8);
    }

    [Fact]
    public void Raising_one_estimate_never_lowers_the_probability() =>
        Gen.Select(Estimates.Some, Gen.Int[0, 59], Estimates.One).Sample((estimates, at, to) =>
        {
            var before = Pooling.RecencyWeighted(estimates);
            var meanBefore = Pooling.GeometricMeanOfOdds(estimates);
            at %= estimates.Length;
            estimates[at] = Math.Max(estimates[at], to);
            var after = Pooling.RecencyWeighted(estimates);

            after.LowerQuartile.ShouldBeGreaterThanOrEqualTo(before.LowerQuartile);
            after.Median.ShouldBeGreaterThanOrEqualTo(before.Median);
            after.UpperQuartile.ShouldBeGreaterThanOrEqualTo(before.UpperQuartile);
            Pooling.GeometricMeanOfOdds(estimates).ShouldBeGreaterThanOrEqualTo(meanBefore - Rounding);
        });

    [Fact]
    public void The_order_of_two_estimates_does_not_matter() =>
        Gen.Select(Estimates.One, Estimates.One).Sample((a, b) =>
            Pooling.RecencyWeighted([a, b]).ShouldBe(Pooling.RecencyWeighted([b, a])));

    [Fact]
    public void Where_all_agree_that_is_the_probability() =>
        Gen.Select(Estimates.One, Gen.Int[1, 3000]).Sample((p, count) =>
        {
            double[] estimates = [.. Enumerable.Repeat(p, count)];

            Pooling.RecencyWeighted(estimates).ShouldBe(new Spread(p, p, p));
            Pooling.GeometricMeanOfOdds(estimates).ShouldBe(p, Rounding);
        });

    [Fact]
    public void With_equal_weights_the_order_does_not_matter() =>
        Gen.Select(Estimates.Some, Gen.Int).Sample((estimates, seed) =>
        {
            double[] weights = [.. Enumerable.Repeat(.1, estimates.Length)], shuffled = Shuffled(estimates, seed);

            Pooling.Weighted(shuffled, weights).ShouldBe(Pooling.Weighted(estimates, weights));
            Pooling.GeometricMeanOfOdds(shuffled).ShouldBe(Pooling.GeometricMeanOfOdds(estimates), Rounding);
        });

    private static double[] Shuffled(double[] estimates, int seed)
    {
        double[] shuffled = [.. estimates];
        new Random(seed).Shuffle(shuffled);
        return shuffled;
    }

    [Fact]
    public void The_geometric_mean_lies_within_the_estimates_and_mirrors_with_them() => Estimates.Some.Sample(estimates =>
    {
        var mean = Pooling.GeometricMeanOfOdds(estimates);
        mean.ShouldBeInRange(estimates.Min() - Rounding, estimates.Max() + Rounding);

        double[] mirrored = [.. estimates.Select(p => 1 - p)];
        Pooling.GeometricMeanOfOdds(mirrored).ShouldBe(1 - mean, Rounding);
    });
}
