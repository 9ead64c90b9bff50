using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Browser;

public sealed class QuestionsHoldStill(Stage stage) : Journey(stage)
{
    private const string Criteria = "True if the lamp is lit by hand on the last night, as its keeper's log says.";

    [Fact]
    public async Task Who_estimated_under_other_criteria_is_asked_there_and_then_and_all_see_who_stands_by_it()
    {
        var board = await Stage.OpenBoardAsync(percent: null);
        var (ada, ben, mia) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await ModeratorAsync("Mia"));
        await AllAsync(person => person.WatchAsync(board), ada, ben, mia);
        await ada.EstimateAsync(50);
        var tab = await OpenTabAsync(ada, board);
        await ada.EstimateAsync(60);
        await Expect(tab.Locator("#mine")).ToContainTextAsync("You said 60%");
        await AllAsync(person => person.MarkDocumentAsync(), ada, ben);

        // By keyboard, and with a mistake on the way
        await mia.Page.GetByRole(AriaRole.Link, new() { Name = "Change the criteria" }).FocusAsync();
        await mia.Page.Keyboard.PressAsync("Enter");
        await mia.Page.GetByLabel("New text").FillAsync(Criteria);
        await mia.Page.GetByRole(AriaRole.Button, new() { Name = "Change the criteria" }).FocusAsync();
        await mia.Page.Keyboard.PressAsync("Enter");
        await Expect(mia.Page.Locator("#reason-error")).ToContainTextAsync("Say why");
        await Expect(mia.Page.GetByLabel("Reason")).ToBeFocusedAsync();
        await Expect(mia.Page.GetByLabel("New text")).ToHaveValueAsync(Criteria);
        await mia.Page.Keyboard.TypeAsync("A lamp is lit at night.");
        await mia.Page.Keyboard.PressAsync("Tab");
        await mia.Page.Keyboard.PressAsync("Enter");

