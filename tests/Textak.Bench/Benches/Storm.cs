using System.Globalization;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// 5,000 watchers of one board on two nodes, which share a database and a Redis; one node is killed. Its watchers go to the
/// other, as they would behind the balancer, which sends a connection that is refused to the next node at once.
/// </summary>
internal static class Storm
{
    private const int Watchers = 5000;
    private const double Rate = 2;

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(false);
        var slug = run.Town.Boards[0];
        List<double> back = [], wrong = [], catchUps = [], reads = [], states = [];
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            var (data, redisPort, metricsPort) = (run.FreshTown(), Ports.Free(), Ports.Free());
            using var redis = Child.Start(null, data, new Dictionary<string, string>(), "redis-server", "--bind", "127.0.0.1", "--port", $"{redisPort}", "--save", "", "--appendonly", "no");
            (string, string)[] settings = [("ConnectionStrings__Redis", $"127.0.0.1:{redisPort},abortConnect=false")];
            using var falls = await Product.StartAsync(data, core: null, [.. settings, ("Node__Name", "node1")]);
            using var stays = await Product.StartAsync(data, core: null, [.. settings, ("Node__Name", "node2"), ("Telemetry__MetricsUrl", $"http://127.0.0.1:{metricsPort}")]);
            await using var own = await Flock.GatherAsync(stays, slug, Watchers / 2, TimeSpan.FromMinutes(2));
            await using var others = await Flock.GatherAsync(falls, slug, Watchers / 2, TimeSpan.FromMinutes(2));
            using var lines = await LinesTo.OpenAsync(stays.Port, 8);

            var before = await CountersAsync(metricsPort);
            var head = stays.Head(slug);
            others.Refuge = stays.Port;
            var sending = Pace.KeepAsync(lines.All, Rate, TimeSpan.FromSeconds(run.IsQuick ? 10 : 20), (n, line) => run.Town.SendAsync(line, slug, n));
            var killed = TimeProvider.System.GetUtcNow().UtcTicks;
            falls.Dispose();
            await Wait.UntilAsync(() => others.Watchers.All(watcher => watcher.AnsweredAt > killed), "all are back", TimeSpan.FromSeconds(60));
            back.Add((others.Watchers.Max(watcher => watcher.AnsweredAt) - killed) / (double)TimeSpan.TicksPerSecond);
            states.Add(stays.Head(slug) - head + 1);
            var after = await CountersAsync(metricsPort);
            catchUps.Add(after.CatchUps - before.CatchUps);
            if (after.Reads is { } now) reads.Add(now - before.Reads.GetValueOrDefault());
            await sending;
            wrong.Add(await Ending.WrongAsync(stays, own, slug) + await Ending.WrongAsync(stays, others, slug));
            Run.Say($"   all back after {back[^1]:0.0} s, {wrong[^1]} wrong, {catchUps[^1]} catch-ups in {states[^1]} states of the board, {(reads.Count > 0 ? reads[^1] : double.NaN)} readings for them");
        }
        run.Table.Add(new($"storm, {Watchers} on two nodes, one killed: until all are back", "s", back, Target.AtMost(20)));
        run.Table.Add(new("storm: dropped or wrong", "", wrong, Target.AtMost(0)));
        run.Table.Add(new("storm: catch-ups that were answered", "", catchUps, Target.None));
        // As few as may be: whoever stood at the same event, and asks in the same state of the board, is told the same
        run.Table.Add(new("storm: readings of the database for them, against states of the board meanwhile", "", reads, Target.AtMost(1))
            { Reference = states, Note = reads.Count > 0 ? "" : "the program has no counter textak.catchups.read" });
    }

    private static async Task<(double CatchUps, double? Reads)> CountersAsync(int port)
    {
        using var client = new HttpClient();
        var lines = (await client.GetStringAsync(new Uri($"http://127.0.0.1:{port}/metrics"))).Split('\n');
        return (Counter("textak_catchups_total") ?? 0, Counter("textak_catchups_read_total"));

        double? Counter(string name) => lines.FirstOrDefault(line => line.StartsWith(name + "{", StringComparison.Ordinal) || line.StartsWith(name + " ", StringComparison.Ordinal)) is { } line
            ? double.Parse(line.Split('}')[^1].Trim().Split(' ')[line.Contains('}', StringComparison.Ordinal) ? 0 : 1], CultureInfo.InvariantCulture) : null;
    }
}
