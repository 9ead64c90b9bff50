using System.Runtime.CompilerServices;

namespace Textak.Forecasting;

/// <summary>The conditions that every formula here asks of what it is given.</summary>
internal static class Guard
{
    internal static void Probability(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        // Written so that NaN fails too
        if (!(value > 0 && value < 1))
            throw new ArgumentOutOfRangeException(name, value, "A probability lies between 0 and 1, both excluded.");
    }

    internal static void Probabilities(ReadOnlySpan<double> values, [CallerArgumentExpression(nameof(values))] string? name = null)
    {
        if (values.IsEmpty)
            throw new ArgumentException("At least one probability is needed.", name);
        foreach (var value in values)
            Probability(value, name);
    }

    internal static void Weight(double value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (!(value > 0 && double.IsFinite(value)))
            throw new ArgumentOutOfRangeException(name, value, "A weight is positive and finite.");
    }

    internal static void Percent(int value, [CallerArgumentExpression(nameof(value))] string? name = null)
    {
        if (value is < Forecasting.Percent.Min or > Forecasting.Percent.Max)
            throw new ArgumentOutOfRangeException(name, value, "An estimate is a whole percent from 1 to 99.");
    }

    internal static void History(IReadOnlyList<Held> history, [CallerArgumentExpression(nameof(history))] string? name = null)
    {
        ArgumentNullException.ThrowIfNull(history, name);
        for (var i = 0; i < history.Count; i++)
        {
            Probability(history[i].P, name);
            if (history[i].Until < history[i].From)
                throw new ArgumentException($"Stretch {i} ends before it begins.", name);
            if (i > 0 && !(history[i - 1].Until <= history[i].From))
                throw new ArgumentException($"Stretch {i} begins before the one before it has ended.", name);
        }
    }
}
