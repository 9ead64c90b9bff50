namespace Textak.Browser;

/// <summary>Somebody at a browser of their own, and what they do there. What they see is for the journey to say.</summary>
public sealed class Person : IAsyncDisposable
{
    public Person(string name, IBrowserContext context, IPage page)
    {
        (Name, Context, Page) = (name, context, page);
        Faults.Watch(context);
    }

    public string Name { get; }
    public IBrowserContext Context { get; }
    public IPage Page { get; private set; }
    public Faults Faults { get; } = new();

    public ILocator State => Page.Locator(".state");
    public ILocator Number => Page.Locator("#probability");
    public ILocator Focused => Page.Locator(":focus");
    public ILocator NewestActivity => Page.Locator(".activity li").First;
    public ILocator Ticker => Page.Locator(".ticker");

    public ILocator Column(string side) => Page.Locator($".side.{side}");
    public ILocator Cards(string side) => Column(side).Locator(".argument");
    public ILocator Count(string side) => Column(side).Locator("h2 .n");
    public ILocator Pill(string side) => Column(side).Locator(".pill button");
    public ILocator Composer(string side) => Column(side).Locator("form").First;
    public ILocator Estimate => Page.Locator("form:has(.set)");
    public ILocator Text(string side) => Page.Locator($"#{side}-text");
    public ILocator Link(string side) => Page.Locator($"#{side}-link");
    public ILocator Card(string text) => Page.Locator(".argument", new() { HasText = text });
    public ILocator Tile(Board board) => Page.Locator($".tile[data-slug='{board.Slug}']");

    public Task OpenAsync(string path) => Page.GotoAsync(path);

    /// <summary>Makes an account of that name, by the page.</summary>
    public async Task RegisterAsync(string name)
    {
        await OpenAsync("/account/register");
        await Page.GetByLabel("Name", new() { Exact = true }).FillAsync(name);
        await Page.GetByLabel("Password", new() { Exact = true }).FillAsync("correct horse battery");
        await Page.GetByRole(AriaRole.Button, new() { Name = "Register" }).ClickAsync();
        await Expect(Page.Locator(".masthead .who")).ToContainTextAsync(name);
    }

    /// <summary>Opens a board and waits until it is live.</summary>
    public async Task WatchAsync(Board board)
    {
        await OpenAsync(board.Path);
        await IsLiveAsync();
    }

    /// <summary>Opens the feed where the newest boards are, which are those of the journeys, and waits until it is live.</summary>
    public async Task WatchFeedAsync()
    {
        await OpenAsync("/?sort=newest");
        await IsLiveAsync();
    }

    public Task IsLiveAsync() => Expect(State).ToHaveAttributeAsync("data-state", "live", new() { Timeout = 45_000 });

    /// <summary>Leaves this tab and goes on in a new one.</summary>
    public async Task OpenNewTabAsync(bool closeThis)
    {
        var before = Page;
        Page = await Context.NewPageAsync();
        if (closeThis) await before.CloseAsync();
    }

    /// <summary>Scrolls to where a column begins.</summary>
    public Task LookAtHeadOfAsync(string side) =>
        Column(side).EvaluateAsync("column => scrollTo({ top: column.getBoundingClientRect().top + scrollY - 120, behavior: 'instant' })");

    /// <summary>Scrolls until a card is in the middle of the window.</summary>
    public static Task ReadAsync(ILocator card) => card.EvaluateAsync("card => card.scrollIntoView({ block: 'center', behavior: 'instant' })");

    /// <summary>Types an argument, opening the composer if it is closed.</summary>
    public async Task ComposeAsync(string side, string text, string link = "")
    {
        if (!await Text(side).IsVisibleAsync()) await Column(side).Locator(".argue > summary").ClickAsync();
        await Text(side).FillAsync(text);
        await Link(side).FillAsync(link);
    }

    /// <summary>Holds back the answers to what is sent from now on, until told.</summary>
    public async Task<TaskCompletionSource> HoldAnswersAsync()
    {
        var held = new TaskCompletionSource();
        await Page.RouteAsync("**/*", async route =>
        {
            if (route.Request.Method != "POST" || held.Task.IsCompleted)
            {
                await route.FallbackAsync();
                return;
            }
            var answer = await route.FetchAsync();
            await held.Task;
            await route.FulfillAsync(new() { Response = answer });
        });
        return held;
    }

    public ILocator PostButton(string side) => Composer(side).Locator(".send button");

    public async Task ArgueAsync(string side, string text, string link = "")
    {
        await ComposeAsync(side, text, link);
        await PostButton(side).ClickAsync();
        await Expect(Card(text)).ToBeVisibleAsync();
        await Expect(Text(side)).ToBeHiddenAsync(); // the answer, which may come after the card
    }

    /// <summary>Opens a board, and argues.</summary>
    public async Task ArgueOnAsync(Board board, string side, string text, string link = "")
    {
        await WatchAsync(board);
        await LookAtHeadOfAsync(side);
        await ArgueAsync(side, text, link);
    }

    /// <summary>Sets one's own estimate by the number field.</summary>
    public async Task EstimateAsync(int percent)
    {
        await Page.Locator("#percent").FillAsync($"{percent}");
        await Page.Locator(".set button").ClickAsync();
        await Expect(Page.Locator("#mine")).ToContainTextAsync($"You said {percent}%");
        await Expect(Estimate).Not.ToHaveAttributeAsync("aria-busy", "true");
    }

    public async Task WithdrawAsync()
    {
        await Page.GetByRole(AriaRole.Button, new() { Name = "withdraw" }).ClickAsync();
        await Expect(Page.Locator("#mine")).ToBeHiddenAsync();
    }

    /// <summary>Follows the card's link and hides it, as a moderator.</summary>
    public Task HideAsync(string text, string reason) => JudgeAsync(Card(text), "Hide", "Hide the argument", reason);

    public Task RestoreAsync(ILocator card, string reason) => JudgeAsync(card, "Restore", "Show it again", reason);

    /// <summary>Remembers this very document, so that a reload would show.</summary>
    public Task MarkDocumentAsync() => Page.EvaluateAsync("() => { globalThis.marked = true; }");

    /// <summary>The same document as when it was marked: it was not loaded again.</summary>
    public async Task StayedAsync() => (await Page.EvaluateAsync<bool>("() => globalThis.marked === true")).ShouldBeTrue($"{Name}'s page was loaded again");

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    private async Task JudgeAsync(ILocator card, string link, string button, string reason)
    {
        await card.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
        await Page.GetByLabel("Reason").FillAsync(reason);
        await Page.GetByRole(AriaRole.Button, new() { Name = button }).ClickAsync();
        await Expect(Page.Locator("main.board")).ToBeVisibleAsync();
    }
}
