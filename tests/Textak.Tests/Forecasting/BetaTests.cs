using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class BetaTests
{
    private static readonly Gen<double> Share = Gen.Double[.001, .999];
    private static readonly Gen<double> Shape = Gen.OneOf(Gen.Double[.5, 5], Gen.Double[5, 300]);

    [Fact]
    public void Where_it_has_a_closed_form() => Gen.Select(Share, Gen.Double[.2, 50]).Sample((share, shape) =>
    {
        Beta.Quantile(share, 1, 1).ShouldBe(share, 1e-12);
        // The arcsine distribution
        Beta.Quantile(share, .5, .5).ShouldBe(Math.Pow(Math.Sin(share * Math.PI / 2), 2), 1e-12);
        Beta.Quantile(share, shape, 1).ShouldBe(Math.Pow(share, 1 / shape), 1e-12);
        Beta.Quantile(share, 1, shape).ShouldBe(1 - Math.Pow(1 - share, 1 / shape), 1e-12);
        Beta.Cumulative(share, 2, 2).ShouldBe(share * share * (3 - 2 * share), 1e-13);
    });

    [Fact]
    public void Half_numbers_by_climbing_from_the_arcsine() => Gen.Select(Gen.Double[.001, .999], Gen.Int[0, 60], Gen.Int[0, 60]).Sample((x, hits, misses) =>
    {
        // I(a+1, b) = I(a, b) - x^a (1-x)^b / (a B(a, b)), and the same for b with the other sign (DLMF 8.17.20 and 21)
        double a = .5, b = .5, sum = 2 / Math.PI * Math.Asin(Math.Sqrt(x)), beta = Math.PI;
        for (; a < hits + .5; beta *= a / (a + b), a++)
            sum -= Math.Pow(x, a) * Math.Pow(1 - x, b) / (a * beta);
        for (; b < misses + .5; beta *= b / (a + b), b++)
            sum += Math.Pow(x, a) * Math.Pow(1 - x, b) / (b * beta);

        Beta.Cumulative(x, a, b).ShouldBe(sum, 1e-12);
    });

    [Fact]
    public void Whole_numbers_by_the_binomial_sum() => Gen.Select(Gen.Double[.001, .999], Gen.Int[1, 30], Gen.Int[1, 30]).Sample((x, a, b) =>
    {
        // I_x(a, b) is the chance of a hits or more in a + b - 1 tries
        double sum = 0, choose = 1;
        for (var k = 0; k <= a + b - 1; choose = choose * (a + b - 1 - k) / (k + 1), k++)
            if (k >= a)
                sum += choose * Math.Pow(x, k) * Math.Pow(1 - x, a + b - 1 - k);

        Beta.Cumulative(x, a, b).ShouldBe(sum, 1e-12);
    });

    [Fact]
    public void There_and_back() => Gen.Select(Share, Shape, Shape).Sample((share, a, b) =>
        Beta.Cumulative(Beta.Quantile(share, a, b), a, b).ShouldBe(share, 1e-11));

    [Fact]
    public void The_same_from_the_other_end() => Gen.Select(Share, Shape, Shape).Sample((share, a, b) =>
        Beta.Quantile(1 - share, b, a).ShouldBe(1 - Beta.Quantile(share, a, b), 1e-11));

    [Fact]
    public void A_greater_share_lies_further_up() => Gen.Select(Share, Share, Shape, Shape).Where((p, q, _, _) => p < q).Sample((p, q, a, b) =>
        Beta.Quantile(p, a, b).ShouldBeLessThanOrEqualTo(Beta.Quantile(q, a, b)));

    [Theory]
    [InlineData(10_000.5, 20_000.5)]
    [InlineData(500_000, 1_000_000)]
    public void Of_many_the_middle_is_close_to_the_mean(double a, double b)
    {
        var deviation = Math.Sqrt(a * b / (a + b + 1)) / (a + b);
        Beta.Quantile(.5, a, b).ShouldBe((a - 1 / 3.0) / (a + b - 2 / 3.0), 1e-8);
        Beta.Quantile(.95, a, b).ShouldBe(a / (a + b) + 1.6448536269514722 * deviation, 1e-2 * deviation);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Beta.Cumulative(0, 2, 3).ShouldBe(0);
        Beta.Cumulative(1, 2, 3).ShouldBe(1);
        Should.Throw<ArgumentOutOfRangeException>(() => Beta.Cumulative(-.1, 1, 1)).ParamName.ShouldBe("x");
        foreach (var bad in new[] { 0, -1, double.NaN, double.PositiveInfinity })
        {
            Should.Throw<ArgumentOutOfRangeException>(() => Beta.Cumulative(.5, bad, 1)).ParamName.ShouldBe("a");
            Should.Throw<ArgumentOutOfRangeException>(() => Beta.Quantile(.5, 1, bad)).ParamName.ShouldBe("b");
        }
        foreach (var bad in new[] { 0, 1, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => Beta.Quantile(bad, 1, 1)).ParamName.ShouldBe("share");
    }
}
