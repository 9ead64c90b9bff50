namespace Textak.Forecasting;

/// <summary>The word for a probability.</summary>
/// <remarks>
/// Source: Intelligence Community Directive 203, "Analytic Standards" (2015), with its middle band closed at both ends.
/// </remarks>
public static class Likelihood
{
    /// <summary>
    /// almost no chance &lt; 5, very unlikely &lt; 20, unlikely &lt; 45, roughly even &lt;= 55, likely &lt;= 80,
    /// very likely &lt;= 95, almost certain above: the same at p and at 100 - p with the words turned round.
    /// </summary>
    /// <param name="percent">The displayed percent (<see cref="Percent.Of"/>), 1 to 99, so that word and number never contradict.</param>
    /// <returns>The words, in lower case.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percent is not in 1..99.</exception>
    public static string Word(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(percent, Percent.Min);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, Percent.Max);
        return percent switch
        {
            < 5 => "almost no chance",
            < 20 => "very unlikely",
            < 45 => "unlikely",
            <= 55 => "roughly even",
            <= 80 => "likely",
            <= 95 => "very likely",
            _ => "almost certain",
        };
    }
}
