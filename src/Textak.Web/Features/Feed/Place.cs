using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Textak.Web.Features.Feed;

/// <summary>
/// Where a board stands in an order, as an address says it: a page begins after the last place of the one before. A board whose key is the
/// same as then is on one page or the other, whatever the others do meanwhile.
/// </summary>
/// <param name="Stretch">Which stretch of the order it is in, from 0 on: open boards come before closed ones, those that moved before the rest.</param>
/// <param name="Key">What it is in order by there.</param>
/// <param name="Id">The forecast, where the key is the same.</param>
/// <param name="At">As of when the order is, in microseconds since 1970.</param>
public sealed record Place(int Stretch, double Key, long Id, long At)
{
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Stretch}_{Key:R}_{Id}_{At}");

    /// <returns>False where it is none. A moment that is still to come, as another node's clock had it, is now.</returns>
    public static bool TryParse(string text, DateTimeOffset now, [NotNullWhen(true)] out Place? place)
    {
        place = null;
        if (text.Split('_') is not [var stretch, var key, var id, var at]) return false;
        if (!int.TryParse(stretch, NumberStyles.None, CultureInfo.InvariantCulture, out var s) || s > 2
            || !double.TryParse(key, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent, CultureInfo.InvariantCulture, out var k)
            || !(Math.Abs(k) < Longest)
            || !long.TryParse(id, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
            || !long.TryParse(at, NumberStyles.None, CultureInfo.InvariantCulture, out var a)) return false;
        place = new(s, k, i, Math.Min(a, Micros(now)));
        return true;
    }

    public DateTimeOffset Moment => Of(At);

    /// <summary>A moment as a key: whole microseconds, which a double holds exactly for some centuries.</summary>
    public static long Micros(DateTimeOffset at) => (at - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset Of(double micros) => DateTimeOffset.UnixEpoch.AddTicks((long)micros * TimeSpan.TicksPerMicrosecond);

    // Two hundred years, as the largest key there is
    private const double Longest = 6.3e15;
}
