namespace Textak.Forecasting;

/// <summary>What a board's number is with all estimates, and what it would be without those of young accounts.</summary>
/// <param name="With">The recency-weighted median of all, in (0,1).</param>
/// <param name="Without">The same without the young accounts', in (0,1).</param>
/// <param name="Young">How many young accounts have an estimate.</param>
public sealed record Brigade(double With, double Without, int Young)
{
    /// <summary>Fewer young accounts than this are chance.</summary>
    public const int Fewest = 3;

    /// <summary>Whole percentage points that they have to move the number by.</summary>
    public const int Least = 2;

    /// <summary>Whether it is worth a word: several young accounts, and a number that they move.</summary>
    public bool Stands => Young >= Fewest && Math.Abs(Percent.Of(With) - Percent.Of(Without)) >= Least;

    /// <summary>Pools twice: <see cref="Pooling.RecencyWeighted(ReadOnlySpan{double})"/>.</summary>
    /// <param name="oldestFirst">Each participant's current estimate, a probability in (0,1), in the order they were made, and whether the account is young.</param>
    /// <returns>Null where nobody estimated, or nobody but young accounts: there is nothing to compare with.</returns>
    /// <exception cref="ArgumentException">An estimate is not in (0,1).</exception>
    public static Brigade? Of(IReadOnlyList<(double P, bool IsYoung)> oldestFirst)
    {
        double[] all = [.. oldestFirst.Select(one => one.P)], old = [.. oldestFirst.Where(one => !one.IsYoung).Select(one => one.P)];
        return old.Length == 0 ? null : new(Pooling.RecencyWeighted(all).Median, Pooling.RecencyWeighted(old).Median, all.Length - old.Length);
    }
}
