using System.Globalization;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// Reads a moment: "12 days ago", counted back from the time of reading so that a seed looks alive whenever it is
/// first loaded, or an ISO date or date and time, which without an offset is UTC.
/// </summary>
internal static class When
{
    public const string Forms = "Write it like \"12 days ago\", \"3 hours ago\", \"now\", 2025-07-21 or 2025-07-21T14:30 (UTC).";

    private static readonly string[] Dates = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd HH:mm"];

    public static bool TryRead(string text, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        return string.Equals(text, "now", StringComparison.OrdinalIgnoreCase) || TryReadAgo(text, now, out at) || TryReadDate(text, out at);
    }

    private static bool TryReadAgo(string text, DateTimeOffset now, out DateTimeOffset at)
    {
        at = now;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [var count, var unit, var ago] || !string.Equals(ago, "ago", StringComparison.OrdinalIgnoreCase)) return false;
        // Four digits are plenty, and keep the sum far from the beginning of time
        if (count.Length > 4 || !int.TryParse(count, NumberStyles.None, CultureInfo.InvariantCulture, out var n)) return false;

        TimeSpan? one = unit.ToLowerInvariant() switch
        {
            "minute" or "minutes" => TimeSpan.FromMinutes(1),
            "hour" or "hours" => TimeSpan.FromHours(1),
            "day" or "days" => TimeSpan.FromDays(1),
            "week" or "weeks" => TimeSpan.FromDays(7),
            _ => null,
        };
        if (one is null) return false;
        at = now - (n * one.Value);
        return true;
    }

    private static bool TryReadDate(string text, out DateTimeOffset at) => DateTimeOffset.TryParseExact(
        text, Dates, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out at);
}
