namespace Textak.Browser;

public sealed class DraftSurvives(Stage stage) : Journey(stage)
{
    private const string Half = "Lamps that are lit by hand have one thing that";
    private const string Link = "https://lamp.example/half";

    [Fact]
    public async Task A_draft_outlives_a_reload_a_closed_tab_and_an_error_and_goes_when_it_is_posted()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.ComposeAsync("for", Half, Link);
        await ada.Page.Locator("#for-percent").FillAsync("61");
        await ada.Column("for").GetByText("About the source").ClickAsync();
        await ada.Page.Locator("#for-title").FillAsync("The log of the lamp");

        await ada.Page.ReloadAsync();
        await StillTypedAsync(ada);
        await Expect(ada.Page.Locator("#for-percent")).ToHaveValueAsync("61");
        await Expect(ada.Page.Locator("#for-title")).ToHaveValueAsync("The log of the lamp");
        await Expect(ada.Page.Locator("#for-title")).ToBeVisibleAsync();
        await ada.OpenNewTabAsync(closeThis: true);
        await ada.WatchAsync(board);
        await StillTypedAsync(ada);
        await Expect(ada.Text("against")).ToHaveValueAsync("");

        await ada.ComposeAsync("for", Half, "lamp.example without a scheme");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-link-error")).ToBeVisibleAsync();
        await ada.Page.ReloadAsync();
        await Expect(ada.Text("for")).ToHaveValueAsync(Half);
        await Expect(ada.Link("for")).ToHaveValueAsync("lamp.example without a scheme");

