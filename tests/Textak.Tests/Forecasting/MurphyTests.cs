using CsCheck;
using Textak.Forecasting;
using static Textak.Tests.Forecasting.Histories;

namespace Textak.Tests.Forecasting;

public class MurphyTests
{
    private const double Exact = 1e-9;

    private static readonly Gen<Weighed[]> Said =
        Gen.Select(Estimates.One, Gen.Bool, Gen.Double[.01, 3], (p, outcome, weight) => new Weighed(p, outcome, weight)).Array[1, 80];

    [Fact]
    public void Four_at_80_and_six_at_30()
    {
        Weighed[] said =
        [
            .. Enumerable.Range(0, 4).Select(i => new Weighed(.8, i < 3)),
            .. Enumerable.Range(0, 6).Select(i => new Weighed(.3, i < 1)),
        ];

        var murphy = Murphy.Of(said);

        // The design rounds to .0116667 and .0816667: 7/600 and 49/600
        murphy.Reliability.ShouldBe(7 / 600.0, Exact);
        murphy.Resolution.ShouldBe(49 / 600.0, Exact);
        murphy.Uncertainty.ShouldBe(.24, Exact);
        murphy.WithinBinVariance.ShouldBe(0, Exact);
        murphy.WithinBinCovariance.ShouldBe(0, Exact);
        murphy.Brier.ShouldBe(.17, Exact);
        Scoring.MeanBrier([.. said.Select(s => (s.P, s.Outcome))]).ShouldBe(.17, Exact);
    }

    [Fact]
    public void Different_ones_in_a_bin_need_the_two_terms_more()
    {
        // .42 came, .58 did not: one bin with mean .5 and half of it true, so the three terms of Murphy say .25
        var murphy = Murphy.Of([new(.42, true), new(.58, false)]);

        murphy.Reliability.ShouldBe(0, Exact);
        murphy.Resolution.ShouldBe(0, Exact);
        murphy.Uncertainty.ShouldBe(.25, Exact);
        murphy.WithinBinVariance.ShouldBe(.0064, Exact);
        murphy.WithinBinCovariance.ShouldBe(-.08, Exact);
        murphy.Brier.ShouldBe(.3364, Exact); // .58 squared
    }

    [Fact]
    public void The_terms_add_up_to_the_Brier_score() => Said.Sample(said =>
        Murphy.Of(said).Brier.ShouldBe(said.Sum(s => s.Weight * Scoring.Brier(s.P, s.Outcome)) / said.Sum(s => s.Weight), 1e-12));

    [Fact]
    public void Also_over_the_time_that_numbers_stood() => AnyTrack.Where(track => track.Coverage > 0).Sample(track =>
        Murphy.Of([.. track.Weighed()]).Brier.ShouldBe(track.Brier()!.Value, 1e-12));

    [Fact]
    public void Equal_ones_in_each_bin_need_only_Murphys_three() =>
        Gen.Select(Gen.Int[0, 12], Gen.Bool).Array[1, 60].Sample(said =>
        {
            double[] onePerBin = [.01, .03, .07, .15, .25, .35, .5, .65, .75, .85, .92, .96, .99];
            var murphy = Murphy.Of([.. said.Select(s => new Weighed(onePerBin[s.Item1], s.Item2))]);

            murphy.WithinBinVariance.ShouldBe(0, 1e-12);
            murphy.WithinBinCovariance.ShouldBe(0, 1e-12);
        });

    [Fact]
    public void The_terms_stay_within_their_bounds() => Said.Sample(said =>
    {
        var murphy = Murphy.Of(said);

        murphy.Reliability.ShouldBeInRange(0, 1);
        murphy.WithinBinVariance.ShouldBeInRange(0, .01);
        murphy.Uncertainty.ShouldBeInRange(-1e-12, .25 + 1e-12);
        // Bins cannot tell cases apart by more than cases differ
        murphy.Resolution.ShouldBeInRange(0, murphy.Uncertainty + 1e-12);
    });

    [Fact]
    public void Neither_order_nor_the_unit_of_weight_matters() => Gen.Select(Said, Gen.Double[.001, 1000]).Sample((said, unit) =>
    {
        var (murphy, other) = (Murphy.Of(said), Murphy.Of([.. said.Reverse().Select(s => s with { Weight = s.Weight * unit })]));

        other.Reliability.ShouldBe(murphy.Reliability, Exact);
        other.Resolution.ShouldBe(murphy.Resolution, Exact);
        other.WithinBinCovariance.ShouldBe(murphy.WithinBinCovariance, Exact);
    });

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentException>(() => Murphy.Of([])).ParamName.ShouldBe("forecasts");
        foreach (var p in new[] { 0, 1, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => Murphy.Of([new(p, true)])).ParamName.ShouldBe("forecasts");
        foreach (var weight in new[] { 0, -1, double.NaN, double.PositiveInfinity })
            Should.Throw<ArgumentOutOfRangeException>(() => Murphy.Of([new(.5, true, weight)])).ParamName.ShouldBe("forecasts");
    }
}
