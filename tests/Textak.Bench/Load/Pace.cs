using System.Collections.Concurrent;
using System.Diagnostics;

namespace Textak.Bench.Load;

/// <summary>Sends commands at a rate, whether or not those before are answered: a slow server can't make its own load smaller.</summary>
internal static class Pace
{
    /// <summary>A command, and the time of its answer.</summary>
    /// <param name="Seconds">From the moment at which it was due to its answer.</param>
    internal readonly record struct Sent(int Status, double Seconds, string Body);

    /// <param name="lines">Connections that are free in turn; more wait than there are lines only where the server is too slow.</param>
    /// <param name="send">Sends the n-th command of this pace.</param>
    public static async Task<IReadOnlyList<Sent>> KeepAsync(IReadOnlyList<Line> lines, double perSecond, TimeSpan during, Func<int, Line, ValueTask<Answered>> send)
    {
        var free = new ConcurrentQueue<Line>(lines);
        var due = (int)Math.Round(perSecond * during.TotalSeconds);
        var since = Stopwatch.StartNew();
        var answers = new List<Task<Sent>>(due);
        using var signal = new SemaphoreSlim(lines.Count);
        for (var i = 0; i < due; i++)
        {
            var at = TimeSpan.FromSeconds(i / perSecond);
            if (at - since.Elapsed is { } early && early > TimeSpan.Zero) await Task.Delay(early);
            await signal.WaitAsync();
            if (!free.TryDequeue(out var line)) throw new InvalidOperationException("No line is free.");
            answers.Add(SendAsync(line, i, at));
        }
        var rest = during - since.Elapsed;
        if (rest > TimeSpan.Zero) await Task.Delay(rest);
        return await Task.WhenAll(answers);

        async Task<Sent> SendAsync(Line line, int number, TimeSpan at)
        {
            var answer = await send(number, line);
            var sent = new Sent(answer.Status, (since.Elapsed - at).TotalSeconds, answer.Text);
            free.Enqueue(line);
            signal.Release();
            return sent;
        }
    }
}
