using System.Text.Json;
using Deque.AxeCore.Commons;

namespace Textak.Browser;

/// <summary>
/// axe finds nothing on any page, in light and dark. Each is looked at again as wide as a phone, by those rules that another place of things can break:
/// the elements and the colours stay. There no page scrolls sideways, and each target is as large as a finger.
/// </summary>
public sealed class Accessible(Stage stage) : Journey(stage)
{
    private const string Resolved = "/f/olympiad-gold-2025";

    // Run in the page itself: the package for Playwright opens another page for each look, which takes ten times as long as the look
    private static readonly string Axe = $"() => {{ {new BundledAxeScriptProvider().GetScript()} }}";

    /// <summary>All that the theme can change.</summary>
    private static readonly List<string> Colours = ["color-contrast", "link-in-text-block"];

    /// <summary>All that the width can change.</summary>
    private static readonly List<string> Layouts =
        ["aria-hidden-focus", "button-name", "heading-order", "landmark-one-main", "link-name", "page-has-heading-one", "region", "scrollable-region-focusable", "skip-link", "target-size"];

    [Fact]
    public async Task To_a_watcher()
    {
        var (board, record) = (await Stage.OpenBoardAsync(), await Stage.OpenWorldAsync());
        var wim = await WatcherAsync(Still);
        // Tiles are alike: one category's are enough
        foreach (var path in new[] { "/?q=lamp+lit&status=open", "/live", "/?q=nothing+will+match+this&category=models", $"{board.Path}?order=strongest", Resolved, $"{board.Path}/arguments/{await OneAsync(wim, board)}", $"{board.Path}/at", $"/embed/{board.Slug}", "/files", "/how-it-works", "/api", "/api/errors", "/track-record", "/leaderboard?by=baseline", record, "/f/nowhere" })
            await LookAsync(wim, path);
        foreach (var path in new[] { "/account/register", "/account/sign-in" })
        {
            await LookAsync(wim, path);
            await wim.Page.Locator("main button").ClickAsync();
            await Expect(wim.Page.Locator(".error").First).ToBeVisibleAsync();
            await FindsNothingAsync(wim, "with errors");
        }
    }

