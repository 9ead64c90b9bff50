namespace Textak.Forecasting;

/// <summary>One row of a board's log of estimates: who changed from what to what, and what they say moved them (a shift receipt).</summary>
/// <typeparam name="TReason">What names an argument or a signal.</typeparam>
public sealed record Update<TReason>
{
    /// <param name="participant">Whose estimate.</param>
    /// <param name="from">Their estimate before, whole percent, 1 to 99; null where they had none.</param>
    /// <param name="to">The new one, whole percent, 1 to 99; null where it was withdrawn or grew stale.</param>
    /// <param name="reasons">The arguments and signals that it names, each once; none for no receipt.</param>
    /// <exception cref="ArgumentOutOfRangeException">A percent is not in 1..99.</exception>
    /// <exception cref="ArgumentException">There is neither an old nor a new estimate, or a reason comes twice.</exception>
    public Update(long participant, int? from, int? to, IReadOnlyList<TReason> reasons)
    {
        ArgumentNullException.ThrowIfNull(reasons);
        if (from is { } old)
            Guard.Percent(old, nameof(from));
        if (to is { } now)
            Guard.Percent(now, nameof(to));
        if (from is null && to is null)
            throw new ArgumentException("Nothing was set and nothing withdrawn.", nameof(to));
        if (reasons.Distinct().Count() < reasons.Count)
            throw new ArgumentException("A reason comes twice.", nameof(reasons));
        (Participant, From, To, Reasons) = (participant, from, to, reasons);
    }

    /// <summary>Whose estimate.</summary>
    public long Participant { get; }

    /// <summary>Whole percent, 1 to 99; null where there was none.</summary>
    public int? From { get; }

    /// <summary>Whole percent, 1 to 99; null where it left.</summary>
    public int? To { get; }

    /// <summary>The arguments and signals that it names, each once.</summary>
    public IReadOnlyList<TReason> Reasons { get; }

    /// <summary>The step, where one estimate took the place of another; null for a newcomer and for a withdrawal.</summary>
    public Step? Step => From is { } from && To is { } to ? new(from, to) : null;
}
