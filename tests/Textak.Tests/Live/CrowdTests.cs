namespace Textak.Tests.Live;

/// <summary>Fifty watchers over sockets, ten participants, five hundred commands at once.</summary>
[Collection(nameof(Crowd))]
public class CrowdTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int Watchers = 50, Restless = 5, People = 10, CommandsEach = 50;

    [Fact]
    public async Task Each_watcher_sees_each_event_once_and_ends_with_what_the_database_holds()
    {
        var slug = await site.OpenAsync("crowd");
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(i =>
            i < 2 ? Participant.ModerateAsync(site, Fresh.Name("Keeper")) : Participant.JoinAsync(site, Fresh.Name())));
        var start = await site.HeadAsync(slug);
        var watchers = await Task.WhenAll(Enumerable.Range(0, Watchers).Select(_ => Watcher.OfAsync(site, slug)));
        var crowd = new Crowd(slug);

        var acting = Task.WhenAll(people.Select((person, i) => crowd.ActAsync(person, CommandsEach, seed: i)));
        var restless = Task.WhenAll(Enumerable.Range(0, Restless).Select(i => ComeAndGoAsync(slug, new Random(i), until: acting)));
        await acting;

        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        var head = ledger.Forecast.LastSeq;
        // Acknowledged once each, and nothing else is in the log
        crowd.Acknowledged.Order().ShouldBe(Enumerable.Range((int)start + 1, (int)(head - start)).Select(seq => (long)seq));
        head.ShouldBeGreaterThan(start + 300);

        using var reader = site.Visit();
        foreach (var watcher in watchers.Concat(await restless)) await watcher.ReachesAsync(head);
        var page = await reader.GetAsync($"/f/{slug}");
        ledger.ShouldStandOn(page);
        foreach (var watcher in watchers)
        {
            watcher.Pushed.ShouldRun(from: start, to: head);
            watcher.Gaps.ShouldBe(0);
            watcher.Screen.Points.Count.ShouldBe(ledger.Points.Count);
        }
        foreach (var watcher in watchers.Concat(await restless))
        {
            watcher.Screen.ShouldEqual(page);
            await watcher.DisposeAsync();
        }
        foreach (var person in people) person.Dispose();
    }

    /// <summary>Loads the page, watches a while, loses the line, comes back where it was; and so on.</summary>
    private async Task<Watcher> ComeAndGoAsync(string slug, Random random, Task until)
    {
        using var reader = site.Visit();
        var watcher = await Watcher.OfAsync(site, slug, Screen.From(await reader.GetAsync($"/f/{slug}")));
        while (!until.IsCompleted)
        {
            var enough = watcher.Screen.Seq + random.Next(1, 150);
            await Eventually.HoldsAsync(() => until.IsCompleted || watcher.Screen.Seq >= enough, "something happened", seconds: 90);
            await watcher.DisposeAsync();
            watcher = await Watcher.OfAsync(site, slug, watcher.Screen);
        }
        return watcher;
    }
}
