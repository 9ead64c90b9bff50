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

    /// <summary>Pools what the others say: <see cref="Pooling.RecencyWeighted(ReadOnlySpan{double}, int)"/>.</summary>
    /// <param name="with">The board's number.</param>
    /// <param name="newest">The newest current estimates of the others, each in (0,1), oldest first: at least <see cref="Pooling.Reach"/> of them.</param>
    /// <param name="others">How many others have one.</param>
    /// <param name="young">How many young accounts have one.</param>
    /// <returns>Null where nobody but young accounts estimated: there is nothing to compare with.</returns>
    /// <exception cref="ArgumentException">An estimate is not in (0,1), or there are too few or too many.</exception>
    public static Brigade? Of(double with, ReadOnlySpan<double> newest, int others, int young) =>
        others == 0 ? null : new(with, Pooling.RecencyWeighted(newest, others).Median, young);
}
