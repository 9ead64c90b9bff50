using System.Diagnostics;
using AngleSharp.Html.Parser;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// Pages for readers without an account, asked for by 64 connections as a browser asks, in turn with an answer of 20 KB
/// that bare Kestrel has in memory: the same web server with nothing on top, on the same core. A constant answer of the product itself, the board's
/// script, which has 20 KB as it is sent, is the other reference, and an easier one: it passes by much of what a page passes by.
/// </summary>
internal static class Serving
{
    private const int Readers = 64;
    private const string Board = "/f/board-1", Feed = "/", Constant = "/constant";

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        await RatesAsync(run);
        await NeverStale.MeasureAsync(run);
    }

    private static async Task RatesAsync(Run run)
    {
        using var product = await Product.StartAsync(run.FreshTown(), Cores.Server);
        using var stock = await StockProcess.StartAsync(run.Fresh(), Cores.Server);
        using var lines = await LinesTo.OpenAsync(product.Port, Readers);
        using var bare = await LinesTo.OpenAsync(stock.Port, Readers);
        // As much on the boards as people leave there
        for (var n = 0; n < 60 * 8; n++) await run.Town.SendAsync(lines.All[0], run.Town.Boards[n % 8], n);

        var (board, boardBytes) = await FirstAsync(lines.All[0], Board);
        var (feed, feedBytes) = await FirstAsync(lines.All[0], Feed);
        var script = new HtmlParser().ParseDocument(board).QuerySelector("script[src*='board']")!.GetAttribute("src")!;
        var (_, scriptBytes) = await FirstAsync(lines.All[0], script, "exports");
        (string Name, string Path, bool Again, double AtLeast)[] ours =
        [
            ($"board ({boardBytes / 1024.0:0.0} KB sent, {board.Length / 1024} KB of page)", Board, false, 0.5),
            ($"feed ({feedBytes / 1024.0:0.0} KB sent, {feed.Length / 1024} KB of page)", Feed, false, 0.5),
            ("board, 304", Board, true, 0.8),
            ("feed, 304", Feed, true, 0.8),
            ($"the board's script ({scriptBytes / 1024.0:0.0} KB sent)", script, false, 0),
        ];
        var served = ours.Select(_ => new List<(Served Ours, Served Constant)>()).ToList();
        for (var repetition = -1; repetition < run.Repetitions; repetition++)
        {
            for (var i = 0; i < ours.Length; i++)
            {
                // The first only warms up, and longer
                var during = TimeSpan.FromSeconds(repetition < 0 ? 4 : run.IsQuick ? 2 : 3);
                var mine = await WindowAsync(product.Child, lines.All, ours[i].Path, ours[i].Again, during);
                var theirs = await WindowAsync(stock.Child, bare.All, Constant, again: false, during);
                if (repetition < 0) continue;
                served[i].Add((mine, theirs));
                Run.Say($"   {ours[i].Name}: {mine.PerSecond:0}/s at {mine.Cpu:0.00} cores, the constant {theirs.PerSecond:0}/s at {theirs.Cpu:0.00} cores");
            }
        }
        for (var i = 0; i < ours.Length; i++)
        {
            var target = ours[i].AtLeast > 0 ? Target.AtLeast(ours[i].AtLeast) : Target.None;
            var pairs = served[i];
            run.Table.Add(new($"serving, {ours[i].Name}", "/s", [.. pairs.Select(p => p.Ours.PerSecond)], target) { Reference = [.. pairs.Select(p => p.Constant.PerSecond)] });
            // Where the load can't keep a core busy, the rates say too much good: this one doesn't
            run.Table.Add(new($"serving, {ours[i].Name}: for a second of CPU", "", [.. pairs.Select(p => p.Ours.ForCpu)], target) { Reference = [.. pairs.Select(p => p.Constant.ForCpu)] });
            if (i < ours.Length - 1)
                run.Table.Add(new($"serving, {ours[i].Name}: against the board's script", "/s", [.. pairs.Select(p => p.Ours.PerSecond)], target) { Reference = [.. served[^1].Select(p => p.Ours.PerSecond)] });
        }
    }

    private static async Task<(string Text, int Bytes)> FirstAsync(Line line, string path, string end = "</html>")
    {
        var answer = await line.AskAsync(Line.Get(path, Page.Accepts));
        var text = Page.TextOf(answer);
        if (answer.Status != 200 || !text.Contains(end, StringComparison.Ordinal)) throw new InvalidDataException($"{path} was answered with {answer.Status}: {text}");
        return (text, answer.Body.Length);
    }

    /// <param name="again">Whether they have the page already, and ask if it is still so.</param>
    private static async Task<Served> WindowAsync(Child server, IReadOnlyList<Line> lines, string path, bool again, TimeSpan during)
    {
        var first = await lines[0].AskAsync(Line.Get(path, Page.Accepts));
        var request = Request(first);
        var (cpu, since) = (server.CpuSeconds(), Stopwatch.StartNew());
        var counts = await Task.WhenAll(lines.Select(async line =>
        {
            var (mine, count) = (request, 0);
            while (since.Elapsed < during)
            {
                var answer = await line.AskAsync(mine);
                if (answer.Status == (again ? 304 : 200)) count++;
                else if (again && answer.Status == 200) mine = Request(answer); // made anew since; not counted
                else throw new InvalidDataException($"{path} was answered with {answer.Status}.");
            }
            return count;
        }));
        var seconds = since.Elapsed.TotalSeconds;
        return new(counts.Sum(), seconds, server.CpuSeconds() - cpu);

        byte[] Request(Answered answer) => Line.Get(path, again ? $"{Page.Accepts}If-None-Match: {Line.Header(answer.Head.Span, "\r\nETag: "u8)}\r\n" : Page.Accepts);
    }

    private sealed record Served(int Count, double Seconds, double CpuSeconds)
    {
        public double PerSecond => Count / Seconds;
        public double ForCpu => Count / CpuSeconds;
        public double Cpu => CpuSeconds / Seconds;
    }
}
