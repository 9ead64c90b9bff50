namespace Textak.Web.Features.Feed;

/// <summary>A time over which movement is looked at.</summary>
/// <param name="Word">In an address: "24h".</param>
/// <param name="Say">On a page: "24 hours".</param>
public sealed record Span(string Word, string Say, TimeSpan Length)
{
    /// <summary>As the board says it.</summary>
    public static Span Week { get; } = new("7d", "7 days", Forecasts.Numbers.Span);

    public static IReadOnlyList<Span> All { get; } =
        [new("1h", "an hour", TimeSpan.FromHours(1)), new("24h", "24 hours", TimeSpan.FromHours(24)), Week, new("30d", "30 days", TimeSpan.FromDays(30))];
}
