namespace Textak.Web.Features.Live;

/// <summary>
/// How long watchers are left in peace after a frame: the more of them there are, and the longer a frame takes to hand
/// out, the fewer frames they get. All boards of a node together spend at most <see cref="Share"/> of one core on telling.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>The part of one core that telling may take.</summary>
    public const double Share = 0.3;

    private static readonly TimeSpan Least = TimeSpan.FromMilliseconds(100);

    // Handing a frame to a socket is a twelfth of what it costs: framing, copying and sending come afterwards
    private const double Whole = 12;

    // One that took longer than others was mostly interrupted by something else: it counts little, until many did. Nor may it count much: the longer
    // the wait, the larger the next frame, and a larger one takes longer
    private static readonly TimeSpan MostForOne = TimeSpan.FromMicroseconds(5);
    private const double WeightOfLonger = 0.01, WeightOfShorter = 0.5;

    private readonly Lock counting = new();
    private double secondsForOne = 2e-6;
    private readonly long start = time.GetTimestamp(); // what wall clocks do is of no concern here
    private TimeSpan free;

    /// <summary>Counts one frame, and says how long its board has to wait before the next.</summary>
    /// <param name="watchers">How many sockets it was handed to.</param>
    /// <param name="handing">How long that took.</param>
    public TimeSpan After(int watchers, TimeSpan handing)
    {
        if (watchers == 0) return Least;
        lock (counting)
        {
            var one = Math.Min(handing.TotalSeconds / watchers, MostForOne.TotalSeconds);
            secondsForOne += (one > secondsForOne ? WeightOfLonger : WeightOfShorter) * (one - secondsForOne);
            // Each frame keeps the core busy for its cost, and books as much time as makes that its share
            var now = time.GetElapsedTime(start);
            free = (free > now ? free : now) + TimeSpan.FromSeconds(watchers * secondsForOne * Whole / Share);
            return free - now > Least ? free - now : Least;
        }
    }
}
