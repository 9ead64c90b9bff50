using System.Diagnostics;
using System.Text.RegularExpressions;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// The feed of 5,000 boards with 200,000 arguments: each order, each filter, the pages after the first, and searches for rare words, common
/// words and several, each page drawn anew, for what was kept is asked for under another address.
/// </summary>
internal static partial class Searching
{
    private const string Template = "board-1";
    private const int MostMilliseconds = 100;

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var data = run.FreshTown();
        using (var before = await Product.StartAsync(data, core: null))
        {
            using var line = await Line.OpenAsync(before.Port);
            var person = run.Town.People[0];
            foreach (var command in (byte[][])[person.Estimate(Template, 60), person.Argument(Template, "for", "What all others are copies of.")])
                if ((await person.SendAsync(line, command)).Status != 200) throw new InvalidOperationException("A command was refused.");
            await before.StopAsync();
        }
        await Thousands.FillAsync(data, Template, TimeProvider.System.GetUtcNow());
        using var product = await Product.StartAsync(data, core: 0);
        var (boards, arguments) = (product.Database.One("SELECT COUNT(*) FROM Forecasts"), product.Database.One("SELECT COUNT(*) FROM Arguments"));
        if (boards < Thousands.Boards || arguments < Thousands.Arguments) throw new InvalidDataException($"There are {boards} boards and {arguments} arguments.");
        Run.Say($"   {boards} boards and {arguments} arguments are there");

        using var one = await Line.OpenAsync(product.Port);
        foreach (var (name, paths) in Questions())
        {
            List<double> all = [];
            var asked = 0;
            for (var repetition = -1; repetition < Math.Max(5, run.Repetitions); repetition++)
            {
                var latencies = new Latencies();
                for (var n = 0; n < (run.IsQuick ? 10 : 40); n++, asked++)
                {
                    var path = paths[n % paths.Count];
                    if (path.EndsWith('>')) path = await NextAsync(one, path[..^1], asked);
                    latencies.Add(await OpenAsync(one, Anew(path, asked)));
                }
                // The first compiles
                if (repetition >= 0) all.Add(latencies.Percentile(50));
            }
            run.Table.Add(new($"search: {name}, drawn anew, median", "ms", all, Target.AtMost(MostMilliseconds)));
        }
    }

    /// <summary>What is asked; an address that ends with > stands for the page after its own.</summary>
    private static IEnumerable<(string Name, IReadOnlyList<string> Paths)> Questions()
    {
        foreach (var span in (string[])["1h", "24h", "7d", "30d"]) yield return ($"movers over {span}", [$"/?span={span}"]);
        foreach (var sort in (string[])["newest", "closing", "argued", "contested"]) yield return ($"the order {sort}", [$"/?sort={sort}"]);
        yield return ("by category", ["/?category=work", "/?category=policy&sort=argued"]);
        yield return ("by status", ["/?status=locked", "/?status=open&sort=closing", "/?status=resolved&sort=newest"]);
        yield return ("by confidence", ["/?confidence=moderate&sort=contested", "/?confidence=high"]);
        yield return ("the page after, of movers", ["/?span=30d>"]);
        yield return ("the page after, of the other orders", ["/?sort=newest>", "/?sort=closing>", "/?sort=argued>", "/?sort=contested>"]);
        yield return ("rare words", [.. Enumerable.Range(0, 40).Select(i => $"/?q={Thousands.Word(9_000 + 400 * i)}")]);
        yield return ("words of a few thousand arguments", [.. Enumerable.Range(0, 40).Select(i => $"/?q={Thousands.Word(120 + 9 * i)}")]);
        yield return ("words of five to ten thousand arguments", [.. Enumerable.Range(0, 40).Select(i => $"/?q={Thousands.Word(65 + i)}")]);
        yield return ("words that stand everywhere", [.. Enumerable.Range(0, 8).Select(i => $"/?q={Thousands.Word(i)}")]);
        yield return ("three words and a filter", [.. Enumerable.Range(0, 40).Select(i => $"/?q={Thousands.Word(i % 5)}+{Thousands.Word(60 + i)}+{Thousands.Word(150 + 7 * i)}&status=open&sort=newest")]);
        yield return ("what moves, on the wall", ["/live?"]);
    }

    private static string Anew(string path, int number) => $"{path}&n={number}";

    private static async Task<string> NextAsync(Line line, string path, int number)
    {
        var answer = await line.AskAsync(Line.Get(Anew(path, number)));
        return Next().Match(answer.Text).Groups[1].Value is { Length: > 0 } next ? next.Replace("&amp;", "&", StringComparison.Ordinal)
            : throw new InvalidDataException($"{path} has no page after it.");
    }

    private static async Task<double> OpenAsync(Line line, string path)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await line.AskAsync(Line.Get(path));
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (answer.Status != 200 || !answer.Text.Contains("</html>", StringComparison.Ordinal)) throw new InvalidDataException($"{path} was answered with {answer.Status}.");
        if (!answer.Text.Contains("class=\"tile", StringComparison.Ordinal) && !path.Contains("resolved", StringComparison.Ordinal) && !path.Contains("confidence=high", StringComparison.Ordinal))
            throw new InvalidDataException($"{path} found nothing.");
        return took;
    }

    [GeneratedRegex("rel=\"next\" href=\"([^\"]+)\"")]
    private static partial Regex Next();
}
