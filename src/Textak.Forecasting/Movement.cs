namespace Textak.Forecasting;

/// <summary>How far a probability moved.</summary>
public static class Movement
{
    /// <summary>The difference of the two displayed percents, so that the numbers on a page add up.</summary>
    /// <remarks>Up to one point more or less than the rounded difference: 74.6 to 75.4 % reads "75 %" both times, and has not moved.</remarks>
    /// <param name="now">The present probability, in (0,1).</param>
    /// <param name="then">The one to compare it with, in (0,1).</param>
    /// <returns>Percentage points, -98 to 98; above 0 when it rose.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not in (0,1).</exception>
    public static int Points(double now, double then) => Percent.Of(now) - Percent.Of(then);
}
