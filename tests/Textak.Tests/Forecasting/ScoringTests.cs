using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class ScoringTests
{
    [Fact]
    public void Brier() => Scoring.Brier(.62, true).ShouldBe(.1444, 1e-9);

    [Fact]
    public void Mean_Brier() =>
        Scoring.MeanBrier([(.1, false), (.9, true), (.8, true), (.3, false)]).ShouldBe(.0375, 1e-9);

    [Fact]
    public void Log_score()
    {
        // ln .62 and ln .38 in 40-digit decimal arithmetic
        Scoring.Log(.62, true).ShouldBe(-0.47803580094299981, 1e-9);
        Scoring.Log(.62, false).ShouldBe(-0.96758402626170560, 1e-9);
    }

    [Fact]
    public void Saying_the_opposite_of_the_opposite_scores_the_same() =>
        Gen.Select(Estimates.One, Gen.Bool).Sample((p, outcome) =>
        {
            Scoring.Brier(1 - p, !outcome).ShouldBe(Scoring.Brier(p, outcome), 1e-12);
            Scoring.Log(1 - p, !outcome).ShouldBe(Scoring.Log(p, outcome), 1e-9);
        });

    [Fact]
    public void What_one_believes_scores_best() =>
        Gen.Select(Estimates.Whole, Estimates.Whole).Where((belief, said) => belief != said).Sample((belief, said) =>
        {
            double Expected(Func<double, bool, double> score, double p) => belief * score(p, true) + (1 - belief) * score(p, false);

            Expected(Scoring.Brier, belief).ShouldBeLessThan(Expected(Scoring.Brier, said));
            Expected(Scoring.Log, belief).ShouldBeGreaterThan(Expected(Scoring.Log, said));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(double.NaN)]
    public void What_is_no_probability_is_refused(double p)
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Brier(p, true));
        Should.Throw<ArgumentOutOfRangeException>(() => Scoring.Log(p, true));
        Should.Throw<ArgumentException>(() => Scoring.MeanBrier([(.5, true), (p, true)]));
        Should.Throw<ArgumentException>(() => Scoring.MeanBrier([]));
    }
}
