using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public sealed class ContentionTests
{
    [Theory]
    [InlineData(.25, .75, 4, 25)]
    [InlineData(.25, .75, 12, 37.5)]
    [InlineData(.02, .02, 100, 0)]
    [InlineData(.01, .99, 1, 19.6)]
    [InlineData(.45, .55, 996, 9.96)]
    public void Is_the_width_of_the_middle_half_drawn_to_nothing_while_they_are_few(double lower, double upper, int estimates, double points) =>
        Contention.Of(new Spread(lower, (lower + upper) / 2, upper), estimates).ShouldBe(points, 1e-9);

    [Fact]
    public void Is_nothing_where_nobody_estimates() => Contention.Of(null, 0).ShouldBe(0);

    [Fact]
    public void Rises_with_each_who_joins_as_far_apart() =>
        Enumerable.Range(1, 50).Select(n => Contention.Of(new Spread(.3, .5, .7), n)).ShouldBeInOrder();
}
