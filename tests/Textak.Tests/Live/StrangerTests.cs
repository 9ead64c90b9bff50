using System.Diagnostics;

namespace Textak.Tests.Live;

/// <summary>Another process that writes to the same database rings no bell here; it is noticed all the same.</summary>
[Collection(nameof(Crowd))]
public class StrangerTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task What_another_process_writes_is_told_within_two_seconds()
    {
        await using var stranger = new BusySite { Beside = site };
        await stranger.InitializeAsync();
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(stranger, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(site, slug);
        await using var feed = await Watcher.ConnectAsync(site);
        await feed.WatchFeedAsync();
        await watcher.ReceivesAsync(frame => frame.Watchers == 1, "the count of watchers is told");

        var clock = Stopwatch.StartNew();
        await person.ArguedAsync(slug, "for", "Said on another machine.");
        await person.EstimateAsync(slug, 80);
        await watcher.ReachesAsync(3);
        await feed.ReceivesAsync(frame => frame.Slug == slug && frame.To == 3, "the tile is at its newest");
        clock.Elapsed.TotalSeconds.ShouldBeLessThan(3);

        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
        watcher.Pushed.ShouldRun(from: 1, to: 3);
    }

    [Fact]
    public async Task Two_processes_write_to_one_board_without_gap_or_duplicate()
    {
        await using var stranger = new BusySite { Beside = site };
        await stranger.InitializeAsync();
        var slug = await site.OpenAsync(Fresh.Slug());
        var crowd = new Crowd(slug);
        using var here = await Participant.JoinAsync(site, Fresh.Name());
        using var there = await Participant.JoinAsync(stranger, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(site, slug);

        await Task.WhenAll(crowd.ActAsync(here, 40, seed: 1), crowd.ActAsync(there, 40, seed: 2));

        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        await watcher.ReachesAsync(ledger.Forecast.LastSeq);
        watcher.Pushed.ShouldRun(from: 1, to: ledger.Forecast.LastSeq);
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }
}
