using Textak.Web.Features.Forecasts.Import;

namespace Textak.Tests.Forecasts.Import;

public class WhenTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("now", "2026-11-23T12:00Z")]
    [InlineData("12 days ago", "2026-11-11T12:00Z")]
    [InlineData("1 day ago", "2026-11-22T12:00Z")]
    [InlineData("3  hours ago", "2026-11-23T09:00Z")]
    [InlineData("1 hour ago", "2026-11-23T11:00Z")]
    [InlineData("90 minutes ago", "2026-11-23T10:30Z")]
    [InlineData("2 Weeks Ago", "2026-11-09T12:00Z")]
    [InlineData("2025-07-21", "2025-07-21T00:00Z")]
    [InlineData("2025-07-21T14:30", "2025-07-21T14:30Z")]
    [InlineData("2025-07-21 14:30", "2025-07-21T14:30Z")]
    [InlineData("2025-07-21T14:30:05Z", "2025-07-21T14:30:05Z")]
    [InlineData("2025-07-21T14:30+02:00", "2025-07-21T12:30Z")]
    public void A_moment(string text, string at)
    {
        When.TryRead(text, Now, out var read).ShouldBeTrue();
        read.ShouldBe(DateTimeOffset.Parse(at, System.Globalization.CultureInfo.InvariantCulture));
        read.Offset.ShouldBe(TimeSpan.Zero);
    }

    [Theory]
    [InlineData("")]
    [InlineData("yesterday")]
    [InlineData("12 days")]
    [InlineData("-1 days ago")]
    [InlineData("1.5 hours ago")]
    [InlineData("99999 days ago")]
    [InlineData("3 months ago")]
    [InlineData("2025-02-30")]
    [InlineData("21.07.2025")]
    [InlineData("07/21/2025")]
    [InlineData("2025")]
    public void No_moment(string text) => When.TryRead(text, Now, out _).ShouldBeFalse();

    [Theory]
    [InlineData("Q1 2027", "2027-03-31")]
    [InlineData("Q2 2027", "2027-06-30")]
    [InlineData("q3  2028", "2028-09-30")]
    [InlineData("Q4 2030", "2030-12-31")]
    [InlineData("2028-02-29", "2028-02-29")]
    public void A_horizon(string text, string day)
    {
        HorizonDate.TryRead(text, out var read).ShouldBeTrue();
        read.ShouldBe(DateOnly.Parse(day, System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Q5 2027")]
    [InlineData("Q1 27")]
    [InlineData("Q1")]
    [InlineData("2027")]
    [InlineData("2027-02-29")]
    [InlineData("Q1 1999")]
    [InlineData("2101-01-01")]
    public void No_horizon(string text) => HorizonDate.TryRead(text, out _).ShouldBeFalse();
}
