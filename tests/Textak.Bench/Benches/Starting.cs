using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>The published program on a database that is there: to the first page, and what it holds while nobody asks.</summary>
internal static class Starting
{
    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(false);
        List<double> seconds = [], memory = [];
        // The first brings the files into the machine's cache
        for (var repetition = -1; repetition < Math.Max(5, run.Repetitions); repetition++)
        {
            var data = run.FreshTown();
            var since = System.Diagnostics.Stopwatch.StartNew();
            using var product = Product.Launch(data, core: null);
            await product.AnswersAsync("/");
            var took = since.Elapsed.TotalSeconds;
            await Task.Delay(TimeSpan.FromSeconds(3));
            if (repetition < 0) continue;
            seconds.Add(took);
            memory.Add(product.Child.ResidentMegabytes());
        }
        run.Table.Add(new("starting: to the first 200, warm", "s", seconds, Target.AtMost(2)));
        run.Table.Add(new("starting: idle memory", "MB", memory, Target.AtMost(160)));
    }
}
