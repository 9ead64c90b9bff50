using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>News loses half of its weight in each half-life.</summary>
public class DecayTests
{
    private static readonly TimeSpan Half = TimeSpan.FromDays(30);

    [Theory]
    [InlineData(1, 0, 1)]
    [InlineData(1, 30, .5)]
    [InlineData(1, 60, .25)]
    [InlineData(.5, 30, .25)]
    [InlineData(.75, 15, .53033)]
    [InlineData(1, -3, 1)]
    public void Its_weight(double start, double days, double weight) => Decay.Weight(start, TimeSpan.FromDays(days), Half).ShouldBe(weight, 1e-5);

    [Theory]
    [InlineData(1, 60)]
    [InlineData(.5, 30)]
    [InlineData(.75, 47.5489)]
    [InlineData(.25, 0)]
    [InlineData(.1, 0)]
    public void How_long_it_counts(double start, double days) => Decay.Counts(start, Half).TotalDays.ShouldBe(days, 1e-3);

    [Fact]
    public void What_it_weighs_when_it_counts_no_longer_is_the_least()
    {
        for (var start = .26; start <= 1; start += .01) Decay.Weight(start, Decay.Counts(start, Half), Half).ShouldBe(Decay.Least, 1e-6);
    }

    [Theory]
    [InlineData(0, 30)]
    [InlineData(1.1, 30)]
    [InlineData(double.NaN, 30)]
    [InlineData(1, 0)]
    public void What_is_no_weight_or_no_half_life_is_refused(double start, double half)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Decay.Weight(start, Half, TimeSpan.FromDays(half)));
        Should.Throw<ArgumentOutOfRangeException>(() => Decay.Counts(start, TimeSpan.FromDays(half)));
    }
}
