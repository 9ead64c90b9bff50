using System.Diagnostics;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>One more estimate on a board that has 100,000, against one on a board that has 100: a command on each in turn.</summary>
internal static class OneMoreEstimate
{
    private const int Few = 100, Many = 100_000;
    private const string FewBoard = "board-1", ManyBoard = "board-2";

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(true);
        var data = run.FreshTown();
        using (var before = await Product.StartAsync(data, core: null))
        {
            using var line = await Line.OpenAsync(before.Port);
            // Whose rows the others are copies of
            foreach (var slug in (string[])[FewBoard, ManyBoard]) ShouldBeTaken(await run.Town.People[0].SendAsync(line, run.Town.People[0].Estimate(slug, 50)));
            await before.StopAsync();
        }
        await Crowding.FillAsync(data, FewBoard, Few - 1);
        await Crowding.FillAsync(data, ManyBoard, Many - 1);
        Run.Say($"   {Few} and {Many} estimates are there");

        using var product = await Product.StartAsync(data, core: null);
        using var one = await Line.OpenAsync(product.Port);
        List<double> few = [], many = [];
        for (var repetition = -1; repetition < Math.Max(5, run.Repetitions); repetition++)
        {
            var (onFew, onMany) = (new Latencies(), new Latencies());
            for (var n = 0; n < (run.IsQuick ? 60 : 300); n++)
            {
                await SendAsync(one, run, FewBoard, n, onFew);
                await SendAsync(one, run, ManyBoard, n, onMany);
            }
            // The first compiles, and brings the crowds into memory
            if (repetition < 0) continue;
            few.Add(onFew.Percentile(50));
            many.Add(onMany.Percentile(50));
            Run.Say($"   {Few} estimates {few[^1]:0.00} ms, {Many} estimates {many[^1]:0.00} ms");
        }
        var (least, most) = (product.Database.Standing(FewBoard).Estimates, product.Database.Standing(ManyBoard).Estimates);
        if (least < Few || most < Many) throw new InvalidDataException($"The boards have {least} and {most} estimates.");
        run.Table.Add(new($"one more estimate: on a board with {most} against one with {least}", "ms", many, Target.AtMost(1.5)) { Reference = few });
    }

    private static async Task SendAsync(Line line, Run run, string slug, int number, Latencies latencies)
    {
        var person = run.Town.People[number % run.Town.People.Count];
        var command = person.Estimate(slug, 1 + number * 37 % 99);
        var start = Stopwatch.GetTimestamp();
        ShouldBeTaken(await person.SendAsync(line, command));
        latencies.Add(Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static void ShouldBeTaken(Answered answer)
    {
        if (answer.Status != 200) throw new InvalidOperationException($"An estimate was answered with {answer.Status}: {answer.Text}");
    }
}
