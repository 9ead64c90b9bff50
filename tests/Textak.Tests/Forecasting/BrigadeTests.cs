using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>The number with and without young accounts.</summary>
public sealed class BrigadeTests
{
    [Theory]
    [InlineData(3, .9, true)]
    [InlineData(2, .9, false)] // two are chance
    [InlineData(3, .37, true)]
    [InlineData(3, .36, false)] // three who say what the others say
    [InlineData(3, .33, true)]
    public void It_stands_where_several_move_the_number(int young, double with, bool stands)
    {
        var brigade = Brigade.Of(with, [.3, .4], others: 2, young)!;
        (brigade.With, brigade.Without, brigade.Young).ShouldBe((with, Pooling.RecencyWeighted([.3, .4]).Median, young));
        brigade.Stands.ShouldBe(stands);
    }

    [Fact]
    public void Of_many_others_the_newest_are_enough()
    {
        var random = new Random(1);
        double[] others = [.. Enumerable.Range(0, 5000).Select(_ => random.Next(1, 100) / 100.0)];
        Brigade.Of(.5, others.AsSpan()[^Pooling.Reach(5000)..], 5000, 3)!.Without.ShouldBe(Brigade.Of(.5, others, 5000, 3)!.Without);
    }

    [Fact]
    public void There_is_nothing_to_compare_with_where_all_are_young() => Brigade.Of(.5, [], others: 0, young: 4).ShouldBeNull();
}
