using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class OddsTests
{
    [Theory]
    [InlineData(.5, 0)]
    [InlineData(.8, 1.3862943611198906)] // ln 4
    [InlineData(.2, -1.3862943611198906)]
    [InlineData(.99, 4.5951198501345898)] // ln 99
    public void Log_odds(double p, double x)
    {
        Odds.ToLogOdds(p).ShouldBe(x, 1e-12);
        Odds.FromLogOdds(x).ShouldBe(p, 1e-12);
    }

    [Fact]
    public void There_and_back() => Gen.Double[1e-9, 1 - 1e-9].Sample(p =>
        Odds.FromLogOdds(Odds.ToLogOdds(p)).ShouldBe(p, 1e-12));

    [Fact]
    public void Opposite_odds_are_opposite_probabilities() => Gen.Double[-800, 800].Sample(x =>
        (Odds.FromLogOdds(x) + Odds.FromLogOdds(-x)).ShouldBe(1));

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(1e-300)]
    [InlineData(0.99999999999999989)] // the greatest double below 1
    public void The_outermost_probabilities_stay_probabilities(double p) =>
        Odds.FromLogOdds(Odds.ToLogOdds(p)).ShouldBeInRange(double.Epsilon, 0.99999999999999989);

    [Fact]
    public void What_has_no_odds_is_refused()
    {
        foreach (var p in new[] { 0, 1, -1, 2, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => Odds.ToLogOdds(p));
        foreach (var x in new[] { double.NaN, double.PositiveInfinity, double.NegativeInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => Odds.FromLogOdds(x));
    }
}
