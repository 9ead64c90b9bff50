using System.Diagnostics;
using AngleSharp.Html.Parser;

namespace Textak.Tests.Live;

/// <summary>What the server says to those who stay.</summary>
public class WatchingTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task A_change_arrives_at_once_with_all_that_it_changes()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(site, slug);
        await using var quiet = await Watcher.OfAsync(site, await site.OpenAsync(Fresh.Slug()));
        await watcher.ReceivesAsync(frame => frame.Watchers == 1, "the count of watchers is told");

        var clock = Stopwatch.StartNew();
        var id = await person.ArguedAsync(slug, "against", "Said while you watch.");
        await watcher.ReachesAsync(2);
        clock.ElapsedMilliseconds.ShouldBeLessThan(5000);

        var frame = watcher.Pushed.Single(f => f.To == 2);
        (frame.From, frame.Head, frame.For, frame.Against).ShouldBe((1, 2, 0, 1));
        frame.Cards.ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            card => (card.Id, card.Side, card.Posted, card.Hidden).ShouldBe((id, "Against", true, false)),
            card => card.Html.ShouldContain("Said while you watch."));
        frame.Activity.ShouldHaveSingleItem().ShouldContain(" argued ");
        frame.Activity[0].ShouldNotContain("Said while you watch.");
        // Who watches another board hears nothing of it
        quiet.Pushed.ShouldAllBe(f => f.Cards.Count == 0 && f.From == f.To);
    }

    [Fact]
    public async Task Who_stops_watching_hears_no_more()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        await using var leaving = await Watcher.OfAsync(site, slug);
        await using var staying = await Watcher.OfAsync(site, slug);
        await staying.ReceivesAsync(frame => frame.Watchers == 2, "both are counted");

        await leaving.UnwatchAsync(slug);
        await leaving.UnwatchAsync(slug);
        await person.EstimateAsync(slug, 40);
        await staying.ReachesAsync(2);
        await staying.ReceivesAsync(frame => frame.Watchers == 1, "one is counted");

        leaving.Pushed.ShouldAllBe(frame => frame.To == 1);
    }

    [Fact]
    public async Task The_count_of_watchers_rises_and_falls()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var first = await Watcher.OfAsync(site, slug);
        await first.ReceivesAsync(frame => frame.Watchers == 1, "one watches");

        var others = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Watcher.OfAsync(site, slug)));
        await first.ReceivesAsync(frame => frame.Watchers == 5, "five watch");
        // Asking again is no second watcher
        await first.AskAsync(slug, 0);

        foreach (var other in others) await other.DisposeAsync();
        await Eventually.HoldsAsync(() => first.Pushed.Last().Watchers == 1, "one watches again");
    }

    [Fact]
    public async Task Silence_is_broken_by_a_heartbeat_that_carries_the_head()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "history: now 40");
        await using var watcher = await Watcher.OfAsync(site, slug);
        await watcher.ReceivesAsync(frame => frame.Watchers == 1, "the count of watchers is told");
        var before = watcher.Pushed.Count();

        await Eventually.HoldsAsync(() => watcher.Pushed.Count() > before, "a heartbeat came", seconds: 15);

        var beat = watcher.Pushed.Last();
        (beat.From, beat.To, beat.Head, beat.Percent, beat.Reload).ShouldBe((2, 2, 2, 40, false));
        (beat.Cards.Count + beat.Points.Count + beat.Activity.Count).ShouldBe(0);
    }

    [Fact]
    public async Task The_feed_is_told_by_tiles()
    {
        var (slug, other) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        await using var watcher = await Watcher.ConnectAsync(site);

        var heads = await watcher.WatchFeedAsync(slug, "nowhere");
        heads.ShouldHaveSingleItem().ShouldBe(new(slug, 1), "of what the page shows, and nothing else");

        await person.EstimateAsync(slug, 64);
        await person.EstimateAsync(other, 36);
        await person.EstimateAsync(slug, 65);
        await watcher.ReceivesAsync(frame => frame.Slug == slug && frame.To == 3, "the first tile is at its newest");
        await watcher.ReceivesAsync(frame => frame.Slug == other && frame.To == 2, "the second tile is at its newest");

        using var reader = site.Visit();
        var page = await reader.GetAsync("/");
        foreach (var board in new[] { slug, other })
        {
            var told = watcher.Pushed.Where(frame => frame.Slug == board).ToList();
            told.Select(frame => frame.To).ShouldBeInOrder();
            var tile = new HtmlParser().ParseDocument(told[^1].Tile.ShouldNotBeNull()).QuerySelector("li").ShouldNotBeNull();
            tile.QuerySelector("h2")!.OuterHtml.ShouldBe(page.QuerySelector($"li[data-slug={board}] h2")!.OuterHtml);
            tile.QuerySelector(".probability")!.OuterHtml.ShouldBe(page.QuerySelector($"li[data-slug={board}] .probability")!.OuterHtml);
            tile.GetAttribute("data-seq").ShouldBe(page.QuerySelector($"li[data-slug={board}]")!.GetAttribute("data-seq"));
        }
    }

    [Fact]
    public async Task The_feed_is_told_once_however_often_it_is_asked_for()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        await using var watcher = await Watcher.ConnectAsync(site);
        for (var i = 0; i < 3; i++) await watcher.WatchFeedAsync();

        for (var percent = 1; percent <= 20; percent++) await person.EstimateAsync(slug, percent);
        await watcher.ReceivesAsync(frame => frame.Slug == slug && frame.To == 21, "the tile is at its newest");

        var told = watcher.Pushed.Where(frame => frame.Slug == slug).Select(frame => frame.To).ToList();
        told.ShouldBeUnique();
        told.Count.ShouldBeLessThanOrEqualTo(20);
    }
}
