namespace Textak.Forecasting;

/// <summary>How much a board is contested: how far its people stand apart, of whom a few say little.</summary>
/// <remarks>The measure is the board's own convention, printed on the page.</remarks>
public static class Contention
{
    /// <summary>So many estimates count half: with two people any difference is large, and means nothing yet.</summary>
    public const int HalfAt = 4;

    /// <summary>The width of the middle half of the estimates, drawn to 0 while they are few: width * n / (n + <see cref="HalfAt"/>).</summary>
    /// <param name="spread">Of the current estimates; null where there is none.</param>
    /// <param name="estimates">How many there are, n, 0 or more.</param>
    /// <returns>Percentage points, 0 to 98; 0 where nobody estimates.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The count is negative.</exception>
    public static double Of(Spread? spread, int estimates)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(estimates);
        if (spread is not { } middle) return 0;
        return 100 * (middle.UpperQuartile - middle.LowerQuartile) * estimates / (estimates + HalfAt);
    }
}
