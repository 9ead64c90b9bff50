using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// 2,000 watchers who read, and at some moment 200 more who joined the board too, say a last word, read no further, and say nothing
/// any more, at 20 commands a second.
/// </summary>
internal static class Stall
{
    private const int Healthy = 2000, Stalled = 200;
    private const double Rate = 20;

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var slug = run.Town.Boards[0];
        List<double> tail = [], before = [], growth = [], closed = [], held = [], wrong = [];
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            using var product = await Product.StartAsync(run.FreshTown(), Cores.Server);
            using var lines = await LinesTo.OpenAsync(product.Port, 32);
            await using var flock = await Flock.GatherAsync(product, slug, Healthy, TimeSpan.FromMinutes(2));
            var sent = 0;
            // As long without them as with them: what the rest of the run takes is not theirs
            var (healthy, alone) = await PeakAsync(product, MeasureAsync);
            var stalled = await GatherAsync(product.Port, slug);
            var closing = ClosedAsync(product.Port, stalled);
            var (beside, together) = await PeakAsync(product, MeasureAsync);
            var times = await closing;
            foreach (var (socket, _) in stalled) socket.Dispose();

            before.Add(healthy.Latencies.Percentile(99));
            tail.Add(beside.Latencies.Percentile(99));
            growth.Add(together - alone);
            closed.Add(times.Max());
            held.Add(times.Count(double.IsPositiveInfinity));
            wrong.Add(await Ending.WrongAsync(product, flock, slug));
            Run.Say($"   p99 {before[^1]:0} ms before, {tail[^1]:0} beside them; {alone:0} to {together:0} MB; closed after {times.Min():0.0} to {times.Max():0.0} s");

            Task<Window> MeasureAsync() => Window.MeasureAsync(product, flock, lines.All, slug, Rate, TimeSpan.FromSeconds(18), (_, line) => run.Town.SendAsync(line, slug, sent++));
        }
        run.Table.Add(new($"stall, {Stalled} beside {Healthy}: commit to socket p99 of the healthy", "ms", tail, Target.AtMost(1000)));
        run.Table.Add(new($"stall: p99 before it", "ms", before, Target.None));
        run.Table.Add(new($"stall: memory above the same run before it", "MB", growth, Target.AtMost(64)));
        run.Table.Add(new($"stall: until the server had closed the last", "s", closed, Target.AtMost(15)));
        run.Table.Add(new($"stall: never closed", "", held, Target.AtMost(0)));
        run.Table.Add(new($"stall: healthy that end wrong", "", wrong, Target.AtMost(0)));
    }

    /// <summary>They join, and read until they are answered; with it, when that was.</summary>
    private static async Task<IReadOnlyList<(Socket Socket, long Since)>> GatherAsync(int port, string slug) => await Task.WhenAll(Enumerable.Range(0, Stalled).Select(async i =>
    {
        // The kernel reads for nobody: it takes a few frames, and no more
        var socket = await Handshake.OpenAsync(port, i, buffer: 4096);
        var watcher = new Watcher(slug, after: 0, heals: false, checks: false);
        watcher.Join(socket);
        watcher.Ask();
        var buffer = new byte[1024];
        while (watcher.AnsweredAt == 0)
        {
            var read = await socket.ReceiveAsync(buffer);
            if (read == 0 || watcher.Ended is not null) throw new InvalidOperationException($"One who was to stall was lost before: {watcher.Ended}");
            watcher.Take(buffer.AsSpan(0, read), 1);
        }
        // Its last word, such as every page says each five seconds
        watcher.Say(Flock.Ping);
        return (socket, Stopwatch.GetTimestamp());
    }));

    /// <summary>After how many seconds the server's process no longer had each socket: their other ends can't know, for they don't read.</summary>
    private static async Task<IReadOnlyList<double>> ClosedAsync(int port, IReadOnlyList<(Socket Socket, long Since)> stalled)
    {
        var after = new Dictionary<IPEndPoint, double>();
        // Their addresses too: healthy ones have the same ports
        var ends = stalled.Select(s => (End: (IPEndPoint)s.Socket.LocalEndPoint!, s.Since)).ToList();
        for (var since = Stopwatch.StartNew(); since.Elapsed.TotalSeconds < 40 && after.Count < stalled.Count;)
        {
            var held = SocketsOf.Server(port);
            foreach (var (own, began) in ends.Where(end => !held.Contains(end.End))) after.TryAdd(own, Stopwatch.GetElapsedTime(began).TotalSeconds);
            await Task.Delay(250);
        }
        return [.. ends.Select(end => after.GetValueOrDefault(end.End, double.PositiveInfinity))];
    }

    private static async Task<(Window Window, double Peak)> PeakAsync(Product product, Func<Task<Window>> measure)
    {
        var (peak, running) = (0.0, measure());
        while (!running.IsCompleted)
        {
            peak = Math.Max(peak, product.Child.ResidentMegabytes());
            await Task.WhenAny(running, Task.Delay(250));
        }
        return (await running, peak);
    }
}
