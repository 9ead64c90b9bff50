using System.Diagnostics;
using Textak.Web.Data;

namespace Textak.Tests.Cluster.Plants;

/// <summary>Two nodes in this process on one database, without bells; people write, and watch over lines that break again and again.</summary>
internal static class PlantedRun
{
    private const int Writers = 4, Watchers = 12;
    private static readonly TimeSpan Busy = TimeSpan.FromSeconds(3), Deadline = TimeSpan.FromSeconds(10);

    // Without bells a change is seen at the next look, within a second; the rest is for running about
    private static readonly TimeSpan Prompt = TimeSpan.FromSeconds(2.5);

    /// <returns>What the oracle says.</returns>
    public static async Task<IReadOnlyList<string>> JudgeAsync(Plant plant)
    {
        await using var here = new PlantedSite(plant);
        await here.InitializeAsync();
        await using var there = new PlantedSite(plant) { Beside = here };
        await there.InitializeAsync();
        if (plant.Spoil is { } spoil) await here.UseAsync<TextakDb>(spoil);
        PlantedSite[] sites = [here, there];
        var slug = await here.OpenAsync(Fresh.Slug());
        var (deeds, arguments) = (new Deeds(), new Arguments());
        var people = await Task.WhenAll(Enumerable.Range(0, Writers).Select(i => i < 2 ? Participant.ModerateAsync(sites[i % 2], Fresh.Name("Keeper")) : Participant.JoinAsync(sites[i % 2], Fresh.Name())));
        var writers = people.Select((person, i) => new Writer(person, i < 2, [slug], deeds, arguments, new(i))).ToList();
        var webs = sites.Select(site => new HttpClient { BaseAddress = site.Address }).ToList();
        var onlookers = Enumerable.Range(0, Watchers).Select(i => new SocketOnlooker(webs[i % 2], slug, new(i)) { AsksForGaps = plant.AsksForGaps, HasGoodLine = !plant.LosesTheLast }).ToList();
        try
        {
            await using var suspect = await Suspect.EnterAsync([("one", here.Address), ("other", there.Address)], here.ReadAsync, slug);
            _ = await Pages.ReadAsync(webs[0], $"/f/{slug}");
            onlookers.ForEach(onlooker => onlooker.Look());
            await Eventually.HoldsAsync(() => onlookers.TrueForAll(onlooker => onlooker.Screen.Seq > 0), "everybody watches");

            using var enough = new CancellationTokenSource(Busy);
            var writing = Task.WhenAll(writers.Select(writer => writer.ActAsync(enough.Token)));
            await CutAsync(onlookers, writing);
            var slow = await SpeakAsync(people[^1], slug, deeds, onlookers);
            if (plant.LosesTheLast) await LoseAsync(sites, people[^1], slug, deeds, onlookers);

            var oracle = new Oracle(here.ReadAsync, webs[0], [slug]);
            var verdict = oracle.JudgeAsync(deeds, onlookers, Stopwatch.StartNew(), Deadline);
            await suspect.SuspendAsync(here.SuspendAsync);
            return [.. slow, .. (await verdict).Wrong, .. await suspect.WrongAsync(TimeSpan.FromSeconds(5), TimeSpan.Zero)];
        }
        finally
        {
            foreach (var onlooker in onlookers) await onlooker.DisposeAsync();
            foreach (var person in people) person.Dispose();
            webs.ForEach(web => web.Dispose());
        }
    }

    /// <summary>While people write, somebody's line breaks.</summary>
    private static async Task CutAsync(List<SocketOnlooker> onlookers, Task writing)
    {
        for (var i = 0; !writing.IsCompleted; i++)
        {
            // Those of half the watchers, for who never loses a line has something to lose too
            onlookers[i * 2 % onlookers.Count].Cut();
            await Task.WhenAny(writing, Task.Delay(TimeSpan.FromMilliseconds(100)));
        }
        await writing;
    }

    /// <summary>A few times somebody speaks into the silence, and everybody on both nodes is to be told before long.</summary>
    private static async Task<IReadOnlyList<string>> SpeakAsync(Participant person, string slug, Deeds deeds, List<SocketOnlooker> onlookers)
    {
        var slow = new List<string>();
        for (var i = 1; i <= 3; i++)
        {
            var id = Web.Platform.Ids.New();
            var (_, answer) = await deeds.SendAsync(id, () => person.EstimateAsync(slug, 20 * i, id));
            if (answer is null) continue;
            var since = Stopwatch.StartNew();
            while (onlookers.Exists(onlooker => onlooker.Screen.Seq < answer.Seq) && since.Elapsed < Prompt) await Task.Delay(TimeSpan.FromMilliseconds(10));
            var late = onlookers.Count(onlooker => onlooker.Screen.Seq < answer.Seq);
            if (late > 0) slow.Add($"{late} were not told of event {answer.Seq} within {Prompt.TotalSeconds} s");
        }
        return slow;
    }

    /// <summary>Once everybody is there, one more thing happens, and nobody is told.</summary>
    private static async Task LoseAsync(PlantedSite[] sites, Participant person, string slug, Deeds deeds, List<SocketOnlooker> onlookers)
    {
        var head = await sites[0].HeadAsync(slug);
        await Eventually.HoldsAsync(() => onlookers.TrueForAll(onlooker => onlooker.Screen.Seq >= head), "everybody has caught up");
        foreach (var site in sites) site.LosesNews = true;
        var id = Web.Platform.Ids.New();
        (await deeds.SendAsync(id, () => person.EstimateAsync(slug, 50, id))).Fate.ShouldBe(Fate.Acknowledged);
    }
}
