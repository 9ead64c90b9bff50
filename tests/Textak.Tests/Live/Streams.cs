using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

internal static class Streams
{
    /// <summary>Each frame begins where the one before ended, from one event to another: no gap, no repeat, nothing out of order.</summary>
    public static void ShouldRun(this IEnumerable<Frame> frames, long from, long to)
    {
        var at = from;
        foreach (var frame in frames)
        {
            frame.From.ShouldBe(at, $"a frame from {frame.From} to {frame.To} came after event {at}");
            frame.To.ShouldBeGreaterThanOrEqualTo(frame.From);
            at = frame.To;
        }
        at.ShouldBe(to);
    }
}
