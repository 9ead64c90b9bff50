using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>What those above and those below weigh most differently.</summary>
public class CruxTests
{
    private static readonly Gen<Weighing> Side = Gen.Int[0, 12].SelectMany(votes => Gen.Int[0, 5 * votes].Select(sum => new Weighing(votes, sum)));

    [Theory]
    [InlineData(2, 10, 2, 0, 2)]
    [InlineData(2, 0, 2, 10, -2)]
    [InlineData(4, 17, 4, 17, 0)]
    [InlineData(7, 35, 7, 0, 3.5)]
    public void The_divide_is_the_difference_of_two_means_drawn_to_the_middle(int votesAbove, int above, int votesBelow, int below, double divide) =>
        Crux.Divide(new(votesAbove, above), new(votesBelow, below)).ShouldBe(divide, 1e-12);

    [Fact]
    public void The_widest_divide_wins_and_too_few_votes_or_too_little_difference_are_none()
    {
        Crux.Of<int>([(1, new(2, 8), new(2, 4)), (2, new(2, 0), new(2, 10)), (3, new(2, 10), new(2, 0))]).ShouldBe(2);
        Crux.Of<int>([(1, new(1, 5), new(9, 0)), (2, new(9, 45), new(1, 0))]).ShouldBeNull();
        Crux.Of<int>([(1, new(2, 6), new(2, 4))]).ShouldBeNull();
        Crux.Of<int>([]).ShouldBeNull();
    }

    [Fact]
    public void To_change_sides_changes_the_sign_alone() => Gen.Select(Side, Side).Sample((above, below) =>
    {
        Crux.Divide(above, below).ShouldBe(-Crux.Divide(below, above), 1e-12);
        Crux.Of<int>([(7, above, below)]).ShouldBe(Crux.Of<int>([(7, below, above)]));
    });
}
