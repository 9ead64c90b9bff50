using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Textak.Browser;

public sealed partial class FindAndWatch(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task A_search_is_marked_and_loses_what_is_hidden_an_order_waits_to_be_asked_for_and_the_wall_moves()
    {
        var (quiet, busy) = (await Stage.OpenBoardAsync(@for: 3, title: "The ferrymen of Quellenburg row by night"), await Stage.OpenBoardAsync(@for: 1, against: 1, title: "The ferrymen of Quellenburg sleep by day"));
        var (ada, ben, wim, eve, mod) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await WatcherAsync(Devices.Phone), await WatcherAsync(), await ModeratorAsync("Mod"));
        await ada.ArgueOnAsync(busy, "for", "Oars of Zebrawood creak, which wakes whoever lives there.");
        await eve.OpenAsync("/live");
        await eve.IsLiveAsync();
        await eve.MarkDocumentAsync();

        // What is typed stands in the address, with what was chosen before
        await wim.OpenAsync("/?sort=argued");
        await wim.Page.GetByRole(AriaRole.Searchbox).FillAsync("quellenburg ferry");
        await wim.Page.GetByRole(AriaRole.Searchbox).PressAsync("Enter");
        await Expect(wim.Page).ToHaveURLAsync(SearchAddress());
        await Expect(wim.Page.Locator(".tile")).ToHaveCountAsync(2);
        await Expect(wim.Page.Locator(".tile h2 mark").First).ToHaveTextAsync("ferrymen");
        await Expect(wim.Page.Locator(".tile h2 a")).ToHaveTextAsync([quiet.Title, busy.Title]);
        await wim.IsLiveAsync();
        await wim.MarkDocumentAsync();

        // Numbers change in place; the order doesn't, until it is asked for. That it is another is told although elsewhere nothing ever rests
        foreach (var text in (string[])["One more, and then", "Another one, which makes", "As many as it takes to pass"])
            await ada.ArgueAsync("against", $"{text} the board the most argued of the two.");
        var pill = wim.Page.Locator("main > .pill button");
        await ben.WatchAsync(await Stage.OpenBoardAsync());
        var since = Stopwatch.StartNew();
        for (var percent = 1; !await pill.IsVisibleAsync() && since.Elapsed < TimeSpan.FromSeconds(40); percent = percent % 98 + 1) await ben.EstimateAsync(percent);
        (await pill.IsVisibleAsync()).ShouldBeTrue("the new order is told, however busy other boards are");
        await Expect(wim.Page.Locator(".tile h2 a")).ToHaveTextAsync([quiet.Title, busy.Title]);
        await pill.ClickAsync();
        await Expect(wim.Page.Locator(".tile h2 a")).ToHaveTextAsync([busy.Title, quiet.Title]);
        await Expect(wim.Page.Locator(".tile h2 a").First).ToBeFocusedAsync();
        await Expect(pill).ToBeHiddenAsync();
        await wim.StayedAsync();

        // What is hidden goes from a search that somebody looks at
        await wim.OpenAsync("/?q=zebrawood");
        await Expect(wim.Page.Locator(".hits mark")).ToHaveTextAsync("Zebrawood");
        await wim.IsLiveAsync();
        await wim.MarkDocumentAsync();
        await mod.WatchAsync(busy);
        await mod.HideAsync("Oars of Zebrawood", "Not about ferrymen");
        await Expect(wim.Page.Locator(".hits")).ToHaveCountAsync(0);
        await Expect(wim.Page.Locator("main.feed")).Not.ToContainTextAsync("Oars");
        await wim.StayedAsync();
        await wim.Page.GoBackAsync();
        await Expect(wim.Page).ToHaveURLAsync(SearchAddress());
        await Expect(wim.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync("quellenburg ferry");

        // The wall: whatever moves goes to the top, each board once; those of other journeys move too
        var lines = eve.Page.Locator($".shifts > :is([data-slug='{busy.Slug}'], [data-slug='{quiet.Slug}'])");
        await ada.EstimateAsync(80);
        await Expect(lines.First).ToContainTextAsync(busy.Title);
        await Expect(lines.First.Locator(".probability")).ToHaveTextAsync("60%");
        await Expect(lines.First.Locator(".shift")).ToContainTextAsync("40% until");
        await ada.EstimateAsync(90);
        await Expect(lines.First.Locator(".probability")).ToHaveTextAsync("65%");
        await Expect(eve.Page.Locator($".shifts > [data-slug='{busy.Slug}']")).ToHaveCountAsync(1);
        await ada.WatchAsync(quiet);
        await ada.EstimateAsync(10);
        await Expect(lines).ToContainTextAsync([quiet.Title, busy.Title]);
        (await eve.Page.Locator(".shifts > .tile").CountAsync()).ShouldBeLessThanOrEqualTo(20);

        // It stands still while somebody wants to read
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Pause" }).ClickAsync();
        await wim.WatchAsync(busy);
        await ada.WatchAsync(busy);
        await ada.EstimateAsync(20);
        await Expect(wim.Number).ToHaveTextAsync("30");
        await Expect(lines).ToContainTextAsync([quiet.Title, busy.Title]);
        await eve.Page.GetByRole(AriaRole.Button, new() { Name = "Go on" }).ClickAsync();
        await Expect(lines).ToContainTextAsync([busy.Title, quiet.Title]);
        await eve.StayedAsync();
        (await eve.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).colorScheme")).ShouldBe("dark");
    }

    [GeneratedRegex(@"/\?sort=argued&q=quellenburg\+ferry$")]
    private static partial Regex SearchAddress();
}
