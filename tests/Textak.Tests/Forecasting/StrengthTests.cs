using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>How strong an argument is, and how contested.</summary>
public class StrengthTests
{
    private const double Exact = 1e-12;
    private static readonly Gen<int[]> Votes = Gen.Int[0, Strength.Most].Array[0, 60];

    [Theory]
    [InlineData(0, 0, 2.5)]
    [InlineData(1, 5, 3.125)]
    [InlineData(1, 0, 1.875)]
    [InlineData(4, 17, 3.5)]
    [InlineData(97, 485, 4.925)]
    public void Few_votes_are_drawn_to_the_middle(int votes, int sum, double strength) => Strength.Of(votes, sum).ShouldBe(strength, Exact);

    [Theory]
    [InlineData(0, 0, 0, 0)]
    [InlineData(1, 5, 25, 0)]
    [InlineData(2, 5, 25, 1.5811388300841898)]
    [InlineData(10, 25, 125, 2.1926450482675733)]
    [InlineData(3, 9, 27, 0)]
    public void Who_differ_contest_it_and_few_of_them_less(int votes, int sum, int squares, double contest) => Strength.Contest(votes, sum, squares).ShouldBe(contest, Exact);

    [Fact]
    public void Both_stay_within_their_bounds_and_a_higher_vote_never_weakens() => Votes.Sample(votes =>
    {
        var (sum, squares) = (votes.Sum(), votes.Sum(vote => vote * vote));
        Strength.Of(votes.Length, sum).ShouldBeInRange(0.0001, 4.9999);
        Strength.Contest(votes.Length, sum, squares).ShouldBeInRange(0, 2.5);
        if (votes.Length > 0 && sum < Strength.Most * votes.Length) Strength.Of(votes.Length, sum + 1).ShouldBeGreaterThan(Strength.Of(votes.Length, sum));
    });

    [Fact]
    public void Mirrored_votes_are_mirrored_about_the_middle_and_as_contested() => Votes.Sample(votes =>
    {
        int[] mirrored = [.. votes.Select(vote => Strength.Most - vote)];
        (Strength.Of(votes.Length, votes.Sum()) + Strength.Of(votes.Length, mirrored.Sum())).ShouldBe(Strength.Most, 1e-9);
        Strength.Contest(votes.Length, mirrored.Sum(), mirrored.Sum(v => v * v)).ShouldBe(Strength.Contest(votes.Length, votes.Sum(), votes.Sum(v => v * v)), 1e-6);
    });

    [Theory]
    [InlineData(-1, 0, 0)]
    [InlineData(1, -1, 0)]
    [InlineData(1, 6, 36)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 5, 12)]
    [InlineData(2, 5, 26)]
    public void What_no_votes_add_up_to_is_refused(int votes, int sum, int squares) =>
        Should.Throw<ArgumentOutOfRangeException>(() => Strength.Contest(votes, sum, squares));
}
