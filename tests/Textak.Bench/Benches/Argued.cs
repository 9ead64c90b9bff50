using System.Diagnostics;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// A board with 2,000 arguments and 5,000 rebuttals against one with 20, with estimates, votes and somebody who watches on both: one more
/// argument on each in turn, and after each the page of the board, which then is drawn anew, and what rebuts one of its arguments.
/// </summary>
internal static class Argued
{
    private const int Few = 20, Many = 2000, Rebuttals = 5000;
    private const string FewBoard = "board-1", ManyBoard = "board-2";

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var data = run.FreshTown();
        using (var before = await Product.StartAsync(data, core: null))
        {
            using var line = await Line.OpenAsync(before.Port);
            foreach (var slug in (string[])[FewBoard, ManyBoard])
            {
                foreach (var (i, person) in run.Town.People.Index()) Expect(await person.SendAsync(line, person.Estimate(slug, 20 + 60 * (i % 2) + i % 17)));
                // Whose rows the others are copies of
                await PostAsync(line, run, slug, 0);
            }
            await before.StopAsync();
        }
        await Arguing.FillAsync(data, FewBoard, Few - 1, 0);
        await Arguing.FillAsync(data, ManyBoard, Many - 1, Rebuttals);
        Run.Say($"   {Few} arguments, and {Many} with {Rebuttals} rebuttals, are there");

        using var product = await Product.StartAsync(data, core: null);
        using var one = await Line.OpenAsync(product.Port);
        await using var onTheFew = await Flock.GatherAsync(product, FewBoard, 1);
        await using var onTheMany = await Flock.GatherAsync(product, ManyBoard, 1);
        await OpenAsync(one, $"/f/{ManyBoard}", "class=\"weighed\""); // there is a crux
        var answered = product.Database.One("SELECT MAX(AnswersId) FROM Arguments");
        List<double> few = [], many = [], opened = [], ordered = [], unfolded = [];
        for (var repetition = -1; repetition < Math.Max(5, run.Repetitions); repetition++)
        {
            var (onFew, onMany, page, strongest, box) = (new Latencies(), new Latencies(), new Latencies(), new Latencies(), new Latencies());
            for (var n = 0; n < (run.IsQuick ? 20 : 60); n++)
            {
                onFew.Add(await PostAsync(one, run, FewBoard, n));
                onMany.Add(await PostAsync(one, run, ManyBoard, n));
                page.Add(await OpenAsync(one, $"/f/{ManyBoard}", "</html>"));
                strongest.Add(await OpenAsync(one, $"/f/{ManyBoard}?order=strongest", "</html>"));
                box.Add(await OpenAsync(one, $"/f/{ManyBoard}/arguments/{answered}?handler=rebuttals", "rebuttals"));
            }
            // The first compiles
            if (repetition < 0) continue;
            foreach (var (all, latencies) in new[] { (few, onFew), (many, onMany), (opened, page), (ordered, strongest), (unfolded, box) }) all.Add(latencies.Percentile(50));
            Run.Say($"   one more {few[^1]:0.00} and {many[^1]:0.00} ms, the page {opened[^1]:0.0} ms, by strength {ordered[^1]:0.0} ms, rebuttals {unfolded[^1]:0.0} ms");
        }
        foreach (var flock in (Flock[])[onTheFew, onTheMany]) flock.ShouldBeThere();
        var standing = product.Database.Standing(ManyBoard);
        if (standing.For + standing.Against < Many || product.Database.One("SELECT COUNT(*) FROM Arguments WHERE Level = 1") < Rebuttals) throw new InvalidDataException("Arguments or rebuttals are missing.");
        run.Table.Add(new($"argued: one more on a board with {Many} and {Rebuttals} rebuttals against one with {Few}", "ms", many, Target.AtMost(1.5)) { Reference = few });
        run.Table.Add(new("argued: that board opens, drawn anew, median", "ms", opened, Target.AtMost(300)));
        run.Table.Add(new("argued: likewise in the order of strength", "ms", ordered, Target.AtMost(300)));
        run.Table.Add(new("argued: what rebuts one of its arguments", "ms", unfolded, Target.AtMost(300)));
    }

    private static async Task<double> PostAsync(Line line, Run run, string slug, int number)
    {
        var person = run.Town.People[number % run.Town.People.Count];
        var command = person.Argument(slug, number % 2 == 0 ? "for" : "against", $"One more point, the {number}th, that nobody has made in these words before.");
        var start = Stopwatch.GetTimestamp();
        var answer = await person.SendAsync(line, command);
        Expect(answer);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Expect(Answered answer)
    {
        if (answer.Status != 200) throw new InvalidOperationException($"A command was answered with {answer.Status}: {answer.Text}");
    }

    private static async Task<double> OpenAsync(Line line, string path, string holds)
    {
        var start = Stopwatch.GetTimestamp();
        var answer = await line.AskAsync(Line.Get(path));
        var took = Stopwatch.GetElapsedTime(start).TotalSeconds;
        if (answer.Status != 200 || !answer.Text.Contains(holds, StringComparison.Ordinal)) throw new InvalidDataException($"{path} was answered with {answer.Status}.");
        return took;
    }
}
