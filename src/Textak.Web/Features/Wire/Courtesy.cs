namespace Textak.Web.Features.Wire;

/// <summary>How often a feed is asked: seldom enough to be welcome, less often where it fails, and never before it wants to be.</summary>
public static class Courtesy
{
    /// <summary>Between two readings of a feed that is well.</summary>
    public static readonly TimeSpan Usual = TimeSpan.FromMinutes(15);

    /// <summary>The longest that it is left alone for failing, for saying that what it holds is fresh, and for asking to be left alone.</summary>
    public static readonly TimeSpan LongestSetback = TimeSpan.FromHours(24), LongestFresh = TimeSpan.FromHours(6), LongestWait = TimeSpan.FromDays(7);

    // Of the pause, so that the feeds of one server are not all asked in the same second
    private const double Jitter = .1;

    /// <summary>After a reading that went well.</summary>
    /// <param name="fresh">How long the server says that it holds.</param>
    /// <param name="chance">Evenly spread over [0,1).</param>
    public static TimeSpan After(TimeSpan? fresh, double chance) => Spread(Clamp(fresh ?? TimeSpan.Zero, Usual, LongestFresh), chance);

    /// <summary>After one that failed: twice as long each time.</summary>
    /// <param name="failures">How many there were in a row, this one included.</param>
    /// <param name="asked">How long the server asks to be left alone; null where it doesn't say.</param>
    /// <param name="chance">As above.</param>
    public static TimeSpan AfterFailure(int failures, TimeSpan? asked, double chance)
    {
        var setback = Spread(Clamp(Usual * Math.Pow(2, Math.Clamp(failures - 1, 0, 20)), Usual, LongestSetback), chance);
        var wait = Clamp(asked ?? TimeSpan.Zero, TimeSpan.Zero, LongestWait);
        return wait > setback ? wait : setback;
    }

    private static TimeSpan Spread(TimeSpan pause, double chance) => pause * (1 + Jitter * chance);

    private static TimeSpan Clamp(TimeSpan value, TimeSpan least, TimeSpan most) => value < least ? least : value > most ? most : value;
}
