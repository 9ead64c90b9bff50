using AngleSharp.Html.Parser;
using Textak.Tests.Live;

namespace Textak.Tests.Feed;

/// <summary>The wall: what moved, and nothing else.</summary>
public sealed class TickerTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task Whatever_moved_is_there_once_the_newest_first_and_as_the_feed_tells_it()
    {
        var (first, second, still, over) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()), await site.OpenResolvedAsync(Fresh.Slug()));
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        using var reader = site.Visit();
        await using var watcher = await Watcher.ConnectAsync(site);
        await watcher.WatchFeedAsync();

        foreach (var (slug, percent) in new[] { (first, 40), (second, 30), (first, 46), (second, 30) }) (await ada.EstimateAsync(slug, percent)).ShouldBeTaken();
        await ada.ArguedAsync(still, "for", "Which moves nobody's number.");

        (await ShownAsync(reader)).ShouldBe([first, second], "who says the same again moves nothing");
        var line = reader.Page.QuerySelector($".tile[data-slug='{first}']")!;
        line.QuerySelector(".words")!.Words().ShouldBe("roughly even▲ +6 pts in 24 hours");
        line.QuerySelector(".shift")!.Words().ShouldStartWith("40% until ");

        await watcher.ReceivesAsync(frame => frame.Slug == first && frame.Percent == 46, "the move is told");
        var told = new HtmlParser().ParseDocument(watcher.Pushed.Last(frame => frame.Slug == first).Tile!).QuerySelector(".tile")!;
        told.GetAttribute("data-moved").ShouldBe(line.GetAttribute("data-moved"));
        told.QuerySelectorAll(".over").Select(over => over.GetAttribute("data-span")).ShouldBe(["1h", "24h", "7d", "30d"]);
        told.QuerySelector(".over[data-span='24h']")!.Words().ShouldBe(line.QuerySelector(".over")!.Words());

        (await ada.EstimateAsync(second, 35)).ShouldBeTaken();
        (await ShownAsync(reader)).ShouldBe([second, first]);
        reader.Page.DocumentElement.TextContent.ShouldNotContain(over);
    }

    [Fact]
    public async Task Without_script_it_loads_itself_again_and_where_nothing_moves_it_says_so()
    {
        using var reader = site.Visit();
        var page = await reader.GetAsync("/live");
        // To a reader without script this is an element; the parser here has none
        page.QuerySelector("noscript meta[http-equiv=refresh]")!.GetAttribute("content").ShouldBe("60");
        page.QuerySelector(".empty")!.TextContent.ShouldContain("Nothing has moved yet.");
        page.QuerySelector("body")!.ClassList.ShouldContain("wall");
    }

    private static async Task<List<string>> ShownAsync(Visitor reader) =>
        [.. (await reader.GetAsync("/live")).QuerySelectorAll(".shifts > .tile").Select(tile => tile.GetAttribute("data-slug")!)];
}
