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

    /// <summary>
    /// The sum over both outcomes of (p - q) log2(p / q): how much the movement says, which is more for 97 to 99 % than for 50 to 52 %.
    /// </summary>
    /// <remarks>
    /// Source: Jeffreys, "An invariant form for the prior probability in estimation problems", Proc. Royal Society A 186 (1946); the
    /// sum of the two relative entropies of Kullback and Leibler (1951).
    /// </remarks>
    /// <param name="now">p, in (0,1).</param>
    /// <param name="then">q, the one to compare it with, in (0,1).</param>
    /// <returns>Bits, 0 or more, the same in both directions: .0585 for .5 to .6.</returns>
    /// <exception cref="ArgumentOutOfRangeException">One of them is not in (0,1).</exception>
    public static double Information(double now, double then)
    {
        Guard.Probability(now);
        Guard.Probability(then);
        return (now - then) * (Odds.ToLogOdds(now) - Odds.ToLogOdds(then)) / Math.Log(2);
    }
}
