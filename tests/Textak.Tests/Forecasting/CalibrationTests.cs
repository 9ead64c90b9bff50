using CsCheck;
using Textak.Forecasting;
using static Textak.Tests.Forecasting.Histories;

namespace Textak.Tests.Forecasting;

public class CalibrationTests
{
    private const double Exact = 1e-9;

    [Theory]
    [InlineData(.01, 0)]
    [InlineData(.02, 1)]
    [InlineData(.049, 1)]
    [InlineData(.05, 2)]
    [InlineData(.1, 3)]
    [InlineData(.39, 5)]
    [InlineData(.4, 6)]
    [InlineData(.5, 6)]
    [InlineData(.6, 6)]
    [InlineData(.61, 7)]
    [InlineData(.9, 9)]
    [InlineData(.95, 10)]
    [InlineData(.98, 11)]
    [InlineData(.99, 12)]
    public void Bins_are_finer_at_the_ends(double p, int bin) => Calibration.BinOf(p).ShouldBe(bin);

    [Fact]
    public void Bins_are_the_same_from_either_end() => Estimates.One.Sample(p =>
    {
        Calibration.BinOf(1 - p).ShouldBe(12 - Calibration.BinOf(p));
        p.ShouldBeInRange(Calibration.Edges[Calibration.BinOf(p)] - Exact, Calibration.Edges[Calibration.BinOf(p) + 1] + Exact);
    });

    [Fact]
    public void A_forecast_counts_by_the_share_of_its_time()
    {
        var bins = Calibration.Of([
            new([Stood(.75, 0, 6), Stood(.85, 6)], Days(10, ended: 8), outcome: true),
            new([Stood(.72, 0)], Days(10), outcome: false),
        ]);

        bins.Count.ShouldBe(2);
        bins[0].From.ShouldBe(.7);
        bins[0].To.ShouldBe(.8);
        bins[0].Forecasts.ShouldBe(2);
        bins[0].Weight.ShouldBe(1.75, Exact);
        bins[0].MeanProbability.ShouldBe((.75 * .75 + .72) / 1.75, Exact);
        bins[0].TrueShare.ShouldBe(.75 / 1.75, Exact);
        bins[0].Low.ShouldBe(Beta.Quantile(.05, 1.25, 1.5), Exact);
        bins[0].High.ShouldBe(Beta.Quantile(.95, 1.25, 1.5), Exact);
        bins[1].Forecasts.ShouldBe(1);
        bins[1].Weight.ShouldBe(.25, Exact);
        bins[1].TrueShare.ShouldBe(1);
    }

    [Fact]
    public void Of_ten_with_seven_true_the_band_is_Jeffreys()
    {
        var bin = Calibration.Of(Enumerable.Range(0, 10).Select(i => new Track([Stood(.7, 0)], Days(1), outcome: i < 7))).Single();

        // The 5 % and 95 % points of Beta(7.5, 3.5), which satisfy I(7.5, 3.5) = .05 and .95 (see BetaTests for I)
        Beta.Cumulative(bin.Low, 7.5, 3.5).ShouldBe(.05, Exact);
        Beta.Cumulative(bin.High, 7.5, 3.5).ShouldBe(.95, Exact);
        bin.TrueShare.ShouldBe(.7, Exact);
    }

    [Fact]
    public void The_bins_hold_all_that_was_said() => AnyTrack.Array[0, 20].Sample(tracks =>
    {
        var bins = Calibration.Of(tracks);

        bins.Sum(bin => bin.Weight).ShouldBe(tracks.SelectMany(track => track.Weighed()).Sum(w => w.Weight), Exact);
        foreach (var bin in bins)
        {
            bin.MeanProbability.ShouldBeInRange(bin.From - Exact, bin.To + Exact);
            bin.TrueShare.ShouldBeInRange(0, 1);
            bin.Weight.ShouldBeLessThanOrEqualTo(bin.Forecasts + Exact);
            double[] band = [0, bin.Low, bin.High, 1];
            band.ShouldBeInOrder();
        }
        bins.Select(bin => bin.From).ShouldBeInOrder();
    });

    [Fact]
    public void The_order_of_the_forecasts_does_not_matter() => AnyTrack.Array[0, 20].Sample(tracks =>
    {
        var (bins, reversed) = (Calibration.Of(tracks), Calibration.Of(tracks.Reverse()));

        reversed.Select(bin => (bin.From, bin.Forecasts)).ShouldBe(bins.Select(bin => (bin.From, bin.Forecasts)));
        reversed.Select(bin => bin.TrueShare).ShouldBe(bins.Select(bin => bin.TrueShare), new Near(Exact));
        reversed.Select(bin => bin.High).ShouldBe(bins.Select(bin => bin.High), new Near(Exact));
    });

    [Fact]
    public void More_forecasts_narrow_the_band() => Gen.Select(Gen.Int[1, 20], Gen.Int[0, 20]).Where((n, k) => k <= n).Sample((n, k) =>
    {
        CalibrationBin Times(int times) => Calibration.Of(Enumerable.Range(0, n * times).Select(i => new Track([Stood(.5, 0)], Days(1), i % n < k))).Single();
        double Width(CalibrationBin bin) => bin.High - bin.Low;

        Width(Times(4)).ShouldBeLessThan(Width(Times(1)));
    });

    [Fact]
    public void What_is_no_probability_has_no_bin()
    {
        foreach (var p in new[] { 0, 1, double.NaN })
            Should.Throw<ArgumentOutOfRangeException>(() => Calibration.BinOf(p)).ParamName.ShouldBe("p");
        Calibration.Of([]).ShouldBeEmpty();
    }
}
