using CsCheck;
using Textak.Forecasting;
using static Textak.Tests.Forecasting.Histories;

namespace Textak.Tests.Forecasting;

public class StalenessTests
{
    [Theory]
    [InlineData(730, 0, 73)] // a tenth
    [InlineData(730, 100.5, 173.5)]
    [InlineData(180, 10, 40)] // at least 30 days
    [InlineData(300, 0, 30)]
    public void A_tenth_of_the_lifetime_but_at_least_30_days(double lifetime, double madeAt, double staleAt) =>
        Staleness.Of(Opened, Opened.AddDays(lifetime), Opened.AddDays(madeAt))
            .ShouldBe((Opened.AddDays(staleAt - 7), Opened.AddDays(staleAt)));

    [Theory]
    [InlineData(30, 0)]
    [InlineData(730, 657)] // 73 days before the horizon
    [InlineData(730, 740)]
    public void What_lasts_to_the_horizon_never_grows_stale(double lifetime, double madeAt) =>
        Staleness.Of(Opened, Opened.AddDays(lifetime), Opened.AddDays(madeAt)).ShouldBeNull();

    [Fact]
    public void Notice_comes_first_and_the_horizon_last() => Gen.Select(Gen.Double[.1, 4000], Gen.Double[0, 4000]).Sample((lifetime, madeAt) =>
    {
        if (Staleness.Of(Opened, Opened.AddDays(lifetime), Opened.AddDays(madeAt)) is not var (notice, at)) return;

        DateTimeOffset[] inOrder = [Opened.AddDays(madeAt), notice, at, Opened.AddDays(lifetime)];
        inOrder.ShouldBeInOrder(SortDirection.Ascending);
        (at - Opened.AddDays(madeAt)).ShouldBeGreaterThanOrEqualTo(Staleness.Least);
    });

    [Fact]
    public void Later_by_the_same_time_changes_nothing() =>
        Gen.Select(Gen.Double[.1, 4000], Gen.Double[0, 4000], Gen.Int[-9000, 9000]).Sample((lifetime, madeAt, by) =>
        {
            var stale = Staleness.Of(Opened, Opened.AddDays(lifetime), Opened.AddDays(madeAt));
            var later = Staleness.Of(Opened.AddDays(by), Opened.AddDays(lifetime).AddDays(by), Opened.AddDays(madeAt).AddDays(by));

            later.ShouldBe(stale is var (notice, at) ? (notice.AddDays(by), at.AddDays(by)) : null);
        });

    [Fact]
    public void Before_the_opening_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => Staleness.Of(Opened, Opened, Opened)).ParamName.ShouldBe("horizon");
        Should.Throw<ArgumentOutOfRangeException>(() => Staleness.Of(Opened, Opened.AddDays(1), Opened.AddDays(-1))).ParamName.ShouldBe("madeAt");
    }
}
