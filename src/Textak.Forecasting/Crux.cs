using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>The crux of a debate: the argument that those above and those below the board's number weigh most differently.</summary>
/// <remarks>
/// After the "double crux" of the Center for Applied Rationality: what people disagree about is worth talking about where their answer to it
/// goes with their answer to the question. Here it is found, not asked for: the strength votes of the two sides are compared, each
/// drawn to the middle while it is small. The thresholds are the board's own convention.
/// </remarks>
public static class Crux
{
    /// <summary>The fewest votes from each side.</summary>
    public const int FewestVotes = 2;

    /// <summary>The least difference that is worth a word, in points of strength.</summary>
    public const double LeastDivide = .5;

    /// <summary>How much more those above the number find in an argument than those below it: the difference of their <see cref="Strength"/>.</summary>
    /// <returns>From -5 to 5, below 0 where those below find more in it.</returns>
    public static double Divide(Weighing above, Weighing below) => Strength.Of(above.Votes, above.Sum) - Strength.Of(below.Votes, below.Sum);

    /// <summary>The one of some arguments that divides most; the first of them where two divide as much.</summary>
    /// <returns>Null where none has votes enough from both sides, or none divides enough.</returns>
    public static TArgument? Of<TArgument>(IEnumerable<(TArgument Argument, Weighing Above, Weighing Below)> weighed) where TArgument : struct
    {
        ArgumentNullException.ThrowIfNull(weighed);
        TArgument? crux = null;
        var most = 0d;
        foreach (var (argument, above, below) in weighed)
        {
            if (above.Votes < FewestVotes || below.Votes < FewestVotes) continue;
            var divide = Math.Abs(Divide(above, below));
            if (divide >= LeastDivide && divide > most) (crux, most) = (argument, divide);
        }
        return crux;
    }
}

/// <summary>How one side weighs an argument.</summary>
/// <param name="Votes">How many of it voted, 0 or more.</param>
/// <param name="Sum">The sum of their votes, 0 to 5 each.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Weighing(int Votes, int Sum);
