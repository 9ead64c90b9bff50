using System.Diagnostics;

namespace Textak.Tests;

/// <summary>Waits for something that another thread brings about; never longer than it takes, and not for ever.</summary>
public static class Eventually
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(5), BetweenQuestions = TimeSpan.FromMilliseconds(20);

    /// <param name="condition">Looks at what is there.</param>
    /// <param name="what">What is waited for, for the message of the failure.</param>
    /// <param name="seconds">How long at most.</param>
    /// <exception cref="TimeoutException">It takes longer.</exception>
    public static Task HoldsAsync(Func<bool> condition, string what, int seconds = 20) => WaitAsync(() => Task.FromResult(condition()), Between, what, seconds);

    /// <inheritdoc cref="HoldsAsync(Func{bool}, string, int)"/>
    /// <param name="condition">Asks a database, or a page.</param>
    public static Task HoldsAsync(Func<Task<bool>> condition, string what, int seconds = 20) => WaitAsync(condition, BetweenQuestions, what, seconds);

    private static async Task WaitAsync(Func<Task<bool>> condition, TimeSpan between, string what, int seconds)
    {
        var since = Stopwatch.StartNew();
        while (!await condition())
        {
            if (since.Elapsed.TotalSeconds > seconds) throw new TimeoutException($"After {seconds} s still not: {what}");
            await Task.Delay(between);
        }
    }
}
