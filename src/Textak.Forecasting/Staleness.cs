namespace Textak.Forecasting;

/// <summary>
/// How long an estimate counts when nobody touches it: a tenth of the forecast's lifetime, but at least 30 days. A forecast of two
/// years asks every 73 days, one of half a year every 30, and one of a month never.
/// </summary>
/// <remarks>Source: the default of Metaculus, whose participants may choose another share; here it is one rule for all.</remarks>
public static class Staleness
{
    /// <summary>The share of the lifetime, from opening to horizon.</summary>
    public const double Share = .1;

    /// <summary>The least time that an estimate counts.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromDays(30);

    /// <summary>How long before the end of that time its owner is told.</summary>
    public static readonly TimeSpan Notice = TimeSpan.FromDays(7);

    /// <summary>When an estimate grows stale, unless it is changed or reaffirmed.</summary>
    /// <param name="opened">When the forecast opened.</param>
    /// <param name="horizon">When it is due to close, after <paramref name="opened"/>.</param>
    /// <param name="madeAt">When the estimate was made or last reaffirmed, not before <paramref name="opened"/>.</param>
    /// <returns>When to say so, and when it leaves the number; null where it lasts to the horizon.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The horizon or the estimate comes before the opening.</exception>
    public static (DateTimeOffset NoticeAt, DateTimeOffset At)? Of(DateTimeOffset opened, DateTimeOffset horizon, DateTimeOffset madeAt)
    {
        if (horizon <= opened)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The horizon comes after the opening.");
        if (madeAt < opened)
            throw new ArgumentOutOfRangeException(nameof(madeAt), madeAt, "An estimate is not made before the opening.");

        var share = (horizon - opened) * Share;
        var lasts = share > Least ? share : Least;
        if (horizon - madeAt <= lasts)
            return null;
        var at = madeAt + lasts;
        return (at - Notice, at);
    }
}
