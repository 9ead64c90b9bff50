namespace Textak.Forecasting;

/// <summary>
/// Estimates as bars of five points. People like to say multiples of five, so each bar has one at its middle: 1-2, 3-7, 8-12, ...,
/// 93-97, 98-99 %, the same seen from either end.
/// </summary>
public static class Histogram
{
    /// <summary>How many bars there are.</summary>
    public const int Bars = 21;

    /// <summary>The bar of an estimate.</summary>
    /// <param name="percent">Whole percent, 1 to 99.</param>
    /// <returns>0 to 20: the bar around five times that.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percent is not in 1..99.</exception>
    public static int BarOf(int percent)
    {
        Guard.Percent(percent);
        return (percent + 2) / 5;
    }

    /// <summary>How many estimates are in each bar.</summary>
    /// <param name="counts">Whole percents, 1 to 99, with how often each was given, 0 or more; the order is free.</param>
    /// <returns>A count for each of the <see cref="Bars"/>.</returns>
    /// <exception cref="ArgumentOutOfRangeException">A percent is not in 1..99, or a count negative.</exception>
    public static IReadOnlyList<int> Of(IEnumerable<(int Percent, int Count)> counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        var bars = new int[Bars];
        foreach (var (percent, count) in counts)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(count, nameof(counts));
            bars[BarOf(percent)] += count;
        }
        return bars;
    }
}
