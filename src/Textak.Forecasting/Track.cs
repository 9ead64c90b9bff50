namespace Textak.Forecasting;

/// <summary>
/// What one participant said over the life of a forecast, and how it came out. The board's number and the geometric mean are
/// scored in the same way, as if each was a participant (<see cref="Held.Between"/>).
/// </summary>
/// <remarks>
/// An average over time rewards who was right early, and who came round. Only differences of times count: all of them moved by
/// the same amount give the same scores.
/// </remarks>
public sealed class Track
{
    private readonly List<(double P, long From, long Until)> stretches = [];

    /// <param name="history">What was held when, oldest first, without overlaps; what lies outside of the term does not count.</param>
    /// <param name="term">The time that is scored.</param>
    /// <param name="outcome">Whether the forecast resolved true.</param>
    /// <exception cref="ArgumentOutOfRangeException">A probability in the history is not in (0,1).</exception>
    /// <exception cref="ArgumentException">The history is not in the order of time, or two stretches overlap.</exception>
    public Track(IReadOnlyList<Held> history, Term term, bool outcome)
    {
        Guard.History(history);
        ArgumentNullException.ThrowIfNull(term);
        (History, Term, Outcome) = (history, term, outcome);
        foreach (var (p, from, until) in history)
            if (term.Within(from, until) is var (start, end) && start < end)
                stretches.Add((p, start, end));
    }

    /// <summary>What was held when, oldest first, also outside of the term.</summary>
    public IReadOnlyList<Held> History { get; }

    /// <summary>The time that is scored.</summary>
    public Term Term { get; }

    /// <summary>Whether the forecast resolved true.</summary>
    public bool Outcome { get; }

    /// <summary>The share of the planned time with an estimate, 0 to 1: at most the share until the end.</summary>
    public double Coverage => stretches.Sum(s => s.Until - s.From) / Term.Planned;

    /// <summary>
    /// <see cref="Scoring.Baseline"/> averaged from the opening to the horizon: 0 while there was no estimate, and 0 after the end, so
    /// that a forecast resolved early keeps the full denominator.
    /// </summary>
    /// <remarks>Source: Metaculus, "Scores FAQ", do all my predictions on a question count toward my score?</remarks>
    /// <returns>Points, below 100, and the coverage.</returns>
    public TimeScore Baseline() => new(stretches.Sum(s => Scoring.Baseline(s.P, Outcome) * (s.Until - s.From)) / Term.Planned, Coverage);

    /// <summary><see cref="Scoring.Relative"/> to the crowd, averaged like <see cref="Baseline"/>: 0 while either had no number.</summary>
    /// <param name="crowd">The board's number on the same forecast.</param>
    /// <returns>Points, and the share of the planned time in which both had a number.</returns>
    /// <exception cref="ArgumentException">The crowd's track is of another term or outcome.</exception>
    public TimeScore RelativeTo(Track crowd)
    {
        ArgumentNullException.ThrowIfNull(crowd);
        if (crowd.Term != Term || crowd.Outcome != Outcome)
            throw new ArgumentException("The crowd's track is of another forecast.", nameof(crowd));

        double score = 0, both = 0;
        for (int i = 0, j = 0; i < stretches.Count && j < crowd.stretches.Count;)
        {
            var (own, other) = (stretches[i], crowd.stretches[j]);
            var overlap = Math.Max(0, Math.Min(own.Until, other.Until) - Math.Max(own.From, other.From));
            score += overlap * Scoring.Relative(own.P, other.P, Outcome);
            both += overlap;
            if (own.Until <= other.Until) i++; else j++;
        }
        return new(score / Term.Planned, both / Term.Planned);
    }

    /// <summary><see cref="Scoring.Brier"/> averaged over the time with an estimate.</summary>
    /// <remarks>Not over all of the time: a penalty of 0 for silence would make silence the best answer. Read it with <see cref="Coverage"/>.</remarks>
    /// <returns>A penalty in (0,1): less is better; null where there never was an estimate.</returns>
    public double? Brier() => Mean(p => Scoring.Brier(p, Outcome));

    /// <summary><see cref="Scoring.Log"/> averaged over the time with an estimate, like <see cref="Brier"/>.</summary>
    /// <returns>Nats, below 0: nearer to 0 is better; null where there never was an estimate.</returns>
    public double? Log() => Mean(p => Scoring.Log(p, Outcome));

    private double? Mean(Func<double, double> score)
    {
        var all = (double)stretches.Sum(s => s.Until - s.From);
        return all > 0 ? stretches.Sum(s => score(s.P) * (s.Until - s.From)) / all : null;
    }

    /// <summary>Each probability with the share of the time up to the end in which it stood: 1 in all for who always had an estimate.</summary>
    /// <returns>What <see cref="Murphy"/> and <see cref="Calibration"/> count, oldest first.</returns>
    public IEnumerable<Weighed> Weighed()
    {
        var all = (double)(Term.Ended - Term.Opened).Ticks;
        return stretches.Select(s => new Weighed(s.P, Outcome, (s.Until - s.From) / all));
    }

    /// <summary>The stretches in ticks after the opening, oldest first, none empty.</summary>
    internal IReadOnlyList<(double P, long From, long Until)> Stretches => stretches;
}
