using System.Globalization;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>Reads the day by which a forecast must resolve: "Q1 2027" is that quarter's last day, a date is itself.</summary>
internal static class HorizonDate
{
    public const string Forms = "Write it like \"Q1 2027\", which is the last day of that quarter, or like 2027-03-31.";

    public static bool TryRead(string text, out DateOnly horizon)
    {
        var known = TryReadQuarter(text, out horizon)
            || DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out horizon);
        return known && horizon.Year is >= 2000 and <= 2100;
    }

    private static bool TryReadQuarter(string text, out DateOnly horizon)
    {
        horizon = default;
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        if (words is not [['Q' or 'q', var digit and >= '1' and <= '4'], { Length: 4 } year]) return false;
        if (!int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) || y is < 1 or > 9998) return false;

        horizon = new DateOnly(y, 1, 1).AddMonths(3 * (digit - '0')).AddDays(-1);
        return true;
    }
}
