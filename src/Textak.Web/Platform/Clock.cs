namespace Textak.Web.Platform;

public static class Clock
{
    /// <summary>Now, to the microsecond: what both databases keep exactly.</summary>
    public static DateTimeOffset Now(this TimeProvider time)
    {
        var now = time.GetUtcNow();
        return now.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));
    }
}
