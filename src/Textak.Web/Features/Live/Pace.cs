namespace Textak.Web.Features.Live;

/// <summary>
/// How long watchers are left in peace after a frame: the more of them there are, and the more work a frame is, the fewer frames they get. All boards of a
/// node together spend at most <see cref="Share"/> of one core on telling, but for what can't wait: the first change after silence.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>The part of one core that telling may take.</summary>
    public const double Share = 0.5;

    /// <summary>From one frame to the next, however few watch: who reads takes in no more than five a second.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    // Whatever else the program did meanwhile is in it: one that cost more than others counts little, until many did, and never much. For
    // the longer the wait, the larger the next frame, and a larger one costs more
    private const double WeightOfMore = 0.1, WeightOfLess = 0.3;
    private const double MostForOne = 40e-6;

    private readonly Lock counting = new();
    private readonly long start = time.GetTimestamp(); // what wall clocks do is of no concern here
    private double secondsForOne = 20e-6;
    private TimeSpan free;
    private long begun;
    private int underWay;

    /// <summary>Begins telling.</summary>
    public Telling Begin()
    {
        lock (counting) return new(++begun, ++underWay == 1, time.GetElapsedTime(start), Environment.CpuUsage.TotalTime);
    }

    /// <summary>Ends it: everybody has been handed it.</summary>
    /// <param name="telling">What began it.</param>
    /// <param name="handed">How many sockets were handed a frame.</param>
    /// <returns>How long to wait before the next.</returns>
    public TimeSpan After(Telling telling, int handed)
    {
        lock (counting)
        {
            underWay--;
            if (telling.IsAlone && telling.Number == begun && handed >= Portions.Crowd) Learn((Environment.CpuUsage.TotalTime - telling.Cpu).TotalSeconds / handed);
            // Each books as much time as makes what it costs its share
            var now = time.GetElapsedTime(start);
            free = (free > telling.At ? free : telling.At) + TimeSpan.FromSeconds(handed * secondsForOne / Share);
            var next = handed > 0 && free > telling.At + Least ? free : telling.At + Least;
            return next > now ? next - now : TimeSpan.Zero;
        }
    }

    private void Learn(double one)
    {
        one = Math.Min(one, MostForOne);
        secondsForOne += (one > secondsForOne ? WeightOfMore : WeightOfLess) * (one - secondsForOne);
    }

    /// <summary>A telling that is under way.</summary>
    /// <param name="IsAlone">Whether no other was when it began.</param>
    /// <param name="At">When it began.</param>
    /// <param name="Cpu">What the program had used until then.</param>
    internal readonly record struct Telling(long Number, bool IsAlone, TimeSpan At, TimeSpan Cpu);
}
