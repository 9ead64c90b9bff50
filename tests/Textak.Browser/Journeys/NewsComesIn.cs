using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Wire;
using Textak.Web.Features.Wire;

namespace Textak.Browser;

public sealed class NewsComesIn(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task From_a_feed_by_a_few_keys_to_a_signal_that_everybody_sees_at_once()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        await using var server = await FeedServer.StartAsync();
        var token = $"zq{board.Slug.GetHashCode(StringComparison.Ordinal) & 0xFFFFFF:x}";
        var (story, told, weather) = ($"Keepers’ strike at {token} ends tonight", $"Keepers’ strike at {token} ends", $"Fine weather over {token} for days");
        var now = TimeProvider.System.GetUtcNow();
        var here = server.Answer("/here", FeedServer.Rss(now, story, weather));
        var there = server.Answer("/there", FeedServer.Rss(now, told).Replace("lamp-news.example", "other.example", StringComparison.Ordinal));
        var ann = await AdminAsync("Ann", Devices.Desktop.WithoutScript());
        var (mia, max) = (await ModeratorAsync("Mia"), await ModeratorAsync("Max"));
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await AllAsync(async person =>
        {
            await person.OpenAsync("/moderation/news");
            await person.IsLiveAsync();
        }, mia, max);

        // By plain forms: the terms of the board, and two papers
        await ann.OpenAsync($"{board.Path}/terms");
        await ann.Page.Locator("#terms").FillAsync(token);
        await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Save them" }).ClickAsync();
        foreach (var (name, address) in new[] { ("Lamp News", here), ("The Other Paper", there) })
        {
            await ann.OpenAsync("/admin/feeds");
            await ann.Page.GetByLabel("Name").FillAsync(name);
            await ann.Page.GetByLabel("Address").FillAsync(address);
            await ann.Page.GetByLabel("Category").SelectOptionAsync("Work");
            await ann.Page.GetByLabel("proximate").CheckAsync();
            await ann.Page.GetByRole(AriaRole.Button, new() { Name = "Register it" }).ClickAsync();
            await Expect(ann.Page.Locator(".acts li", new() { HasText = address })).ToContainTextAsync("Not read yet");
        }
        await Stage.Site.Services.GetRequiredService<WireRounds>().ReadDueAsync(CancellationToken.None);

        // Both see it come in, and each other at it
        await AllAsync(person => Expect(CaseOf(person, story)).ToContainTextAsync($"found by {token}"), mia, max);
        await CaseOf(mia, told).FocusAsync();
        await mia.Page.Keyboard.PressAsync("c");
        await Expect(CaseOf(max, told).Locator(".holder")).ToHaveTextAsync($"{mia.Name} is at it.");
        await CaseOf(max, told).FocusAsync();
        await max.Page.Keyboard.PressAsync("d");
        await max.Page.Keyboard.PressAsync("Enter");
        await Expect(CaseOf(max, told).Locator(".error").Last).ToContainTextAsync($"{mia.Name} is at it.");

        // One story, by two keys; then which way it points, by two more
        await CaseOf(mia, told).FocusAsync();
        await mia.Page.Keyboard.PressAsync("m");
        await mia.Page.Keyboard.PressAsync("Enter");
        await Expect(CaseOf(max, story)).ToContainTextAsync("The same story: The Other Paper");
        await CaseOf(mia, story).FocusAsync();
        await mia.Page.Keyboard.PressAsync("a");
        await mia.Page.Keyboard.PressAsync("Enter");
        await AllAsync(person => Expect(CaseOf(person, story)).ToHaveCountAsync(0), mia, max);
        await CaseOf(max, weather).FocusAsync();
        await max.Page.Keyboard.PressAsync("d");
        await max.Page.Keyboard.PressAsync("Enter");
        // To whoever stands at it it fades, and stays
        await Expect(mia.Page.Locator(".case:not(.gone)", new() { HasText = weather })).ToHaveCountAsync(0);

        // It stands on the board of who is watching, and moves somebody
        await AllAsync(async person =>
        {
            var signal = person.Page.Locator(".signals li").First;
            await Expect(signal).ToContainTextAsync(story);
            await Expect(signal).ToContainTextAsync("▼ against");
            await Expect(signal).ToContainTextAsync("also at other.example");
            await Expect(person.Page.Locator("#signals .n")).ToHaveTextAsync("1");
            await Expect(person.NewestActivity).ToContainTextAsync("A signal was added");
        }, ada, wim);
        await ada.Page.Locator(".moved-by summary").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Checkbox, new() { Name = story }).CheckAsync();
        await ada.EstimateAsync(33);
        (await Stage.Site.ReadAsync(db => Task.FromResult(db.Receipts.Count(r => r.SignalId != null && db.Signals.Any(s => s.Id == r.SignalId && s.Headline == story))))).ShouldBe(1);
        await wim.Page.ReloadAsync();
        await Expect(wim.Page.Locator(".signals li")).ToHaveCountAsync(1);
        await ann.OpenAsync("/admin/feeds");
        await Expect(ann.Page.Locator(".acts li", new() { HasText = here })).ToContainTextAsync("Reads well: RSS, 2 items");

        // It was a mistake after all: it goes as it came
        await max.OpenAsync($"{board.Path}/signals");
        await max.Page.GetByText("Withdraw it").ClickAsync();
        await max.Page.GetByLabel("Reason").FillAsync("The paper took it back");
        await max.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw the signal" }).ClickAsync();
        await AllAsync(async person =>
        {
            await Expect(person.Page.Locator(".signals li")).ToHaveCountAsync(0);
            await Expect(person.Page.Locator(".signals .empty")).ToBeVisibleAsync();
            await Expect(person.Page.Locator("#signals .n")).ToHaveTextAsync("0");
            await Expect(person.NewestActivity).ToContainTextAsync("A moderator withdrew a signal: The paper took it back");
        }, ada, wim);
        await Expect(ada.Page.Locator(".moved-by").GetByText(story)).ToHaveCountAsync(0);
    }

    private static ILocator CaseOf(Person person, string headline) => person.Page.Locator($".case:has(h2 a:text-is(\"{headline}\"))");
}
