namespace Textak.Forecasting;

/// <summary>
/// Everybody's current estimates on one board, in the order they were made: takes one change after the other, and says after each
/// what <see cref="Pooling"/> says of all of them, and why the number moved. The same changes always give the same numbers.
/// </summary>
/// <remarks>
/// A change costs O(sqrt(N)): the newest <see cref="Pooling.Reach"/> estimates are added up by their percent, without being sorted;
/// the geometric mean and the histogram come from the counts of each percent.
/// </remarks>
public sealed class Crowd
{
    /// <summary>Oldest first; percent 0 is a gap, where an estimate was until it was changed or withdrawn.</summary>
    private readonly List<(long Participant, int Percent)> entries = [];
    private readonly Dictionary<long, int> places = [];
    private readonly int[] counts = new int[Percent.Max + 1];

    /// <summary>The number in points as it last stood, also while nobody has an estimate.</summary>
    private double? number;

    /// <summary>Nobody yet.</summary>
    public Crowd()
    {
    }

    /// <summary>A crowd as it stands, in O(N): the same as after all the changes that led there.</summary>
    /// <param name="oldestFirst">Each participant's current estimate, whole percent, 1 to 99, in the order they were made.</param>
    /// <param name="lastStood">The number as it last stood, in (0,1), which only matters where nobody has an estimate; null where nobody ever had.</param>
    /// <exception cref="ArgumentOutOfRangeException">A percent is not in 1..99, or the number not in (0,1).</exception>
    /// <exception cref="ArgumentException">A participant comes twice.</exception>
    public Crowd(IEnumerable<(long Participant, int Percent)> oldestFirst, double? lastStood = null)
    {
        ArgumentNullException.ThrowIfNull(oldestFirst);
        if (lastStood is { } p)
        {
            Guard.Probability(p, nameof(lastStood));
            number = Points(p);
        }
        foreach (var (participant, percent) in oldestFirst)
        {
            Guard.Percent(percent, nameof(oldestFirst));
            if (!places.TryAdd(participant, entries.Count))
                throw new ArgumentException($"Participant {participant} comes twice.", nameof(oldestFirst));
            entries.Add((participant, percent));
            counts[percent]++;
        }
        if (Count > 0)
            Moved(SpreadOf(Weights(Count, newest: Count)));
    }

    /// <summary>N, how many participants have an estimate.</summary>
    public int Count => places.Count;

    /// <summary>The board's number and its quartiles, as <see cref="Pooling.RecencyWeighted(ReadOnlySpan{double})"/> has them; null without estimates.</summary>
    public Spread? Spread { get; private set; }

    /// <summary>The geometric mean of odds of all estimates, in (0,1); null without estimates.</summary>
    public double? GeometricMean
    {
        get
        {
            if (Count == 0)
                return null;
            var sum = 0.0;
            for (var percent = Percent.Min; percent <= Percent.Max; percent++)
                sum += counts[percent] * Odds.ToLogOdds(percent / 100.0);
            return Odds.FromLogOdds(sum / Count);
        }
    }

    /// <summary>The current estimates as bars, see <see cref="Forecasting.Histogram"/>.</summary>
    public IReadOnlyList<int> Histogram => Forecasting.Histogram.Of(
        Enumerable.Range(Percent.Min, Percent.Max).Select(percent => (percent, counts[percent])));

    /// <summary>A participant's current estimate.</summary>
    /// <param name="participant">Whose.</param>
    /// <returns>Whole percent, 1 to 99; null for who has none.</returns>
    public int? Of(long participant) => places.TryGetValue(participant, out var place) ? entries[place].Percent : null;

    /// <summary>A participant's first or new estimate. It becomes the newest, also where it says the same again.</summary>
    /// <param name="participant">Whose.</param>
    /// <param name="percent">Whole percent, 1 to 99.</param>
    /// <returns>How the number moved, and why.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The percent is not in 1..99.</exception>
    public Jump Set(long participant, int percent)
    {
        Guard.Percent(percent);
        var old = Leave(participant)?.Percent;
        var weights = Weights(Count + 1, newest: Count);
        // As if only the weights had changed: the old value said again, or the newcomer not yet there
        var aged = old is { } same ? Median(weights, same) : Count > 0 ? Median(weights) : number;

        places.Add(participant, entries.Count);
        entries.Add((participant, percent));
        counts[percent]++;
        weights[percent]++;
        var (before, after) = Moved(SpreadOf(weights));
        return new(old is null ? Cause.Newcomer : Cause.ChangedMind, after - (aged ?? after), (aged ?? after) - (before ?? after));
    }

    /// <summary>A participant's estimate leaves the number, because it was withdrawn or grew stale.</summary>
    /// <param name="participant">Whose.</param>
    /// <returns>How the number moved, and why.</returns>
    /// <exception cref="ArgumentException">The participant has no estimate.</exception>
    public Jump Withdraw(long participant)
    {
        if (Leave(participant) is not { Place: var place })
            throw new ArgumentException("This participant has no estimate.", nameof(participant));
        if (Count == 0)
        {
            Spread = null;
            return new(Cause.Withdrawal, 0, 0);
        }

        // As if only the value was missing: each of the others counts as much as while it was there
        var without = Median(Weights(Count + 1, newest: Count + 1, gap: place));
        var (before, after) = Moved(SpreadOf(Weights(Count, newest: Count)));
        return new(Cause.Withdrawal, without - before!.Value, after - without);
    }

    private (int Place, int Percent)? Leave(long participant)
    {
        if (!places.Remove(participant, out var place))
            return null;
        var percent = entries[place].Percent;
        entries[place] = (participant, 0);
        counts[percent]--;
        return (place, percent);
    }

    /// <summary>The weight of each percent, where the newest entry is the so many-th oldest of the total.</summary>
    private double[] Weights(int total, int newest, int gap = -1)
    {
        var weights = new double[Percent.Max + 1];
        var n = newest;
        var last = total - Pooling.Reach(total);
        for (var place = entries.Count - 1; place >= 0 && n > last; place--)
        {
            var percent = entries[place].Percent;
            if (percent > 0)
                weights[percent] += Pooling.RecencyWeight(n, total);
            if (percent > 0 || place == gap)
                n--;
        }
        return weights;
    }

    private static double Median(double[] weights, int newest)
    {
        double[] all = [.. weights];
        all[newest]++;
        return Median(all);
    }

    private static double Median(double[] weights) => Points(SpreadOf(weights).Median);

    private static Spread SpreadOf(double[] weights)
    {
        int[] given = [.. Enumerable.Range(Percent.Min, Percent.Max).Where(percent => weights[percent] > 0)];
        return Pooling.Weighted([.. given.Select(percent => percent / 100.0)], [.. given.Select(percent => weights[percent])]);
    }

    /// <summary>A median of whole percents is a whole or a half point: as such it is exact, and so are all sums of differences.</summary>
    private static double Points(double median) => Math.Round(200 * median) / 2;

    private (double? Before, double After) Moved(Spread spread)
    {
        var before = number;
        Spread = spread;
        number = Points(spread.Median);
        // Gaps cost a look each time; as few as the estimates that are looked at anyway never matter
        if (entries.Count - Count > Pooling.Reach(Count))
            CloseGaps();
        return (before, number.Value);
    }

    private void CloseGaps()
    {
        entries.RemoveAll(entry => entry.Percent == 0);
        for (var place = 0; place < entries.Count; place++)
            places[entries[place].Participant] = place;
    }
}
