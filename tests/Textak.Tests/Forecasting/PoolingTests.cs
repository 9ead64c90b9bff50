using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class PoolingTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Three_estimates_with_the_newest_counting_most()
    {
        var spread = Pooling.RecencyWeighted([.80, .60, .20]);

        // Shares from the smallest value up: .4528, .7823, 1
        ShouldBe(spread, new(.20, .60, .60));
    }

    [Fact]
    public void Weights_of_three()
    {
        // The design rounds to .4809 and .7277; these are exp(1 - sqrt 3) and exp(sqrt 2 - sqrt 3) in 40-digit decimal arithmetic
        Pooling.RecencyWeight(1, 3).ShouldBe(0.48092170020263207, Exact);
        Pooling.RecencyWeight(2, 3).ShouldBe(0.72772121890127608, Exact);
        Pooling.RecencyWeight(3, 3).ShouldBe(1);
    }

    [Fact]
    public void Rising_estimates_pull_the_median_up_and_falling_ones_down()
    {
        double[] rising = [.30, .35, .40, .70, .80];

        ShouldBe(Pooling.RecencyWeighted(rising), new(.40, .70, .80));
        Pooling.Weighted(rising, [1, 1, 1, 1, 1]).Median.ShouldBe(.40, Exact);
        // In reversed order the shares from the smallest value up are .3201, .5729, .7663, .9070, 1
        ShouldBe(Pooling.RecencyWeighted([.80, .70, .40, .35, .30]), new(.30, .35, .40));
    }

    [Fact]
    public void One_estimate_is_the_probability() =>
        Pooling.RecencyWeighted([.37]).ShouldBe(new Spread(.37, .37, .37));

    [Theory]
    [InlineData(.60, .80)]
    [InlineData(.80, .60)]
    public void Two_estimates_count_the_same_and_meet_in_the_middle(double older, double newer) =>
        ShouldBe(Pooling.RecencyWeighted([older, newer]), new(.60, .70, .80));

    [Theory]
    [InlineData(1)]
    [InlineData(.1)]
    [InlineData(1 / 3.0)]
    [InlineData(1e-12)]
    [InlineData(7e12)]
    public void Exact_shares_lie_between_two_values_whatever_the_unit_of_weight(double weight)
    {
        double[] four = [.6, .2, .8, .4];
        ShouldBe(Pooling.Weighted(four, [weight, weight, weight, weight]), new(.3, .5, .7));

        // Twelve weights of .1 add up to 1.2 only after rounding: 3, 6 and 9 of them are the shares in question
        double[] twelve = [.01, .02, .03, .04, .05, .06, .07, .08, .09, .10, .11, .12];
        ShouldBe(Pooling.Weighted(twelve, [.. Enumerable.Repeat(weight, 12)]), new(.035, .065, .095));
    }

    [Fact]
    public void A_heavy_estimate_outweighs_many_light_ones() =>
        Pooling.Weighted([.1, .2, .3, .9], [1, 1, 1, 4]).Median.ShouldBe(.9);

    [Fact]
    public void Geometric_mean_of_odds()
    {
        // The design rounds to 0.836 % and .61063; more digits from the formula in 40-digit decimal arithmetic
        Pooling.GeometricMeanOfOdds([.0140, .0221, .0039, .0040]).ShouldBe(0.008357625249227408, Exact);
        Pooling.GeometricMeanOfOdds([.3, .5, .9]).ShouldBe(0.610633426032865, Exact);
    }

    [Fact]
    public void No_estimate_has_no_probability()
    {
        Should.Throw<ArgumentException>(() => Pooling.RecencyWeighted([]));
        Should.Throw<ArgumentException>(() => Pooling.Weighted([], []));
        Should.Throw<ArgumentException>(() => Pooling.GeometricMeanOfOdds([]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(-.2)]
    [InlineData(62)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double p)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.RecencyWeighted([.5, p, .5]));
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.Weighted([.5, p], [1, 1]));
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.GeometricMeanOfOdds([.5, p]));
    }

    [Fact]
    public void Weights_that_do_not_fit_are_refused()
    {
        Should.Throw<ArgumentException>(() => Pooling.Weighted([.5, .6], [1]));
        foreach (var weight in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => Pooling.Weighted([.5, .6], [1, weight]));
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.RecencyWeight(0, 3));
        Should.Throw<ArgumentOutOfRangeException>(() => Pooling.RecencyWeight(4, 3));
    }

    private static void ShouldBe(Spread spread, Spread expected)
    {
        spread.LowerQuartile.ShouldBe(expected.LowerQuartile, Exact);
        spread.Median.ShouldBe(expected.Median, Exact);
        spread.UpperQuartile.ShouldBe(expected.UpperQuartile, Exact);
    }
}
