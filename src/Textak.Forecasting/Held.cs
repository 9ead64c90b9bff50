using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>One probability that somebody, or the board, stood by from one moment until another.</summary>
/// <param name="P">In (0,1).</param>
/// <param name="From">When it was said.</param>
/// <param name="Until">When it was changed or withdrawn, not before <paramref name="From"/>; null while it stands.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Held(double P, DateTimeOffset From, DateTimeOffset? Until)
{
    /// <summary>A number that is kept point by point, such as the board's, as what held between the points.</summary>
    /// <param name="points">When it became what, a probability in (0,1) or null for none, oldest first.</param>
    /// <returns>A stretch for each point with a number, oldest first; the last of them stands if nothing came after it.</returns>
    /// <exception cref="ArgumentException">The points are not in the order of time, or one is not in (0,1).</exception>
    public static IReadOnlyList<Held> Between(IReadOnlyList<(DateTimeOffset At, double? P)> points)
    {
        ArgumentNullException.ThrowIfNull(points);
        var history = new List<Held>(points.Count);
        for (var i = 0; i < points.Count; i++)
            if (points[i].P is { } p)
                history.Add(new(p, points[i].At, i + 1 < points.Count ? points[i + 1].At : null));
        Guard.History(history, nameof(points));
        return history;
    }
}
