using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>
/// Why the number moved over a span of time: the sum of its jumps by what caused them. Jumps are whole or half points, so a double
/// holds every sum of them exactly, and the four parts add up to the movement without a remainder, in whatever order they are added.
/// </summary>
/// <param name="ChangedMinds">What new values in place of old ones did, in percentage points.</param>
/// <param name="Newcomers">What values of people without an estimate till then did, in percentage points.</param>
/// <param name="Withdrawals">What the loss of withdrawn and stale estimates did, in percentage points.</param>
/// <param name="Ageing">What it did that each change makes all other estimates older or newer, in percentage points.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct MovementSplit(double ChangedMinds, double Newcomers, double Withdrawals, double Ageing)
{
    /// <summary>The movement, in percentage points: the number at the end less the number at the start, each as it last stood.</summary>
    public double Total => ChangedMinds + Newcomers + Withdrawals + Ageing;

    /// <summary>Adds up the jumps of a span.</summary>
    /// <param name="jumps">One for each change in the span; the order is free.</param>
    public static MovementSplit Of(IEnumerable<Jump> jumps)
    {
        ArgumentNullException.ThrowIfNull(jumps);
        return jumps.Aggregate(default(MovementSplit), (split, jump) => split + jump);
    }

    /// <summary>With one more jump.</summary>
    public static MovementSplit operator +(MovementSplit split, Jump jump) => jump.Cause switch
    {
        Cause.ChangedMind => split with { ChangedMinds = split.ChangedMinds + jump.Own, Ageing = split.Ageing + jump.Ageing },
        Cause.Newcomer => split with { Newcomers = split.Newcomers + jump.Own, Ageing = split.Ageing + jump.Ageing },
        Cause.Withdrawal => split with { Withdrawals = split.Withdrawals + jump.Own, Ageing = split.Ageing + jump.Ageing },
        _ => throw new ArgumentOutOfRangeException(nameof(jump), jump.Cause, "This cause is not known."),
    };

    /// <summary>What happened between two moments, where both splits begin at the same one: the parts are exact, for they are half points.</summary>
    public static MovementSplit operator -(MovementSplit until, MovementSplit from) => new(
        until.ChangedMinds - from.ChangedMinds, until.Newcomers - from.Newcomers, until.Withdrawals - from.Withdrawals, until.Ageing - from.Ageing);

    /// <summary>
    /// The parts in whole points that add up to the movement that a page shows. Each is rounded down, and those with the largest
    /// remainders get the missing points; a part that is 0 stays 0.
    /// </summary>
    /// <param name="shown">The movement as shown, <see cref="Movement.Points"/>: within a point of <see cref="Total"/>.</param>
    /// <returns>Whole percentage points in the same order, each within two points of the part.</returns>
    /// <exception cref="ArgumentOutOfRangeException">It is another movement that is shown.</exception>
    public (int ChangedMinds, int Newcomers, int Withdrawals, int Ageing) Whole(int shown)
    {
        if (!(Math.Abs(shown - Total) <= 1))
            throw new ArgumentOutOfRangeException(nameof(shown), shown, $"The movement is {Total} points.");

        double[] parts = [ChangedMinds, Newcomers, Withdrawals, Ageing];
        int[] whole = [.. parts.Select(part => (int)Math.Floor(part))];
        int[] byRemainder = [.. Enumerable.Range(0, 4).Where(i => parts[i] != 0).OrderByDescending(i => parts[i] - whole[i])];
        var missing = shown - whole.Sum();
        if (byRemainder.Length == 0 && missing != 0)
            throw new ArgumentOutOfRangeException(nameof(shown), shown, "Nothing moved.");
        for (var turn = 0; turn < missing; turn++)
            whole[byRemainder[turn % byRemainder.Length]]++;
        if (missing < 0)
            whole[byRemainder[^1]]--;
        return (whole[0], whole[1], whole[2], whole[3]);
    }
}
