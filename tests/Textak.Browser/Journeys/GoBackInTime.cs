using System.Globalization;
using System.Text.RegularExpressions;

namespace Textak.Browser;

public sealed class GoBackInTime(Stage stage) : Journey(stage)
{
    private const string Reason = "It speaks of a person, not of the question.";

    [Fact]
    public async Task To_last_week_with_what_was_hidden_since_still_hidden_and_back_to_what_is_new()
    {
        var board = await Stage.OpenBoardAsync(@for: 12, against: 1);
        var (ada, mia, wim, tim) = (await ParticipantAsync("Ada"), await ModeratorAsync("Mia"), await WatcherAsync(), await WatcherAsync(new(Devices.Phone) { JavaScriptEnabled = false }));
        await AllAsync(person => person.WatchAsync(board), ada, mia, wim);
        await mia.HideAsync("Reason 1 for", Reason);
        await ada.EstimateAsync(90);

        // By the form, in time; by the keys, event by event; without script as well
        var week = TimeProvider.System.GetUtcNow().AddDays(-7).AddMinutes(2).ToString("yyyy-MM-ddTHH:mm", CultureInfo.InvariantCulture);
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "Go back in time" }).ClickAsync();
        await Expect(wim.Page.Locator("#past .moment")).ToContainTextAsync("set an estimate");
        foreach (var person in new[] { wim, tim })
        {
            if (person == tim) await person.OpenAsync($"{board.Path}/at");
            await person.Page.GetByLabel("At a time, UTC").FillAsync(week);
            await person.Page.GetByRole(AriaRole.Button, new() { Name = "Go there" }).ClickAsync();
            await Expect(person.Number).ToHaveTextAsync("40");
            await Expect(person.Page.Locator(".argument.tombstone")).ToContainTextAsync($"Hidden by a moderator since: {Reason}");
            await Expect(person.Cards("for")).ToHaveCountAsync(6);
            (await person.Page.ContentAsync()).ShouldNotContain("Reason 1 for");
            (await person.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty();
        }
        (await tim.Page.EvaluateAsync<string[]>(Layout.TooSmallForFingers)).ShouldBeEmpty();
        await tim.Page.GetByRole(AriaRole.Link, new() { Name = "Event before" }).ClickAsync();
        await Expect(tim.Cards("for")).ToHaveCountAsync(5);

        await wim.MarkDocumentAsync();
        var range = wim.Page.GetByLabel("Event of the log");
        await range.PressAsync("ArrowLeft");
        await Expect(wim.Cards("for")).ToHaveCountAsync(5);
        await range.PressAsync("Home");
        await Expect(wim.Number).ToHaveTextAsync("–");
        await Expect(wim.Cards("for")).ToHaveCountAsync(0);
        await Expect(wim.Page).ToHaveURLAsync(new Regex(@"/at\?seq=1$"));
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "Event after" }).ClickAsync();
        await Expect(wim.Number).ToHaveTextAsync("50");
        await Expect(range).ToHaveValueAsync("2");
        await wim.StayedAsync();
        await mia.OpenAsync(new Uri(wim.Page.Url).AbsolutePath + "?at=" + week);
        await Expect(mia.Card("Reason 1 for")).ToContainTextAsync($"Hidden by a moderator since: {Reason}");

        // Away for two hours, as far as the browser knows
        await wim.WatchAsync(board);
        await Expect(wim.Page.Locator("#since")).ToBeHiddenAsync();
        await wim.OpenAsync("/");
        await ada.LookAtHeadOfAsync("for");
        await ada.ArgueAsync("for", "The new one that nobody has seen yet.");
        await wim.Page.EvaluateAsync("slug => { const key = `visit:${slug}`, visit = JSON.parse(localStorage[key]); visit.at -= 7200000; localStorage[key] = JSON.stringify(visit); }", board.Slug);
        for (var tab = 0; tab < 2; tab++)
        {
            await wim.WatchAsync(board);
            await Expect(wim.Page.Locator("#since summary")).ToHaveTextAsync("Since you were here: 1 argument");
            await Expect(wim.Page.Locator(".argument.unseen")).ToHaveCountAsync(1);
            await Expect(wim.Card("The new one")).ToHaveClassAsync(new Regex("unseen"));
            await wim.OpenNewTabAsync(closeThis: false);
        }
        await wim.WatchAsync(board);
        await wim.OpenAsync("/how-it-works");
        await wim.Page.GoBackAsync();
        await wim.IsLiveAsync();
        await Expect(wim.Page.Locator("#since summary")).ToHaveTextAsync("Since you were here: 1 argument");
        await mia.WatchAsync(board);
        await mia.HideAsync("The new one", Reason);
        await Expect(wim.Page.Locator("#since")).ToBeHiddenAsync();
        await Expect(wim.Page.Locator(".argument.unseen")).ToHaveCountAsync(0);
    }
}