        await AllAsync(async person =>
        {
            await Expect(person.Page.Locator("#criteria > p").First).ToHaveTextAsync(Criteria);
            await Expect(person.Page.Locator("#criteria .standing")).ToHaveTextAsync("0 of 1 estimate stands on this version, 1 on version 1.");
            await Expect(person.NewestActivity).ToContainTextAsync("A moderator changed the criteria: A lamp is lit at night.");
        }, ada, ben);
        await ben.Page.Locator("#criteria summary").ClickAsync();
        await Expect(ben.Page.Locator("#criteria ins")).ToContainTextAsync("night");
        await Expect(ben.Page.Locator("#criteria del")).ToContainTextAsync("day");
        await Expect(ben.Page.Locator("#criteria details")).ToContainTextAsync(mia.Name);
        await Expect(ben.Page.Locator("#reaffirm")).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("[data-why=criteria]")).ToBeVisibleAsync();
        await Expect(tab.GetByRole(AriaRole.Button, new() { Name = "I still say 60%" })).ToBeVisibleAsync();

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "I still say 60%" }).ClickAsync();

        await Expect(ada.Page.Locator("#reaffirm")).ToBeHiddenAsync();
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 60%");
        await Expect(tab.Locator("#reaffirm")).ToBeHiddenAsync();
        await AllAsync(async person =>
        {
            await Expect(person.Page.Locator("#criteria .standing")).ToHaveTextAsync("1 of 1 estimate stands on this version.");
            await Expect(person.NewestActivity).ToContainTextAsync($"{ada.Name} stands by an estimate");
        }, ada, ben);
        await Expect(ben.Page.Locator("#criteria details")).ToHaveAttributeAsync("open", "");
        await AllAsync(person => person.StayedAsync(), ada, ben);
    }

    [Fact]
    public async Task An_estimate_that_grows_stale_asks_first_leaves_and_comes_back_in_each_tab()
    {
        var board = await Stage.OpenBoardAsync(percent: null);
        await OpenedAsync(board, daysAgo: 9000);
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        await ada.EstimateAsync(60);
        await MadeAsync(board, 60, sinceStale: TimeSpan.FromDays(-3));
        var tab = await OpenTabAsync(ada, board);
        await Expect(tab.Locator("[data-why=stale]")).ToBeVisibleAsync();
        await ada.MarkDocumentAsync();

        await MadeAsync(board, 60, sinceStale: TimeSpan.FromDays(1));

        foreach (var page in new[] { ada.Page, tab })
        {
            await Expect(page.Locator("[data-why=lapsed]")).ToBeVisibleAsync();
            await Expect(page.Locator("[data-why=stale]")).ToBeHiddenAsync();
            await Expect(page.Locator("#mine")).ToBeHiddenAsync();
            await Expect(page.Locator("#probability")).ToHaveTextAsync("–");
        }

        await tab.GetByRole(AriaRole.Button, new() { Name = "I still say 60%" }).ClickAsync();

        foreach (var page in new[] { ada.Page, tab })
        {
            await Expect(page.Locator("#mine")).ToContainTextAsync("You said 60%");
            await Expect(page.Locator("#reaffirm")).ToBeHiddenAsync();
            await Expect(page.Locator("#spread .mine")).ToHaveCountAsync(1);
            await Expect(page.Locator("#probability")).ToHaveTextAsync("60");
        }
        await ada.StayedAsync();
    }

    [Fact]
    public async Task A_resolution_is_seen_at_once_tells_its_story_and_is_taken_back()
    {
        const string draft = "This was being typed when it came true.";
        var board = await Stage.OpenBoardAsync(percent: null, @for: 1, against: 1);
        var (ada, wim, mia, max) = (await ParticipantAsync("Ada"), await WatcherAsync(), await ModeratorAsync("Mia"), await AdminAsync("Max"));
        await AllAsync(person => person.WatchAsync(board), ada, wim, mia);
        await ada.EstimateAsync(40);
        await ada.Page.GetByText("What moved you?").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Reason 1 for" }).CheckAsync();
        await ada.EstimateAsync(80);
        await ada.ComposeAsync("against", draft);
        await AllAsync(person => person.MarkDocumentAsync(), ada, wim);

        // By keyboard, and with a mistake on the way
        await mia.Page.GetByRole(AriaRole.Link, new() { Name = "Change its status" }).ClickAsync();
        await mia.Page.GetByRole(AriaRole.Radio, new() { Name = "Lock" }).FocusAsync();
        await mia.Page.Keyboard.PressAsync("ArrowDown");
        await Expect(mia.Page.GetByRole(AriaRole.Radio, new() { Name = "Resolve true" })).ToBeCheckedAsync();
        await mia.Page.Keyboard.PressAsync("Tab");
        await mia.Page.Keyboard.TypeAsync("The keeper's log says so.");
        await SendAsync(mia);
        await Expect(mia.Page.Locator("#sources-error")).ToContainTextAsync("at least one source");
        await Expect(mia.Page.Locator("#sources")).ToBeFocusedAsync();
        await Expect(mia.Page.GetByLabel("Reason")).ToHaveValueAsync("The keeper's log says so.");
        await mia.Page.Keyboard.TypeAsync("https://lamp.example/log");
        await SendAsync(mia);

        await AllAsync(async person =>
        {
            await Expect(person.Page.Locator("#standing .verdict")).ToContainTextAsync("The keeper's log says so.");
            await Expect(person.Page.Locator("#standing .sources")).ToContainTextAsync("lamp.example");
            await Expect(person.Page.Locator("#standing .final")).ToContainTextAsync("The board closed at 80%, 1 estimate: Brier score 0.040");
            await Expect(person.Page.Locator("#standing .story")).ToContainTextAsync($"{ada.Name} on the right side since");
            await Expect(person.Page.Locator("#standing .story")).ToContainTextAsync("log score +0.69");
            await Expect(person.Page.Locator(".estimate")).ToBeHiddenAsync();
        }, ada, wim);
        await Expect(wim.Page.Locator(".argue").First).ToBeHiddenAsync();
        await Expect(ada.Column("for").Locator(".argue")).ToBeHiddenAsync();
        await Expect(ada.Text("against")).ToHaveValueAsync(draft);
        await ada.PostButton("against").ClickAsync();
        await Expect(ada.Composer("against").Locator("[data-for=form]")).ToContainTextAsync("This forecast is resolved");

        var record = $"/u/{Uri.EscapeDataString(ada.Name)}";
        await max.OpenAsync(record);
        await Expect(max.Page.Locator(".list tbody tr")).ToContainTextAsync("80%");
        await max.OpenAsync($"{board.Path}/status");
        await max.Page.GetByRole(AriaRole.Radio, new() { Name = "Reopen" }).CheckAsync();
        await max.Page.GetByLabel("Reason").FillAsync("It was the log of another lamp.");
        await SendAsync(max);

        await AllAsync(async person =>
        {
            await Expect(person.Page.Locator("#standing")).ToBeHiddenAsync();
            await Expect(person.Page.Locator(".estimate")).ToBeVisibleAsync();
            await Expect(person.NewestActivity).ToContainTextAsync("The forecast was reopened: It was the log of another lamp.");
        }, ada, wim);
        await Expect(max.Page.Locator("main.board")).ToBeVisibleAsync();
        await max.OpenAsync(record);
        await Expect(max.Page.Locator("ul.open")).ToContainTextAsync(board.Title);
        await Expect(max.Page.Locator(".list")).ToHaveCountAsync(0);
        await ada.PostButton("against").ClickAsync();
        await Expect(wim.Count("against")).ToHaveTextAsync("2");
        await AllAsync(person => person.StayedAsync(), ada, wim);
        await wim.LookAtHeadOfAsync("against");
        if (await wim.Pill("against").IsVisibleAsync()) await wim.Pill("against").ClickAsync();
        var will = await WatcherAsync();
        await will.WatchAsync(board);
        await wim.Page.SaysTheSameAsAsync(will.Page);
    }

    private static async Task<IPage> OpenTabAsync(Person person, Board board)
    {
        var tab = await person.Context.NewPageAsync();
        await tab.GotoAsync(board.Path);
        await Expect(tab.Locator(".state")).ToHaveAttributeAsync("data-state", "live");
        return tab;
    }

    /// <summary>Moves a board's opening back, before anybody looks at it: years can't be waited for.</summary>
    private Task OpenedAsync(Board board, int daysAgo)
    {
        var then = TimeProvider.System.GetUtcNow().AddDays(-daysAgo);
        return Stage.Site.UseAsync<TextakDb>(db => db.Forecasts.Where(f => f.Slug == board.Slug)
            .ExecuteUpdateAsync(set => set.SetProperty(f => f.OpenedAt, then).SetProperty(f => f.OpenSince, then)));
    }

    /// <summary>Moves the making of an estimate back until it has been stale for so long.</summary>
    private Task MadeAsync(Board board, int percent, TimeSpan sinceStale) => Stage.Site.UseAsync<TextakDb>(async db =>
    {
        var now = TimeProvider.System.GetUtcNow();
        var forecast = await db.Forecasts.SingleAsync(f => f.Slug == board.Slug);
        var lasts = forecast.StaleAt(now)!.Value.At - now;
        await db.Estimates.Where(e => e.ForecastId == forecast.Id && e.Percent == percent && e.EndSeq == null)
            .ExecuteUpdateAsync(set => set.SetProperty(e => e.At, now - lasts - sinceStale));
    });

    private static async Task SendAsync(Person person)
    {
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Do it, for everybody at once" }).FocusAsync();
        await person.Page.Keyboard.PressAsync("Enter");
        await person.Page.WaitForLoadStateAsync();
    }
}
