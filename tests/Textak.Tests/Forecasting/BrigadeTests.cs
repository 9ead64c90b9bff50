using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>The number with and without young accounts.</summary>
public sealed class BrigadeTests
{
    [Fact]
    public void It_is_pooled_with_all_and_without_the_young()
    {
        (double, bool)[] said = [(.3, false), (.4, false), (.9, true), (.9, true), (.9, true)];
        var brigade = Brigade.Of(said)!;
        (brigade.With, brigade.Without, brigade.Young).ShouldBe((Pooling.RecencyWeighted([.3, .4, .9, .9, .9]).Median, Pooling.RecencyWeighted([.3, .4]).Median, 3));
        brigade.Stands.ShouldBeTrue();
    }

    [Theory]
    [InlineData(2, .9, false)] // two are chance
    [InlineData(3, .9, true)]
    [InlineData(3, .4, false)] // three who say what the others say
    public void It_stands_where_several_move_the_number(int young, double say, bool stands)
    {
        var said = Enumerable.Repeat((.4, false), 4).Concat(Enumerable.Repeat((say, true), young)).ToList();
        Brigade.Of(said)!.Stands.ShouldBe(stands);
    }

    [Fact]
    public void There_is_nothing_to_compare_with_where_all_are_young_or_nobody_is_there()
    {
        Brigade.Of([]).ShouldBeNull();
        Brigade.Of([(.5, true), (.6, true)]).ShouldBeNull();
    }

    [Fact]
    public void Without_any_young_the_two_are_one()
    {
        var random = new Random(1);
        for (var n = 1; n < 200; n++)
        {
            var said = Enumerable.Range(0, n).Select(_ => (random.Next(1, 100) / 100.0, false)).ToList();
            var brigade = Brigade.Of(said)!;
            (brigade.With, brigade.Young, brigade.Stands).ShouldBe((brigade.Without, 0, false));
        }
    }
}
