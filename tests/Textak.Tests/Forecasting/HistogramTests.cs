using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class HistogramTests
{
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 0)]
    [InlineData(3, 1)]
    [InlineData(7, 1)]
    [InlineData(50, 10)]
    [InlineData(52, 10)]
    [InlineData(53, 11)]
    [InlineData(97, 19)]
    [InlineData(98, 20)]
    [InlineData(99, 20)]
    public void Each_bar_has_a_multiple_of_five_at_its_middle(int percent, int bar) => Histogram.BarOf(percent).ShouldBe(bar);

    [Fact]
    public void It_is_the_same_from_either_end()
    {
        for (var percent = 1; percent <= 99; percent++)
            Histogram.BarOf(100 - percent).ShouldBe(Histogram.Bars - 1 - Histogram.BarOf(percent));
    }

    [Fact]
    public void It_holds_everybody_in_any_order() => Gen.Select(Gen.Int[1, 99], Gen.Int[0, 9]).Array[0, 60].Sample(counts =>
    {
        var bars = Histogram.Of(counts);

        bars.Count.ShouldBe(Histogram.Bars);
        bars.Sum().ShouldBe(counts.Sum(c => c.Item2));
        Histogram.Of(counts.Reverse()).ShouldBe(bars);
    });

    [Fact]
    public void What_nobody_can_say_is_refused()
    {
        foreach (var percent in new[] { 0, 100 })
            Should.Throw<ArgumentOutOfRangeException>(() => Histogram.BarOf(percent)).ParamName.ShouldBe("percent");
        Should.Throw<ArgumentOutOfRangeException>(() => Histogram.Of([(100, 1)])).ParamName.ShouldBe("percent");
        Should.Throw<ArgumentOutOfRangeException>(() => Histogram.Of([(50, -1)])).ParamName.ShouldBe("counts");
    }
}
