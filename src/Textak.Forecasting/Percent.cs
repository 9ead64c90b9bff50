namespace Textak.Forecasting;

/// <summary>The whole percent that a page shows for a probability.</summary>
public static class Percent
{
    /// <summary>The least and the greatest percent: what a participant can enter is also all that a page can show.</summary>
    public const int Min = 1, Max = 99;

    /// <summary>The nearest whole percent, halves away from zero, never below <see cref="Min"/> or above <see cref="Max"/>.</summary>
    /// <remarks>
    /// The median of two whole percents is often a half, and then its double may lie a hair below it (0.285 * 100 is
    /// 28.499999999999996), so it is first rounded to nine places.
    /// </remarks>
    /// <param name="p">A probability in (0,1).</param>
    /// <returns>A percent, 1 to 99.</returns>
    /// <exception cref="ArgumentOutOfRangeException">p is not in (0,1).</exception>
    public static int Of(double p)
    {
        Guard.Probability(p);
        var percent = Math.Round(Math.Round(p * 100, 9), MidpointRounding.AwayFromZero);
        return Math.Clamp((int)percent, Min, Max);
    }

    /// <summary>The percent to the nearest tenth, as a chart draws it: not held to <see cref="Min"/> and <see cref="Max"/>.</summary>
    /// <param name="p">A probability, or null where there is none.</param>
    /// <returns>A percent, or null.</returns>
    public static double? Tenths(double? p) => p is { } value ? Math.Round(100 * value, 1) : null;
}
