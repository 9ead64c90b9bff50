namespace Textak.Forecasting;

/// <summary>How a piece of news loses weight with its age: half of it in each half-life.</summary>
public static class Decay
{
    /// <summary>The weight at which a piece of news no longer counts as a source.</summary>
    public const double Least = .25;

    /// <summary>What is left of a weight.</summary>
    /// <param name="start">The weight when it was new, in (0,1].</param>
    /// <param name="age">How old it is; what is not out yet weighs as if it were new.</param>
    /// <param name="halfLife">The time in which it loses half of its weight, above 0.</param>
    /// <returns>start · 2^(−age / halfLife): exponential decay, in (0,1].</returns>
    /// <exception cref="ArgumentOutOfRangeException">A weight outside of (0,1], or no half-life.</exception>
    public static double Weight(double start, TimeSpan age, TimeSpan halfLife)
    {
        Check(start, halfLife);
        return start * Math.Pow(2, -Math.Max(0, age / halfLife));
    }

    /// <summary>How long a weight stays above <see cref="Least"/>: halfLife · log2(start / Least), and no less than nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">As <see cref="Weight"/>.</exception>
    public static TimeSpan Counts(double start, TimeSpan halfLife)
    {
        Check(start, halfLife);
        return halfLife * Math.Max(0, Math.Log2(start / Least));
    }

    private static void Check(double start, TimeSpan halfLife)
    {
        if (!(start is > 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(start), start, "A weight is above 0, and at most 1.");
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(halfLife, TimeSpan.Zero);
    }
}
