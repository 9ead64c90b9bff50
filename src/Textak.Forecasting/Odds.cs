namespace Textak.Forecasting;

/// <summary>
/// Log-odds: the scale on which equal steps are equal evidence, so that 97 % to 99 % counts for more than 50 % to 52 %.
/// </summary>
public static class Odds
{
    /// <summary>x = ln(p / (1 - p)).</summary>
    /// <param name="p">A probability in (0,1).</param>
    /// <returns>Natural log-odds (nats): 0 at one half, positive above it; from about -744 to 37.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static double ToLogOdds(double p)
    {
        Guard.Probability(p);
        return Math.Log(p / (1 - p));
    }

    /// <summary>p = 1 / (1 + e^-x), the inverse of <see cref="ToLogOdds"/>.</summary>
    /// <param name="x">Natural log-odds, finite.</param>
    /// <returns>A probability. Whatever <see cref="ToLogOdds"/> gave comes back in (0,1); further out a double rounds to 0 or 1.</returns>
    /// <exception cref="ArgumentOutOfRangeException">x is infinite or not a number.</exception>
    public static double FromLogOdds(double x)
    {
        if (!double.IsFinite(x))
            throw new ArgumentOutOfRangeException(nameof(x), x, "Log-odds are finite.");

        // Both halves from the smaller side: nothing overflows, and x and -x add up to exactly 1
        var odds = Math.Exp(-Math.Abs(x));
        var smaller = odds / (1 + odds);
        return x < 0 ? smaller : 1 - smaller;
    }
}
