namespace Textak.Web.Features.Live;

/// <summary>
/// How long watchers are left in peace after a frame: the more of them there are, and the more work a frame is, the fewer frames they get. All boards of a
/// node together spend <see cref="Share"/> of one core on telling, but for what can't wait: the first change after silence. Where the cores are full it
/// can't be told well whose time it was; then it may be <see cref="Most"/>.
/// </summary>
internal sealed class Pace(TimeProvider time)
{
    /// <summary>The part of one core that telling may take.</summary>
    public const double Share = 0.5;

    /// <summary>The part of one core that it takes at most.</summary>
    public const double Most = 0.75;

    /// <summary>From one frame to the next, however few watch: who reads takes in no more than five a second.</summary>
    public static readonly TimeSpan Least = TimeSpan.FromMilliseconds(200);

    // One that cost more than others counts little, until many did, and never much: the longer the wait, the larger the next frame, and a
    // larger one costs more
    private const double WeightOfMore = 0.1, WeightOfLess = 0.3;
    private const double MostForOne = 40e-6;

    // Where a core is full, everything else has to wait during a telling, and takes all of it before: so much of what the program took meanwhile is a telling's own
    private const double LeastOfAll = Share / Most;

    // Less than that says little about what the program does besides
    private static readonly TimeSpan LeastBetween = TimeSpan.FromMilliseconds(20);

    private readonly Lock counting = new();
    private readonly long start = time.GetTimestamp(); // what wall clocks do is of no concern here
    private double secondsForOne = 20e-6;
    private TimeSpan free;
    private Reading ended = new(TimeSpan.Zero, Environment.CpuUsage.TotalTime); // of the last one, when no other was under way
    private double coresOfOthers;
    private long begun;
    private int underWay;

    /// <summary>Begins telling.</summary>
    public Telling Begin()
    {
        lock (counting)
        {
            var now = Read();
            // What the program took before, it takes meanwhile too
            var isAlone = underWay++ == 0;
            if (isAlone && now.At - ended.At > LeastBetween) coresOfOthers = (now.Cpu - ended.Cpu) / (now.At - ended.At);
            return new(++begun, isAlone, now);
        }
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
            var now = Read();
            if (telling.IsAlone && telling.Number == begun && handed >= Portions.Crowd) Learn(telling, now, handed);
            if (underWay == 0) ended = now;
            // Each books as much time as makes what it costs its share
            var at = telling.Begun.At;
            free = (free > at ? free : at) + TimeSpan.FromSeconds(handed * secondsForOne / Share);
            var next = handed > 0 && free > at + Least ? free : at + Least;
            return next > now.At ? next - now.At : TimeSpan.Zero;
        }
    }

    private Reading Read() => new(time.GetElapsedTime(start), Environment.CpuUsage.TotalTime);

    private void Learn(Telling telling, Reading now, int handed)
    {
        var all = (now.Cpu - telling.Begun.Cpu).TotalSeconds;
        var own = Math.Max(all - coresOfOthers * (now.At - telling.Begun.At).TotalSeconds, LeastOfAll * all);
        var one = Math.Min(own / handed, MostForOne);
        secondsForOne += (one > secondsForOne ? WeightOfMore : WeightOfLess) * (one - secondsForOne);
    }

    /// <summary>A telling that is under way.</summary>
    /// <param name="IsAlone">Whether no other was when it began.</param>
    internal readonly record struct Telling(long Number, bool IsAlone, Reading Begun);

    /// <summary>A moment, and what CPU time the program had used until then.</summary>
    internal sealed record Reading(TimeSpan At, TimeSpan Cpu);
}
