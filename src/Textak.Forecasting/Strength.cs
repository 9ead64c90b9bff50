namespace Textak.Forecasting;

/// <summary>How strong people find an argument, and how much they differ about it, from votes of 0 to 5.</summary>
/// <remarks>
/// While votes are few both are drawn to what is to be expected of an argument that nobody has voted on, as if
/// <see cref="PriorVotes"/> had voted <see cref="PriorMean"/>. The mean is then the posterior mean of a normal model with a normal prior that
/// weighs as much as so many votes: a compromise of the two means, each weighted by its precision. Source: Gelman, Carlin, Stern, Dunson, Vehtari,
/// Rubin, "Bayesian Data Analysis", 3rd edition (2013), section 2.5. How many the prior weighs is the board's own convention.
/// </remarks>
public static class Strength
{
    /// <summary>The highest vote; the lowest is 0.</summary>
    public const int Most = 5;

    /// <summary>How many votes the prior weighs.</summary>
    public const int PriorVotes = 3;

    /// <summary>What it says: the middle.</summary>
    public const double PriorMean = Most / 2.0;

    /// <summary>(sum of votes + 7.5) / (number of votes + 3).</summary>
    /// <param name="votes">How many voted, 0 or more.</param>
    /// <param name="sum">The sum of their votes, from 0 to 5 for each.</param>
    /// <returns>From 0 to 5, both excluded: 2.5 without a vote, 3.125 with one of 5.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no such votes.</exception>
    public static double Of(int votes, int sum)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(votes);
        ArgumentOutOfRangeException.ThrowIfNegative(sum);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(sum, Most * (long)votes);
        return (sum + PriorVotes * PriorMean) / (votes + PriorVotes);
    }

    /// <summary>√((sum of squares − (sum of votes)² / number of votes) / (number of votes + 3)): their standard deviation, drawn to 0.</summary>
    /// <param name="votes">As above.</param>
    /// <param name="sum">As above.</param>
    /// <param name="squares">The sum of the squares of their votes.</param>
    /// <returns>From 0, where all say the same or nobody says anything, to 2.5, where half say 0 and half say 5 and they are many.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are no such votes.</exception>
    public static double Contest(int votes, int sum, int squares)
    {
        Of(votes, sum);
        if (votes == 0) return 0;
        var spread = squares - (double)sum * sum / votes;
        // A square is at least its vote, at most five times it, and they spread about their mean
        if (squares < sum || squares > Most * (long)sum || spread < -1e-9) throw new ArgumentOutOfRangeException(nameof(squares), squares, "No votes have these sums.");
        return Math.Sqrt(Math.Max(0, spread) / (votes + PriorVotes));
    }
}
