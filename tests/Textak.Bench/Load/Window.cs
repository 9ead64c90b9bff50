using System.Diagnostics;
using Textak.Bench.World;

namespace Textak.Bench.Load;

/// <summary>A stretch of time with a flock and a rate of commands, and what the server used in it.</summary>
/// <param name="Cpu">Seconds of the server's CPU in each second, all threads, user and kernel.</param>
/// <param name="Frames">News that a watcher got, in the mean.</param>
/// <param name="BytesPerFrame">On the wire, in the mean; pings are in it.</param>
internal sealed record Window(double Cpu, double Rate, Latencies Latencies, double Frames, double BytesPerFrame, IReadOnlyList<Pace.Sent> Answers)
{
    /// <summary>Microseconds of the server's CPU for one command and one watcher.</summary>
    public double CpuPerWatcher(int watchers) => Cpu / Rate / watchers * 1e6;

    public static async Task<Window> MeasureAsync(
        IServer server, Flock flock, IReadOnlyList<Line> lines, string slug, double rate, TimeSpan during, Func<int, Line, ValueTask<Answered>> send)
    {
        // Not measured: whatever the rate before left behind
        await Pace.KeepAsync(lines, rate, TimeSpan.FromSeconds(2), send);
        await Task.Delay(500);
        var watchers = flock.Watchers;
        var after = watchers.Max(watcher => watcher.At);
        flock.Forget();
        var bytes = watchers.Sum(watcher => watcher.Bytes);
        var (cpu, since) = (server.Child.CpuSeconds(), Stopwatch.StartNew());
        IReadOnlyList<Pace.Sent> answers;
        await using (Profile.Of(server.Child, $"{server.GetType().Name}-{watchers.Count}-at-{rate:0}")) answers = await Pace.KeepAsync(lines, rate, during, send);
        var seconds = since.Elapsed.TotalSeconds;
        // The last are still on their way, and their cost belongs here
        if (server.Heals) await flock.ReachAsync(server.Commits(slug).Keys.Max(), seconds: 30);
        else await Task.Delay(1000);
        var used = server.Child.CpuSeconds() - cpu;
        var taken = since.Elapsed.TotalSeconds;
        var frames = watchers.Sum(watcher => watcher.News);
        return new(
            used / seconds, answers.Count / seconds, Latencies.Of(watchers, server.Commits(slug), after),
            (double)frames / watchers.Count / taken, (double)(watchers.Sum(watcher => watcher.Bytes) - bytes) / Math.Max(1, frames), answers);
    }
}
