using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>10,000 watchers on one board of one node, at 100 commands a second.</summary>
internal static class Watchers
{
    private const int Size = 10_000;

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var slug = run.Town.Boards[0];
        var (lost, memory, joining, stock, windows) = (new List<double>(), new List<double>(), new List<double>(), new List<double>(), new List<Window>());
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            await OursAsync();
            // When ours are gone: one process has only so many sockets
            stock.Add(await StockAsync(run));
        }
        run.Table.Add(new($"watchers {Size}, 100/s: commit to socket p99", "ms", [.. windows.Select(w => w.Latencies.Percentile(99))], Target.AtMost(1000)));
        run.Table.Add(new($"watchers {Size}, 100/s: commit to socket p50", "ms", [.. windows.Select(w => w.Latencies.Percentile(50))], Target.None));
        run.Table.Add(new($"watchers {Size}, 100/s: server CPU", "cores", [.. windows.Select(w => w.Cpu)], Target.None));
        run.Table.Add(new($"watchers {Size}: dropped or wrong", "", lost, Target.AtMost(0)));
        run.Table.Add(new($"watchers {Size}: memory a watcher above the idle server", "KB", memory, Target.AtMost(20)));
        run.Table.Add(new($"watchers {Size}: of it when all are there, and nothing was told (stock likewise)", "KB", joining, Target.None) { Reference = stock });

        async Task OursAsync()
        {
            using var product = await Product.StartAsync(run.FreshTown(), Cores.Server);
            using var lines = await LinesTo.OpenAsync(product.Port, 32);
            var sent = 0;
            ValueTask<Answered> SendAsync(int _, Line line) => run.Town.SendAsync(line, slug, sent++);
            // What the code itself takes once it has run, and to be compiled for that beside the commands, is not the watchers'
            await using (await Flock.GatherAsync(product, slug, 200)) await Pace.KeepAsync(lines.All, 100, TimeSpan.FromSeconds(run.IsQuick ? 30 : 60), SendAsync);
            await Task.Delay(1000);
            var idle = product.Child.ResidentMegabytes();
            await using var flock = await Flock.GatherAsync(product, slug, Size, TimeSpan.FromMinutes(2));
            var joined = product.Child.ResidentMegabytes();
            var window = await Window.MeasureAsync(product, flock, lines.All, slug, 100, TimeSpan.FromSeconds(run.IsQuick ? 8 : 15), SendAsync);
            var used = product.Child.ResidentMegabytes();
            windows.Add(window);
            memory.Add((used - idle) * 1024 / Size);
            joining.Add((joined - idle) * 1024 / Size);
            lost.Add(await Ending.WrongAsync(product, flock, slug));
            Run.Say($"   {window.Cpu:0.00} cores, {window.Frames:0.0} frames/s of {window.BytesPerFrame:0} bytes, p99 {window.Latencies.Percentile(99):0} ms, {idle:0} MB, {joined:0} once all were there, {used:0} at the end");
        }
    }

    /// <summary>Kilobytes that the stock server takes for each who is there and hears nothing.</summary>
    private static async Task<double> StockAsync(Run run)
    {
        using var server = await StockProcess.StartAsync(run.Fresh(), Cores.Server);
        double idle;
        // As with ours: the code has run once
        await using (await Flock.GatherAsync(server, "board", 100)) idle = server.Child.ResidentMegabytes();
        await using var flock = await Flock.GatherAsync(server, "board", Size, TimeSpan.FromMinutes(2));
        return (server.Child.ResidentMegabytes() - idle) * 1024 / Size;
    }
}
