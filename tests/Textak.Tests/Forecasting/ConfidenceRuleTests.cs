using CsCheck;
using Textak.Forecasting;
using static Textak.Forecasting.Confidence;

namespace Textak.Tests.Forecasting;

public class ConfidenceRuleTests
{
    [Theory]
    [InlineData(0, 0, Low)]
    [InlineData(100, 4, Low)]
    [InlineData(2, 100, Low)]
    [InlineData(3, 5, Moderate)]
    [InlineData(7, 100, Moderate)]
    [InlineData(100, 19, Moderate)]
    [InlineData(8, 20, High)]
    public void Both_kinds_of_evidence_must_reach_the_threshold(int sources, int estimates, Confidence confidence) =>
        ConfidenceRule.Of(sources, estimates, stated: null).ShouldBe(confidence);

    [Theory]
    [InlineData(0, 0, Moderate, Moderate)]
    [InlineData(0, 4, High, High)]
    [InlineData(20, 4, Low, Low)]
    [InlineData(0, 5, High, Low)]
    [InlineData(3, 5, High, Moderate)]
    [InlineData(8, 20, Low, High)]
    public void What_an_editor_stated_stands_until_five_have_estimates(int sources, int estimates, Confidence stated, Confidence confidence) =>
        ConfidenceRule.Of(sources, estimates, stated).ShouldBe(confidence);

    [Fact]
    public void More_evidence_never_lowers_it() =>
        Gen.Select(Gen.Int[0, 12], Gen.Int[0, 30], Gen.Int[0, 12], Gen.Int[0, 30]).Sample((sources, estimates, moreSources, moreEstimates) =>
            ((int)ConfidenceRule.Of(sources + moreSources, estimates + moreEstimates, null))
                .ShouldBeGreaterThanOrEqualTo((int)ConfidenceRule.Of(sources, estimates, null)));

    [Fact]
    public void At_its_thresholds_no_single_estimate_decides()
    {
        ShareOfNewest(ConfidenceRule.ModerateEstimates).ShouldBeLessThan(1 / 3.0);
        ShareOfNewest(ConfidenceRule.HighEstimates).ShouldBeLessThan(1 / 7.0);
    }

    private static double ShareOfNewest(int total) => 1 / Enumerable.Range(1, total).Sum(n => Pooling.RecencyWeight(n, total));

    [Fact]
    public void Negative_counts_are_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => ConfidenceRule.Of(-1, 0, null));
        Should.Throw<ArgumentOutOfRangeException>(() => ConfidenceRule.Of(0, -1, null));
    }
}