        await ada.ArgueAsync("for", Half + " no machine has.", Link);
        await Expect(wim.Count("for")).ToHaveTextAsync("3");
        await ada.Page.ReloadAsync();
        await ada.IsLiveAsync();
        await Expect(ada.Text("for")).ToBeHiddenAsync();
        await Expect(ada.Text("for")).ToHaveValueAsync("");
        await Expect(ada.Link("for")).ToHaveValueAsync("");
        await Expect(ada.Page.Locator("#for-percent")).ToHaveValueAsync("");
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 61%");
    }

    [Fact]
    public async Task Two_tabs_share_a_draft_and_neither_takes_from_the_other()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        await ada.ComposeAsync("for", Half, Link);
        var first = ada.Page;
        await ada.OpenNewTabAsync(closeThis: false);
        await ada.WatchAsync(board);
        await StillTypedAsync(ada);
        await ada.ComposeAsync("against", "Yet from the other side one sees the oil bill.");
        await Expect(first.Locator("#for-text")).ToHaveValueAsync(Half);
        await Expect(first.Locator("#against-text")).ToHaveValueAsync("");

        // What the second tab posts leaves what stands in the first one alone
        await ada.ArgueAsync("for", Half + " no machine has.");
        await Expect(first.Locator(".pill button").First).ToHaveCountAsync(1);
        await Expect(first.Locator("#for-text")).ToHaveValueAsync(Half);
        await Expect(ada.Text("against")).ToHaveValueAsync("Yet from the other side one sees the oil bill.");
    }

    [Fact]
    public async Task The_server_out_of_reach_or_a_lost_sign_in_takes_nothing_of_what_was_typed()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        await ada.ComposeAsync("for", Half, Link);
        ada.Faults.Forgive("ERR_FAILED|ERR_INTERNET_DISCONNECTED");

        await ada.Page.RouteAsync("**/f/**", route => route.AbortAsync());
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Composer("for").GetByRole(AriaRole.Alert)).ToContainTextAsync("the server can’t be reached");
        await StillTypedAsync(ada);
        await ada.Page.UnrouteAllAsync();

        await ada.Context.ClearCookiesAsync();
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Composer("for").GetByRole(AriaRole.Alert)).ToContainTextAsync("reload");
        await StillTypedAsync(ada);
    }

    [Fact]
    public async Task What_is_typed_while_it_is_sent_is_kept_and_what_is_shown_is_what_was_sent()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        var held = await ada.HoldAnswersAsync();
        await ada.ComposeAsync("for", Half + " no machine has.", Link);
        await ada.Page.Locator("#for-percent").FillAsync("61");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Card(Half)).ToBeVisibleAsync();
        await ada.ComposeAsync("for", Half, Link);
        await ada.Page.Locator("#for-percent").FillAsync("70");
        held.SetResult();
        await Expect(ada.Composer("for").GetByRole(AriaRole.Alert)).ToContainTextAsync("as it stood then");
        await StillTypedAsync(ada);
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 61%");
        await ada.Page.ReloadAsync();
        await StillTypedAsync(ada);

        // An argument's new wording goes on from what was sent
        held = await ada.HoldAnswersAsync();
        var card = ada.Page.Locator($"#{await ada.Card(" no machine has").GetAttributeAsync("id")}");
        await card.GetByRole(AriaRole.Link, new() { Name = "Edit" }).ClickAsync();
        var wording = card.Locator("form.inline textarea");
        await wording.FillAsync("Lamps that are lit by hand are watched.");
        await card.Locator("form.inline button").First.ClickAsync();
        await Expect(card.Locator("form.inline")).ToHaveAttributeAsync("aria-busy", "true");
        await wording.FillAsync("Lamps that are lit by hand are watched by somebody.");
        held.SetResult();
        await Expect(card.GetByRole(AriaRole.Alert)).ToContainTextAsync("as it stood then");
        await card.Locator("form.inline button").First.ClickAsync();
        await Expect(card.Locator(":scope > p").First).ToHaveTextAsync("Lamps that are lit by hand are watched by somebody.");
        await Expect(card.Locator("form.inline")).ToHaveCountAsync(0);

        // So does the dial, and what is pressed meanwhile isn't sent behind one's back
        held = await ada.HoldAnswersAsync();
        await ada.Page.Locator("#percent").FillAsync("30");
        await ada.Page.Locator(".set button").ClickAsync();
        await ada.Page.Locator("#percent").FillAsync("35");
        await ada.Page.Locator(".set button").ClickAsync();
        held.SetResult();
        await Expect(ada.Estimate.GetByRole(AriaRole.Alert)).ToContainTextAsync("not sent yet");
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 30%");
        await Expect(ada.Page.Locator("#percent")).ToHaveValueAsync("35");
        await ada.EstimateAsync(35);
        await Expect(ada.Estimate.GetByRole(AriaRole.Alert)).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_answer_clears_what_was_sent_though_a_letter_came_and_went_and_takes_no_focus_from_elsewhere()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        var held = await ada.HoldAnswersAsync();
        await ada.ComposeAsync("for", Half + " no machine has.");
        await ada.PostButton("for").ClickAsync();
        await ada.Text("for").PressAsync("End");
        await ada.Page.Keyboard.TypeAsync("x");
        await ada.Page.Keyboard.PressAsync("Backspace");
        await ada.ComposeAsync("against", "");
        await ada.Text("against").FocusAsync();
        await ada.Page.Keyboard.TypeAsync("Yet from the ");
        held.SetResult();
        await Expect(ada.Text("for")).ToBeHiddenAsync();
        await ada.Page.Keyboard.TypeAsync("other side");
        await Expect(ada.Text("against")).ToHaveValueAsync("Yet from the other side");
        await Expect(ada.Text("for")).ToHaveValueAsync("");
    }

    [Fact]
    public async Task Whoever_comes_next_at_the_same_machine_does_not_find_it()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        await ada.ComposeAsync("for", Half);
        await Stage.SignInAsync(ada.Context, await Stage.MakeAccountAsync(Stage.NameFor("Ben")), Stage.Address);
        await ada.WatchAsync(board);
        await Expect(ada.Text("for")).ToHaveValueAsync("");
    }

    private static async Task StillTypedAsync(Person person)
    {
        await Expect(person.Text("for")).ToBeVisibleAsync();
        await Expect(person.Text("for")).ToHaveValueAsync(Half);
        await Expect(person.Link("for")).ToHaveValueAsync(Link);
    }
}
