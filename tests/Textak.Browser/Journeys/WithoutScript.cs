using Textak.Tests;

namespace Textak.Browser;

public sealed class WithoutScript(Stage stage) : Journey(stage)
{
    private const string Words = "A lamp that is lit by hand is lit by somebody who looks.";

    [Fact]
    public async Task One_registers_argues_estimates_and_signs_out_by_plain_forms()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim) = (await WatcherAsync(Devices.Desktop.WithoutScript()), await WatcherAsync());
        await wim.WatchAsync(board);
        var name = Stage.NameFor("Ada");

        // Reading, and from there to an account and back
        await ada.OpenAsync(board.Path);
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync(board.Title);
        await Expect(ada.Page.GetByRole(AriaRole.Img, new() { Name = "Probability over time, from 50% to 40%" })).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in to argue for" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Register" }).Last.ClickAsync();
        await ada.Page.GetByLabel("Name").FillAsync(name);
        await ada.Page.GetByLabel("Password").FillAsync("short");
        await ada.Page.Locator("main button").ClickAsync();
        await Expect(ada.Page.Locator("#password-error")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByLabel("Name")).ToHaveValueAsync(name);
        await ada.Page.GetByLabel("Password").FillAsync(Visitor.Password);
        await ada.Page.Locator("main button").ClickAsync();
        await Expect(ada.Page.Locator(".who bdi")).ToHaveTextAsync(name);
        ada.Page.Url.ShouldEndWith(board.Path);

        // An error stands at its field, and nothing typed is lost
        await ada.ComposeAsync("for", Words, "ftp://lamp.example");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-link-error")).ToContainTextAsync("https://");
        await Expect(ada.Text("for")).ToHaveValueAsync(Words);
        await Expect(ada.Link("for")).ToHaveValueAsync("ftp://lamp.example");
        await Expect(ada.Link("for")).ToBeFocusedAsync();
        await ada.ArgueAsync("for", Words, "https://lamp.example/watch");
        await Expect(ada.Count("for")).ToHaveTextAsync("3");
        await Expect(ada.Page.Locator(".argument.mine")).ToContainTextAsync(Words);
        await Expect(wim.Count("for")).ToHaveTextAsync("3");

        // One's own number
        await ada.Page.Locator("#percent").FillAsync("0");
        await ada.Page.Locator(".set button").ClickAsync();
        await Expect(ada.Page.Locator("#percent-error")).ToContainTextAsync("from 1 to 99");
        await ada.EstimateAsync(64);
        await AllAsync(person => Expect(person.Number).ToHaveTextAsync("52"), ada, wim);
        await ada.WithdrawAsync();
        await AllAsync(person => Expect(person.Number).ToHaveTextAsync("40"), ada, wim);

        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in", Exact = true })).ToBeVisibleAsync();
        await ada.OpenAsync("/account");
        await ada.Page.GetByLabel("Name").FillAsync(name.ToUpperInvariant());
        await ada.Page.GetByLabel("Password").FillAsync(Visitor.Password);
        await ada.Page.Locator("main button").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Name = "Account" })).ToBeVisibleAsync();
    }

    [Fact]
    public async Task One_sorts_rates_and_moderates_by_plain_links_and_forms()
    {
        var board = await Stage.OpenBoardAsync(@for: 3);
        var (ben, mia) = (await ParticipantAsync("Ben", Devices.Desktop.WithoutScript()), await ModeratorAsync("Mia", Devices.Desktop.WithoutScript()));
        await ben.OpenAsync("/");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "Newest" }).ClickAsync();
        await Expect(ben.Page.GetByRole(AriaRole.Link, new() { Name = "Newest" })).ToHaveAttributeAsync("aria-current", "true");
        await ben.Page.GetByRole(AriaRole.Searchbox).FillAsync(board.Slug);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Expect(ben.Page.Locator(".tile")).ToHaveCountAsync(1);
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = board.Title }).ClickAsync();

        await Expect(ben.Cards("for").First).ToContainTextAsync("Reason 3");
        await ben.Card("Reason 1 for").GetByRole(AriaRole.Link, new() { Name = "Rate" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "5" }).ClickAsync();
        await Expect(ben.Card("Reason 1 for").GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("Strength 3.1 of 5, from 1 vote");
        await ben.Column("for").GetByRole(AriaRole.Link, new() { Name = "Strongest" }).ClickAsync();
        await Expect(ben.Cards("for").First).ToContainTextAsync("Reason 1");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "All", Exact = true }).ClickAsync();
        await Expect(ben.Page.Locator(".chart nav [data-days='0']")).ToHaveAttributeAsync("aria-current", "true");

        await mia.OpenAsync(board.Path);
        await mia.HideAsync("Reason 2 for", "It repeats reason 1.");
        await Expect(mia.Card("Reason 2 for")).ToContainTextAsync("Hidden from others");
        await ben.Page.ReloadAsync();
        await Expect(ben.Page.Locator(".tombstone")).ToContainTextAsync("It repeats reason 1.");
        (await ben.Page.ContentAsync()).ShouldNotContain("Reason 2 for");
        await mia.RestoreAsync(mia.Card("Reason 2 for"), "It does not.");
        await ben.Page.ReloadAsync();
        await Expect(ben.Card("Reason 2 for")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task On_a_phone_the_columns_switch_and_a_double_tap_posts_once()
    {
        var board = await Stage.OpenBoardAsync();
        var ada = await ParticipantAsync("Ada", Devices.Phone.WithoutScript());
        await ada.OpenAsync(board.Path);
        await Expect(ada.Card("Reason 1 for")).ToBeVisibleAsync();
        await Expect(ada.Card("Reason 1 against")).ToBeHiddenAsync();
        await ada.Page.Locator(".switch .against").TapAsync();
        await Expect(ada.Card("Reason 1 for")).ToBeHiddenAsync();
        await ada.ComposeAsync("against", Words);
        await ada.PostButton("against").DblClickAsync();
        await Expect(ada.Card(Words)).ToHaveCountAsync(1);
        await Expect(ada.Card(Words)).ToBeInViewportAsync();
        await Expect(ada.Page.Locator(".switch .against .n")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task An_account_that_signs_in_by_the_page_stays_signed_in_with_script_too()
    {
        var board = await Stage.OpenBoardAsync();
        var account = Stage.NameFor("Ada");
        (await Stage.Site.RegisterAsync(account)).Dispose();
        var (ada, wim) = (await WatcherAsync(), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Sign in to set yours" }).ClickAsync();
        await ada.Page.GetByLabel("Name").FillAsync(account);
        await ada.Page.GetByLabel("Password").FillAsync("not this one");
        await ada.Page.Locator("main button").ClickAsync();
        await Expect(ada.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("don’t match");
        await ada.Page.GetByLabel("Password").FillAsync(Visitor.Password);
        await ada.Page.Locator("main button").ClickAsync();
        await ada.IsLiveAsync();
        await ada.EstimateAsync(60);
        await Expect(wim.Number).ToHaveTextAsync("50");
    }
}
