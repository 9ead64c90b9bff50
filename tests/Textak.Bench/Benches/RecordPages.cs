using System.Diagnostics;
using Textak.Bench.Load;
using Textak.Bench.World;
using Textak.Tests;

namespace Textak.Bench.Benches;

/// <summary>
/// A world of 40 forecasts, 300 participants and 20,000 estimates: how long its import takes, and each page of records, drawn
/// anew: before every question somebody estimates somewhere, so that nothing that was kept by the head of the log is good any more.
/// </summary>
internal static class RecordPages
{
    private const int Warm = 4, Asked = 20;
    private static readonly string Person = $"/u/{Uri.EscapeDataString(SeededWorld.Name(17))}";
    private static readonly string[] Pages =
    [
        "/track-record", "/track-record/csv", "/track-record/json", "/leaderboard", "/leaderboard?by=baseline&days=365", "/leaderboard/csv",
        "/leaderboard/json", Person, $"{Person}/csv", $"{Person}/json", "/how-it-works", $"/f/{SeededWorld.Slug(1)}", $"/f/{SeededWorld.Slug(10)}", "/",
    ];

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(false);
        List<double> imports = [], first = [];
        var served = Pages.Select(_ => new List<double>()).ToList();
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            var data = run.FreshTown();
            var files = SeededWorld.Write(run.Fresh(), TimeProvider.System.GetUtcNow());
            var since = Stopwatch.StartNew();
            await Product.DoAsync(data, ["import", .. files]);
            imports.Add(since.Elapsed.TotalSeconds);

            using var product = await Product.StartAsync(data, core: null);
            using var line = await Line.OpenAsync(product.Port);
            // All scores are worked out by the first who asks
            first.Add(await AskAsync(line, Pages[0]));
            foreach (var page in Pages) await MedianAsync(run, line, page, Warm);
            for (var i = 0; i < Pages.Length; i++) served[i].Add(await MedianAsync(run, line, Pages[i], Asked));
            Run.Say($"   import {imports[^1]:0.0} s, first page {first[^1]:0} ms, then at most {served.Max(page => page[^1]):0.0} ms");
        }
        run.Table.Add(new("records: import of 20,000 estimates", "s", imports, Target.AtMost(60)));
        run.Table.Add(new("records: the first page after a start", "ms", first, Target.None));
        foreach (var (page, times) in Pages.Zip(served)) run.Table.Add(new($"records: {page}, median", "ms", times, Target.AtMost(200)));
    }

    private static async Task<double> MedianAsync(Run run, Line line, string page, int asked)
    {
        var latencies = new Latencies();
        for (var n = 0; n < asked; n++)
        {
            var person = run.Town.People[n];
            var answer = await person.SendAsync(line, person.Estimate(run.Town.Boards[0], 1 + n * 37 % 99));
            if (answer.Status != 200) throw new InvalidOperationException($"An estimate was answered with {answer.Status}.");
            latencies.Add(await AskAsync(line, page) / 1000);
        }
        return latencies.Percentile(50);
    }

    private static async Task<double> AskAsync(Line line, string page)
    {
        var request = Line.Get(page);
        var start = Stopwatch.GetTimestamp();
        var answer = await line.AskAsync(request);
        var took = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        if (answer.Status != 200 || answer.Body.Length < 100) throw new InvalidDataException($"{page} was answered with {answer.Status}: {answer.Text}");
        return took;
    }
}
