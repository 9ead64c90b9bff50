using System.Diagnostics;

namespace Textak.Bench.Load;

internal static class Wait
{
    /// <exception cref="TimeoutException">It took longer.</exception>
    public static async Task UntilAsync(Func<bool> condition, string what, TimeSpan atMost)
    {
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            if (since.Elapsed > atMost) throw new TimeoutException($"After {atMost.TotalSeconds:0} s still not: {what}");
            await Task.Delay(20);
        }
    }
}
