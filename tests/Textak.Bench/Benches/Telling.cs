using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// 2,000 watchers on one board, and commands over HTTP: what telling them costs the whole server, against the stock one
/// that tells as many the same. Server and load have a core each.
/// </summary>
internal static class Telling
{
    private const int Crowd = 2000;
    private const int Lines = 32;
    private static readonly double[] Rates = [1, 10, 100];

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var size = Environment.GetEnvironmentVariable("TEXTAK_BENCH_CROWD") is { } given ? int.Parse(given, null) : Crowd;
        using var product = await Product.StartAsync(run.FreshTown(), Cores.Server);
        using var stock = await StockProcess.StartAsync(run.Fresh(), Cores.Server);
        var slug = run.Town.Boards[0];
        var ours = Rates.ToDictionary(rate => rate, _ => new List<Window>());
        var theirs = new Dictionary<double, List<Window>>();
        var (wrong, payload, held) = (new List<double>(), 0, 0.0);

        for (var repetition = -1; repetition < run.Repetitions; repetition++)
        {
            var (windows, watchersWrong) = await OursAsync(run, product, slug, size, repetition);
            // The first only warms up, and for longer where there is much to compile: a node compiles for its first minutes
            if (repetition >= 0)
            {
                foreach (var (rate, window) in windows) ours[rate].Add(window);
                wrong.Add(watchersWrong);
            }
            // What a frame with one event takes, without the two bytes or more that WebSocket puts around it
            payload = payload == 0 ? (int)windows[1].BytesPerFrame : payload;
            await using var flock = await Flock.GatherAsync(stock, "board", size);
            using var lines = await LinesTo.OpenAsync(stock.Port, Lines);
            if (held == 0) held = await HeldAsync(run, stock, flock, lines.All, payload);
            foreach (var rate in (double[])[1, 10, held])
            {
                if (repetition < 0 && rate == 1) continue;
                var window = await Window.MeasureAsync(stock, flock, lines.All, "board", rate, During(run, rate, repetition), (_, line) => line.AskAsync(StockProcess.Update(payload)));
                Run.Say($"   stock at {rate:0}/s: {window.Cpu:0.000} cores, {window.CpuPerWatcher(size):0.0} us a watcher, p99 {window.Latencies.Percentile(99):0} ms");
                if (repetition < 0) continue;
                if (!theirs.TryGetValue(rate, out var all)) theirs.Add(rate, all = []);
                all.Add(window);
            }
        }

        foreach (var (rate, most) in (ReadOnlySpan<(double, double)>)[(1, 1), (10, 0.7)])
            run.Table.Add(new($"telling {size}, {rate}/s: server CPU", "cores", [.. ours[rate].Select(w => w.Cpu)], Target.AtMost(most)) { Reference = [.. theirs[rate].Select(w => w.Cpu)] });
        run.Table.Add(new($"telling {size}, 100/s: server CPU a command (stock: at {held:0}/s)", "ms", [.. ours[100].Select(w => 1000 * w.Cpu / w.Rate)], Target.AtMost(1 / 3.0))
            { Reference = [.. theirs[held].Select(w => 1000 * w.Cpu / w.Rate)] });
        foreach (var rate in Rates)
        {
            var windows = ours[rate];
            run.Table.Add(new($"telling {size}, {rate}/s: commit to socket p50", "ms", [.. windows.Select(w => w.Latencies.Percentile(50))], Target.None));
            run.Table.Add(new($"telling {size}, {rate}/s: commit to socket p99", "ms", [.. windows.Select(w => w.Latencies.Percentile(99))],
                rate switch { 1 => Target.AtMost(150), 100 => Target.AtMost(300), _ => Target.None }));
            run.Table.Add(new($"telling {size}, {rate}/s: frames a second", "", [.. windows.Select(w => w.Frames)], Target.None));
            run.Table.Add(new($"telling {size}, {rate}/s: server CPU a frame a watcher", "us", [.. windows.Select(w => w.Cpu / w.Frames / size * 1e6)], Target.None));
        }
        run.Table.Add(new($"telling {size}: watchers that end wrong", "", wrong, Target.AtMost(0)));
    }

    private static TimeSpan During(Run run, double rate, int repetition) =>
        TimeSpan.FromSeconds((run.IsQuick ? (rate < 5 ? 8 : 5) : rate < 5 ? 15 : 10) * (repetition >= 0 || rate < 5 ? 1 : 6));

    private static async Task<(Dictionary<double, Window> Windows, int Wrong)> OursAsync(Run run, Product product, string slug, int size, int repetition)
    {
        await using var flock = await Flock.GatherAsync(product, slug, size);
        using var lines = await LinesTo.OpenAsync(product.Port, Lines);
        var windows = new Dictionary<double, Window>();
        var sent = 0;
        foreach (var rate in Rates)
        {
            var window = await Window.MeasureAsync(product, flock, lines.All, slug, rate, During(run, rate, repetition),
                (_, line) => run.Town.SendAsync(line, slug, sent++));
            if (window.Answers.FirstOrDefault(answer => answer.Status != 200) is { Status: > 0 } refused) throw new InvalidOperationException($"A command was answered with {refused.Status}: {refused.Body}");
            Run.Say($"   ours at {rate:0}/s: {window.Cpu:0.000} cores, {window.CpuPerWatcher(size):0.0} us a watcher, {window.Frames:0.0} frames/s of {window.BytesPerFrame:0} bytes, p50 {window.Latencies.Percentile(50):0} ms, p99 {window.Latencies.Percentile(99):0} ms");
            windows[rate] = window;
        }
        return (windows, await Ending.WrongAsync(product, flock, slug));
    }

    /// <summary>The highest rate at which stock tells 99 of 100 within a second, for as long as it is measured afterwards; it is approached from below.</summary>
    private static async Task<double> HeldAsync(Run run, StockProcess stock, Flock flock, IReadOnlyList<Line> lines, int payload)
    {
        var (held, failed) = (20.0, 0);
        for (var rate = 30.0; rate <= 400 && failed < 2;)
        {
            var window = await Window.MeasureAsync(stock, flock, lines, "board", rate, During(run, rate, 0), (_, line) => line.AskAsync(StockProcess.Update(payload)));
            var told = (double)window.Latencies.Count / flock.Watchers.Count / window.Answers.Count;
            Run.Say($"   stock tries {rate}/s: p99 {window.Latencies.Percentile(99):0} ms, {told:0.000} of it told, {window.Cpu:0.00} cores");
            // Twice, for something else on this machine may have been in its way
            if (window.Latencies.Percentile(99) > 1000 || told < 0.999) failed++;
            else (held, failed, rate) = (rate, 0, Math.Ceiling(rate * 1.25));
        }
        // Until what piled up is gone
        await Task.Delay(3000);
        return held;
    }
}