    [Fact]
    public async Task To_a_participant()
    {
        var board = await Stage.OpenBoardAsync(@for: 8, percent: 40);
        var (ada, ben) = (await ParticipantAsync("Ada", Still), await ParticipantAsync("Ben", Still));
        await ada.ArgueOnAsync(board, "for", "One of one's own stands out by more than its colour.", "https://lamp.example/");
        await ada.EstimateAsync(60);
        await ada.Page.Locator(".moved-by summary").ClickAsync();
        await ada.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Reason 3 for" }).CheckAsync();
        await ada.EstimateAsync(70);
        await Expect(ada.Card("Reason 3 for").Locator(".impact")).ToBeVisibleAsync();
        await FindsNothingAsync(ada, "with one's own argument and estimate");

        // All that can be open or wrong at once: composer, errors, rating, pill
        await Person.ReadAsync(ada.Card("Reason 3 for"));
        await ben.WatchAsync(board);
        await ben.ArgueAsync("for", "This one waits behind the pill.");
        await Expect(ada.Pill("for")).ToBeVisibleAsync();
        await ada.Card("Reason 3 for").GetByRole(AriaRole.Link, new() { Name = "Rate" }).ClickAsync();
        var own = await NumberOfAsync(ada.Card("One of one's own"));
        await Stage.ArgueInFullAsync(board, own, ada.Name, ben.Name);
        await ada.Page.Locator($"#argument-{own} .answers").ClickAsync();
        await ada.Card("Stairs say little").Locator(".answers").ClickAsync();
        await ada.Card("Stairs say little").Locator(".rebut").ClickAsync();
        await ada.Page.Locator($"#argument-{own} .edit").ClickAsync();
        await ada.ComposeAsync("for", "Short", "not a link");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-text-error")).ToBeVisibleAsync();
        await ada.Page.Locator("#percent").FillAsync("100");
        await ada.Page.Locator(".set button").ClickAsync();
        await Expect(ada.Page.Locator("#percent-error")).ToBeVisibleAsync();
        foreach (var summary in await ada.Page.Locator(".explain summary, .moved-by summary").AllAsync()) await summary.ClickAsync();
        await FindsNothingAsync(ada, "with all that can be open or wrong");
        await ada.OpenAsync($"{board.Path}/arguments/{own}");
        await ada.Page.Locator("form.cite button").ClickAsync();
        await Expect(ada.Page.Locator("#source-link-error")).ToBeVisibleAsync();
        await FindsNothingAsync(ada, "with a source that leads nowhere");
        await LookAsync(ben, $"{board.Path}/arguments/{own}");

        await LookAsync(ada, "/account/webhooks");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Make it" }).ClickAsync();
        await Expect(ada.Page.Locator(".error").First).ToBeVisibleAsync();
        await FindsNothingAsync(ada, "with a webhook that leads nowhere");
        await LookAsync(ada, "/account");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Change password" }).ClickAsync();
        await Expect(ada.Page.Locator(".error").First).ToBeVisibleAsync();
        await FindsNothingAsync(ada, "with errors");
        foreach (var path in new[] { "/account/sign-out", "/notices", "/notices/choices", "/following" }) await LookAsync(ada, path);
        await LookAsync(ada, "/account/tokens");
        await ada.Page.GetByLabel("What uses it").FillAsync("A script");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Make the token" }).ClickAsync();
        await Expect(ada.Page.Locator("#secret")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^textak_pat_"));
        await FindsNothingAsync(ada, "with a token that was just made");
        await LookAsync(ada, "/account/sign-out");
    }

    [Fact]
    public async Task To_a_moderator()
    {
        var board = await Stage.OpenBoardAsync();
        var (mia, wim) = (await ModeratorAsync("Mia", Still), await WatcherAsync(Still));
        await mia.WatchAsync(board);
        await mia.Card("Reason 1 for").GetByRole(AriaRole.Link, new() { Name = "Hide" }).ClickAsync();
        await mia.Page.GetByRole(AriaRole.Button, new() { Name = "Hide the argument" }).ClickAsync();
        await Expect(mia.Page.Locator("#reason-error")).ToBeVisibleAsync();
        await FindsNothingAsync(mia, "without a reason");
        await mia.OpenAsync(board.Path);
        await mia.HideAsync("Reason 1 for", "It says what reason 2 says.");
        await FindsNothingAsync(mia, "with a hidden argument");
        await LookAsync(mia, $"{board.Path}/arguments/{await OneAsync(mia, board)}/visibility");
        await LookAsync(wim, board.Path);
        await LookAsync(wim, "/moderation/log");
        var ben = await ParticipantAsync("Ben", Still);
        await ben.WatchAsync(board);
        await ben.Card("Reason 2 for").GetByRole(AriaRole.Link, new() { Name = "Report" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();
        await Expect(ben.Page.Locator("#cause-error")).ToBeVisibleAsync();
        await FindsNothingAsync(ben, "without a cause");
        await ben.Page.GetByLabel("not about the question").CheckAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();
        await LookAsync(mia, "/moderation/queue");
        await LookAsync(mia, $"/u/{Uri.EscapeDataString(ben.Name)}/sanctions");
        await ben.OpenAsync("/propose");
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Expect(ben.Page.Locator("#criteria-error")).ToBeVisibleAsync();
        await FindsNothingAsync(ben, "with errors");
        var ann = await AdminAsync("Ann", Still);
        await LookAsync(ann, "/moderation/news");
        foreach (var (who, page) in new[] { (mia, "/moderation/signal"), (ann, "/admin/feeds") })
        {
            await who.OpenAsync(page);
            await who.Page.Locator("main form button").ClickAsync();
            await Expect(who.Page.Locator(".error:visible").First).ToBeVisibleAsync();
            await FindsNothingAsync(who, "with errors");
        }
        foreach (var page in new[] { "criteria", "status", "slow", "terms" })
        {
            await mia.OpenAsync($"{board.Path}/{page}");
            await mia.Page.Locator("main form button").ClickAsync();
            await Expect(mia.Page.Locator(".error:visible").First).ToBeVisibleAsync();
            await FindsNothingAsync(mia, "with errors");
        }
    }

    [Fact]
    public async Task On_a_board_that_has_nothing_yet()
    {
        await using var empty = new Stage.ServingSite { Listens = true };
        await empty.InitializeAsync();
        var wim = await WatcherAsync(new(Still) { BaseURL = new UriBuilder(empty.Address) { Host = "localhost" }.ToString() });
        await LookAsync(wim, "/");
        await Expect(wim.Page.Locator(".empty")).ToContainTextAsync("No forecast is open yet.");
        await wim.Context.CloseAsync();

        var board = await Stage.OpenBoardAsync(@for: 0, against: 0, percent: null);
        var ada = await ParticipantAsync("Ada", Still);
        await LookAsync(ada, board.Path);
    }

    private static BrowserNewContextOptions Still { get; } = Devices.Desktop.Still();

    /// <summary>The number of an argument on a board, as its card has it.</summary>
    private static async Task<long> OneAsync(Person person, Board board)
    {
        await person.OpenAsync(board.Path);
        return await NumberOfAsync(person.Page.Locator(".argument").First);
    }

    private static async Task<long> NumberOfAsync(ILocator card) => long.Parse((await card.GetAttributeAsync("id"))!.Split('-')[^1], null);

    private static async Task LookAsync(Person person, string path)
    {
        await person.OpenAsync(path);
        if (await person.State.CountAsync() > 0) await person.IsLiveAsync();
        await FindsNothingAsync(person, "");
    }

    /// <summary>Looks at a page as it is now.</summary>
    /// <param name="state">What is to be seen on it, for the message of the failure.</param>
    private static async Task FindsNothingAsync(Person person, string state)
    {
        foreach (var (theme, rules) in new[] { (ColorScheme.Light, null), (ColorScheme.Dark, Colours) })
        {
            await person.Page.EmulateMediaAsync(new() { ColorScheme = theme });
            await AxeFindsNothingAsync(person, $"{state} in {theme}", new { runOnly = rules });
        }
        await using var narrow = await Narrow.MakeAsync(person.Page);
        await AxeFindsNothingAsync(person, $"{state} on a phone", new { runOnly = Layouts });
        (await person.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty($"{person.Page.Url} {state} scrolls sideways");
        (await person.Page.EvaluateAsync<string[]>(Layout.TooSmallForFingers)).ShouldBeEmpty($"{person.Page.Url} {state} has small targets");
    }

    /// <param name="options">Of axe.</param>
    private static async Task AxeFindsNothingAsync(Person person, string state, object options)
    {
        if (!await person.Page.EvaluateAsync<bool>("'axe' in window")) await person.Page.EvaluateAsync(Axe);
        var found = await person.Page.EvaluateAsync<JsonElement>("""
            async options => {
                const { passes, violations } = await axe.run(document, { resultTypes: ['violations'], ...Object.fromEntries(Object.entries(options).filter(([, value]) => value)) });
                const say = node => [node.html, ...[...node.any, ...node.all, ...node.none].map(check => check.message)].join(' ');
                return { passes: passes.map(rule => rule.id), faults: violations.flatMap(rule => rule.nodes.map(node => `${rule.id}: ${say(node)}`)) };
            }
            """, options);
        found.GetProperty("faults").EnumerateArray().Select(fault => fault.GetString()).ShouldBeEmpty($"{person.Page.Url} {state}");
        found.GetProperty("passes").GetArrayLength().ShouldBeGreaterThan(0, "or axe looked at nothing");
    }
}
