namespace Textak.Forecasting;

/// <summary>The time over which a forecast is scored: what counts ends with its resolution, what it is measured by is the planned time.</summary>
public sealed record Term
{
    /// <param name="opened">When the forecast opened.</param>
    /// <param name="horizon">When it was due to close, after <paramref name="opened"/>.</param>
    /// <param name="ended">When the answer was known, not before <paramref name="opened"/>; later than the horizon counts as the horizon.</param>
    /// <exception cref="ArgumentOutOfRangeException">The horizon or the end comes too early.</exception>
    public Term(DateTimeOffset opened, DateTimeOffset horizon, DateTimeOffset ended)
    {
        if (horizon <= opened)
            throw new ArgumentOutOfRangeException(nameof(horizon), horizon, "The horizon comes after the opening.");
        if (ended < opened)
            throw new ArgumentOutOfRangeException(nameof(ended), ended, "The end does not come before the opening.");
        (Opened, Horizon, Ended) = (opened, horizon, ended < horizon ? ended : horizon);
    }

    /// <summary>When the forecast opened.</summary>
    public DateTimeOffset Opened { get; }

    /// <summary>When it was due to close.</summary>
    public DateTimeOffset Horizon { get; }

    /// <summary>When scoring ends, from <see cref="Opened"/> to <see cref="Horizon"/>.</summary>
    public DateTimeOffset Ended { get; }

    /// <summary>The planned time, in ticks, above 0.</summary>
    internal double Planned => (Horizon - Opened).Ticks;

    /// <summary>The part of a stretch that is scored, in ticks after the opening; empty (from = until) where none is.</summary>
    internal (long From, long Until) Within(DateTimeOffset from, DateTimeOffset? until)
    {
        var all = (Ended - Opened).Ticks;
        var start = Math.Clamp((from - Opened).Ticks, 0, all);
        return (start, until is { } end ? Math.Clamp((end - Opened).Ticks, start, all) : all);
    }
}
