using Textak.Web.Features.Wire;

namespace Textak.Tests.Wire;

/// <summary>How long a feed is left alone.</summary>
public sealed class CourtesyTests
{
    [Theory]
    [InlineData(null, 0, 15)]
    [InlineData(null, .999, 16.5)]
    [InlineData(60.0, 0, 60)]
    [InlineData(1.0, 0, 15)]
    [InlineData(100_000.0, 0, 360)]
    public void After_what_went_well(double? fresh, double chance, double minutes) =>
        Courtesy.After(fresh is { } given ? TimeSpan.FromMinutes(given) : null, chance).TotalMinutes.ShouldBe(minutes, .01);

    [Theory]
    [InlineData(1, null, 15)]
    [InlineData(2, null, 30)]
    [InlineData(5, null, 240)]
    [InlineData(8, null, 1440)]
    [InlineData(10_000, null, 1440)]
    [InlineData(1, 90.0, 90)]
    [InlineData(5, 90.0, 240)]
    [InlineData(1, -5.0, 15)]
    [InlineData(1, 1_000_000.0, 10_080)]
    public void After_what_failed(int failures, double? asked, double minutes) =>
        Courtesy.AfterFailure(failures, asked is { } given ? TimeSpan.FromMinutes(given) : null, 0).TotalMinutes.ShouldBe(minutes, .01);
}
