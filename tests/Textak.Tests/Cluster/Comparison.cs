using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Net;

namespace Textak.Tests.Cluster;

/// <summary>
/// Whether anybody waits for Redis: segments with it and without, in turn, on the same machines. As many writers as there
/// are, each as fast as it can, while people watch and join.
/// </summary>
internal sealed class Comparison(Machines machines, People people, int watchers)
{
    private static readonly TimeSpan Segment = TimeSpan.FromSeconds(8), Settled = TimeSpan.FromSeconds(4), BetweenJoins = TimeSpan.FromMilliseconds(200);

    public async Task RunAsync(IReadOnlyList<string> boards, Action<string> write)
    {
        await MeasureAsync(boards[0]);
        await MeasureAsync(boards[1]);
        var pairs = new List<(Measured With, Measured Without)>();
        for (var i = 2; i < boards.Count; i += 2)
        {
            var with = await MeasureAsync(boards[i]);
            await machines.Redis.KillAsync();
            await Task.Delay(Settled);
            var without = await MeasureAsync(boards[i + 1]);
            machines.StartRedis();
            await Task.Delay(Settled);
            pairs.Add((with, without));
            write(string.Create(CultureInfo.InvariantCulture, $"with Redis {with}; dead {without}"));
        }
        write(Ratio("writes a second, dead to healthy", pairs.Select(pair => pair.Without.PerSecond / pair.With.PerSecond)));
        write(Ratio("p99 of a write, dead to healthy", pairs.Select(pair => pair.Without.P99 / pair.With.P99)));
        var (joined, tried) = (pairs.Sum(pair => pair.Without.Joined), pairs.Sum(pair => pair.Without.Tried));
        write($"joins with Redis dead: {joined} of {tried}");
        joined.ShouldBe(tried);
    }

    private async Task<Measured> MeasureAsync(string board)
    {
        using var web = new HttpClient { BaseAddress = machines.Address };
        List<Onlooker> onlookers = [.. Enumerable.Range(0, watchers).Select(i => new SocketOnlooker(web, board, new(i)))];
        onlookers.ForEach(onlooker => onlooker.Look());
        await Eventually.HoldsAsync(() => onlookers.TrueForAll(onlooker => onlooker.Screen.Seq > 0), "everybody watches", seconds: 60);
        var (times, joins) = (new ConcurrentBag<double>(), new List<bool>());
        using var enough = new CancellationTokenSource(Segment);
        var clock = Stopwatch.StartNew();
        var writing = Task.WhenAll(people.All.Select((person, i) => WriteAsync(person, board, i, times, enough.Token)));
        while (!enough.IsCancellationRequested) joins.Add(await JoinsAsync(web, board));
        await writing;
        var seconds = clock.Elapsed.TotalSeconds;
        await Task.WhenAll(onlookers.Select(onlooker => onlooker.DisposeAsync().AsTask()));
        var sorted = times.Order().ToList();
        return new(sorted.Count / seconds, sorted[(int)(sorted.Count * 0.99)], joins.Count(joined => joined), joins.Count);
    }

    private static async Task WriteAsync(Participant person, string board, int number, ConcurrentBag<double> times, CancellationToken stop)
    {
        for (var i = number; !stop.IsCancellationRequested; i++)
        {
            var start = Stopwatch.GetTimestamp();
            var reply = await person.EstimateAsync(board, 1 + i % 99);
            reply.Status.ShouldBe(HttpStatusCode.OK);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }
    }

    /// <summary>Whether somebody new who comes to the board is let in, within two seconds.</summary>
    private static async Task<bool> JoinsAsync(HttpClient web, string board)
    {
        await Task.Delay(BetweenJoins);
        await using var onlooker = new SocketOnlooker(web, board, new(0));
        onlooker.Look();
        var since = Stopwatch.StartNew();
        while (onlooker.Screen.Seq == 0 && since.Elapsed.TotalSeconds < 2) await Task.Delay(TimeSpan.FromMilliseconds(5));
        return onlooker.Screen.Seq > 0 || onlooker.Reloads > 0;
    }

    private static string Ratio(string what, IEnumerable<double> ratios)
    {
        var sorted = ratios.Order().ToList();
        return string.Create(CultureInfo.InvariantCulture, $"{what}: {sorted[sorted.Count / 2]:0.00}, from {sorted[0]:0.00} to {sorted[^1]:0.00} in {sorted.Count} pairs");
    }

    private sealed record Measured(double PerSecond, double P99, int Joined, int Tried)
    {
        public override string ToString() => FormattableString.Invariant($"{PerSecond:0} writes/s, p99 {P99:0} ms, {Joined} of {Tried} joined");
    }
}
