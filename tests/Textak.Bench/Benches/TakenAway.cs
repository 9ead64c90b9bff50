using System.Diagnostics;
using Textak.Bench.Load;
using Textak.Bench.World;

namespace Textak.Bench.Benches;

/// <summary>
/// What leaves a board other than as its page: its picture, its tile for other pages, its feed, its files, and the map of the site. Each is made anew, for
/// before every question somebody argues or estimates on it, and asked for once more, when nothing has changed.
/// </summary>
internal static class TakenAway
{
    private const int Said = 200, Warm = 4, Asked = 20;

    public static async Task MeasureAsync(Run run)
    {
        await Cores.PinLoadAsync(false);
        var slug = run.Town.Boards[0];
        string[] pages = [$"/f/{slug}", $"/f/{slug}/picture.png", $"/embed/{slug}", $"/f/{slug}/atom", "/atom", $"/f/{slug}/files/all.json", "/files/all.json", "/sitemap/1.xml"];
        List<List<double>> made = [.. pages.Select(_ => new List<double>())], kept = [.. pages.Select(_ => new List<double>())];
        for (var repetition = 0; repetition < run.Repetitions; repetition++)
        {
            using var product = await Product.StartAsync(run.FreshTown(), core: null);
            using var line = await Line.OpenAsync(product.Port);
            for (var n = 0; n < Said; n++) await run.Town.SendAsync(line, slug, n);
            for (var i = 0; i < pages.Length; i++)
            {
                await MedianAsync(run, line, slug, pages[i], Warm);
                var (anew, again) = await MedianAsync(run, line, slug, pages[i], Asked);
                made[i].Add(anew);
                kept[i].Add(again);
            }
        }
        for (var i = 0; i < pages.Length; i++)
        {
            run.Table.Add(new($"taken: {pages[i]}, made", "ms", made[i], Target.None) { Reference = i == 0 ? [] : made[0] });
            run.Table.Add(new($"taken: {pages[i]}, again", "ms", kept[i], Target.None));
        }
    }

    private static async Task<(double Made, double Again)> MedianAsync(Run run, Line line, string slug, string page, int asked)
    {
        var (made, again) = (new Latencies(), new Latencies());
        for (var n = 0; n < asked; n++)
        {
            await run.Town.SendAsync(line, slug, Said + n);
            made.Add(await AskAsync(line, page) / 1000);
            again.Add(await AskAsync(line, page) / 1000);
        }
        return (made.Percentile(50), again.Percentile(50));
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
