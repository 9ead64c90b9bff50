namespace Textak.Forecasting;

/// <summary>Many estimates made into one probability.</summary>
public static class Pooling
{
    /// <summary>How close to a half or a quarter, as a share of all weight, counts as exactly that.</summary>
    /// <remarks>
    /// Rounding moves a share by less than 1e-11 even over a million estimates, and the truncation of <see cref="Reach"/>
    /// by up to 2.1e-9; no estimate whose weight matters is that light.
    /// </remarks>
    private const double Tolerance = 1e-9;

    /// <summary>
    /// The board's probability: the recency-weighted median, w_n = exp(sqrt(n) - sqrt(N)) for n = 1 (oldest) to N (newest),
    /// all 1 when N &lt;= 2.
    /// </summary>
    /// <remarks>
    /// Source: Metaculus, "How is the Community Prediction calculated?", and its open source code (utils/the_math).
    /// Costs O(sqrt(N) log N): only the newest <see cref="Reach"/> estimates are looked at.
    /// </remarks>
    /// <param name="oldestFirst">Each participant's current estimate, a probability in (0,1), in the order they were made.</param>
    /// <returns>The median with its quartiles.</returns>
    /// <exception cref="ArgumentException">There is no estimate, or one is not in (0,1).</exception>
    public static Spread RecencyWeighted(ReadOnlySpan<double> oldestFirst) => RecencyWeighted(oldestFirst, oldestFirst.Length);

    /// <summary>The same, for a caller that has read only the newest <see cref="Reach"/> estimates. The answer is the same too.</summary>
    /// <param name="newest">The newest estimates, each in (0,1), still oldest first: at least <c>Reach(total)</c> of them.</param>
    /// <param name="total">N, how many current estimates there are in all.</param>
    /// <returns>The median with its quartiles.</returns>
    /// <exception cref="ArgumentException">There is no estimate, too few or too many for the total, or one is not in (0,1).</exception>
    public static Spread RecencyWeighted(ReadOnlySpan<double> newest, int total)
    {
        Guard.Probabilities(newest);
        if (newest.Length > total)
            throw new ArgumentException($"{newest.Length} estimates were given, of {total} in all.", nameof(newest));
        if (newest.Length < Reach(total))
            throw new ArgumentException($"Of {total} estimates the newest {Reach(total)} are needed, not {newest.Length}.", nameof(newest));

        var read = newest[^Reach(total)..];
        var weights = new double[read.Length];
        for (var i = 0; i < read.Length; i++)
            weights[i] = RecencyWeight(total - read.Length + 1 + i, total);
        return Weighted(read, weights);
    }

    /// <summary>How many of the newest estimates make the probability: 40 sqrt(N), rounded up, or all of them if that is fewer.</summary>
    /// <remarks>
    /// An estimate 40 sqrt(N) back has at most e^-20 times the newest one's weight. All that are older hold less than
    /// e^-20 = 2.1e-9 of the weight together (and less than 1e-9 up to N = 100 000), so the board need not read them.
    /// </remarks>
    /// <param name="total">N, how many current estimates there are; at least 1.</param>
    /// <returns>A count from 1 to N; N itself up to 1600.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The total is less than 1.</exception>
    public static int Reach(int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(total, 1);
        return (int)Math.Min(total, Math.Ceiling(40 * Math.Sqrt(total)));
    }

    /// <summary>The weight of the n-th oldest of N estimates: exp(sqrt(n) - sqrt(N)), and 1 when N &lt;= 2.</summary>
    /// <param name="n">The estimate's place in time, 1 (oldest) to N (newest).</param>
    /// <param name="total">N, how many current estimates there are.</param>
    /// <returns>A weight in (0,1], 1 for the newest.</returns>
    /// <exception cref="ArgumentOutOfRangeException">n is not in 1..N.</exception>
    public static double RecencyWeight(int n, int total)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(n, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(n, total);
        return total <= 2 ? 1 : Math.Exp(Math.Sqrt(n) - Math.Sqrt(total));
    }

    /// <summary>
    /// Weighted median and quartiles. For the share s = 1/4, 1/2, 3/4 of all weight, L is the smallest value with a cumulative
    /// share &gt;= s, R the smallest with a share &gt; s, and the answer is (L + R) / 2.
    /// </summary>
    /// <param name="values">Probabilities in (0,1), in any order.</param>
    /// <param name="weights">A positive, finite weight for each of them; only their ratios matter.</param>
    /// <returns>The median with its quartiles.</returns>
    /// <exception cref="ArgumentException">There is no value, one is not in (0,1), or the weights don't fit.</exception>
    public static Spread Weighted(ReadOnlySpan<double> values, ReadOnlySpan<double> weights)
    {
        Guard.Probabilities(values);
        if (weights.Length != values.Length)
            throw new ArgumentException($"{values.Length} values have {weights.Length} weights.", nameof(weights));
        foreach (var weight in weights)
            Guard.Weight(weight, nameof(weights));

        double[] sorted = [.. values];
        double[] cumulative = [.. weights];
        Array.Sort(sorted, cumulative);
        for (var i = 1; i < cumulative.Length; i++)
            cumulative[i] += cumulative[i - 1];

        return new Spread(Quantile(sorted, cumulative, 0.25), Quantile(sorted, cumulative, 0.5), Quantile(sorted, cumulative, 0.75));
    }

    private static double Quantile(double[] sorted, double[] cumulative, double share)
    {
        var all = cumulative[^1];
        var left = Array.FindIndex(cumulative, c => c >= (share - Tolerance) * all);
        var right = Array.FindIndex(cumulative, left, c => c > (share + Tolerance) * all);
        return (sorted[left] + sorted[right]) / 2;
    }

    /// <summary>The geometric mean of odds, shown beside the board's number: o = (prod p/(1-p))^(1/N), p = o/(1+o).</summary>
    /// <remarks>
    /// Computed as the mean of the log-odds, so that many estimates don't overflow the product.
    /// Source: Satopää et al., "Combining multiple probability predictions using a simple logit model", Int. J. Forecasting 30 (2014).
    /// </remarks>
    /// <param name="estimates">Probabilities in (0,1), in any order.</param>
    /// <returns>A probability in (0,1), between the smallest and the largest estimate but for rounding.</returns>
    /// <exception cref="ArgumentException">There is no estimate, or one is not in (0,1).</exception>
    public static double GeometricMeanOfOdds(ReadOnlySpan<double> estimates)
    {
        Guard.Probabilities(estimates);
        var sum = 0.0;
        foreach (var p in estimates)
            sum += Odds.ToLogOdds(p);
        return Odds.FromLogOdds(sum / estimates.Length);
    }
}
