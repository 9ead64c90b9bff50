using System.Diagnostics;

namespace Textak.Tests;

/// <summary>Waits for something that another thread brings about; never longer than it takes, and not for ever.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5);

    /// <param name="what">What is waited for, for the message of the failure.</param>
    public static async Task HoldsAsync(Func<bool> condition, string what, int seconds = 20)
    {
        var since = Stopwatch.StartNew();
        while (!condition())
        {
            if (since.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"After {seconds} s still not: {what}");
            await Task.Delay(Between);
        }
    }
}
