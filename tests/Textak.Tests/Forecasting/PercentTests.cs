using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class PercentTests
{
    [Theory]
    [InlineData(.75, 75)]
    [InlineData(.7449, 74)]
    [InlineData(.7451, 75)]
    [InlineData(.285, 29)] // .285 * 100 is 28.499999999999996
    [InlineData(.001, 1)]
    [InlineData(.004, 1)]
    [InlineData(.995, 99)]
    [InlineData(.9999, 99)]
    public void Nearest_whole_percent(double p, int percent) => Percent.Of(p).ShouldBe(percent);

    [Fact]
    public void Half_way_between_any_two_entered_percents_is_rounded_up()
    {
        for (var a = 1; a <= 99; a++)
            for (var b = 1; b <= 99; b++)
                Percent.Of(Pooling.RecencyWeighted([a / 100.0, b / 100.0]).Median).ShouldBe((a + b + 1) / 2, $"{a} and {b}");
    }

    [Fact]
    public void Within_half_a_point_of_the_probability() => Gen.Double[.01, .99].Sample(p =>
        Math.Abs(Percent.Of(p) - p * 100).ShouldBeLessThanOrEqualTo(.5 + 1e-9));

    [Theory]
    [InlineData(.75, .72, 3)]
    [InlineData(.72, .75, -3)]
    [InlineData(.754, .746, 0)] // both read 75 %
    [InlineData(.755, .754, 1)] // 76 % after 75 %
    public void Movement_is_the_difference_of_what_is_shown(double now, double then, int points) =>
        Movement.Points(now, then).ShouldBe(points);

    [Fact]
    public void Movements_add_up() => Gen.Select(Estimates.One, Estimates.One, Estimates.One).Sample((first, second, third) =>
        (Movement.Points(third, second) + Movement.Points(second, first)).ShouldBe(Movement.Points(third, first)));

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(75)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double p)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Percent.Of(p));
        Should.Throw<ArgumentOutOfRangeException>(() => Movement.Points(p, .5));
        Should.Throw<ArgumentOutOfRangeException>(() => Movement.Points(.5, p));
    }
}
