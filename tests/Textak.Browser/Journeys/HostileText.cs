using Textak.Web.Features.Arguments;
using Textak.Web.Features.Moderation;
using Textak.Web.Platform;

namespace Textak.Browser;

/// <summary>Whatever people type is shown as they typed it, and does nothing. That nothing ran is seen from the console and from dialogs.</summary>
public sealed class HostileText(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Stays_text_on_the_page_behind_the_pill_and_as_it_arrives()
    {
        var board = await Stage.OpenBoardAsync(@for: 11, against: 0);
        var (wim, eve) = (await WatcherAsync(Devices.Phone), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), wim, eve);
        await Person.ReadAsync(wim.Card("Reason 2 for"));
        await eve.LookAtHeadOfAsync("for");
        var author = (await Stage.MakeAccountAsync(Stage.NameFor(new string('W', 26)))).UserName!;

        foreach (var text in Hostile.Texts) await Stage.AppendAsync(board, author, new PostArgument("for", Long(text), null).ApplyAsync);
        foreach (var link in Hostile.AcceptedLinks) await Stage.AppendAsync(board, author, new PostArgument("for", "It has a source of its own kind.", link).ApplyAsync);

        var count = Hostile.Texts.Count + Hostile.AcceptedLinks.Count;
        await Expect(wim.Pill("for")).ToHaveTextAsync($"{count} new arguments");
        await Expect(eve.Cards("for")).ToHaveCountAsync(count + 11);
        await wim.Pill("for").ClickAsync();
        await AllAsync(ShowsTextAsync, wim, eve);
        await AllAsync(person => person.OpenAsync($"{board.Path}?order=strongest"), wim, eve);
        await AllAsync(ShowsTextAsync, wim, eve);
    }

    [Fact]
    public async Task Stays_text_in_rebuttals_in_what_is_said_of_sources_and_where_wordings_are_compared()
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (wim, author) = (await WatcherAsync(Devices.Phone), (await Stage.MakeAccountAsync(Stage.NameFor("Mallory"))).UserName!);
        var argument = (await Stage.AppendAsync(board, author, new PostArgument("for", "What is to be said in many ways.", null).ApplyAsync)).ArgumentId!.Value;
        foreach (var (edition, text) in Hostile.Texts.Take(Argument.MostEdits).Index()) await Stage.AppendAsync(board, author, new EditArgument(argument, edition + 1, Long(text)).ApplyAsync);
        foreach (var text in Hostile.Texts)
            await Stage.AppendAsync(board, author, new PostArgument(null, Long(text), "https://evil.example/") { Answers = argument, Title = Short(text), Publisher = Short(text, 95) }.ApplyAsync);

        await wim.WatchAsync(board);
        await wim.Card(Long(Hostile.Texts[Argument.MostEdits - 1])).Locator(".answers").ClickAsync();
        await ShowsTextAsync(wim, ".rebuttals .argument > p");
        await wim.OpenAsync($"{board.Path}/arguments/{argument}");
        await ShowsTextAsync(wim, ".cards > .argument > p");
        (await wim.Page.Locator(".cards .sources a").AllTextContentsAsync()).Select(Normal).ShouldBe(Hostile.Texts.Select(text => Normal(Short(text))));
        (await wim.Page.Locator(".rewording").CountAsync()).ShouldBe(Argument.MostEdits);
    }

    [Fact]
    public async Task Stays_text_where_a_moderator_reads_it_and_gives_a_reason()
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (mia, wim) = (await ModeratorAsync("Mia", Devices.Phone), await WatcherAsync(Devices.Phone));
        await AllAsync(person => person.WatchAsync(board), mia, wim);
        var (author, judge) = ((await Stage.MakeAccountAsync(Stage.NameFor("Mallory"))).UserName!, (await Stage.MakeAccountAsync(Stage.NameFor("Max"), moderates: true)).UserName!);
        foreach (var text in Hostile.Texts)
        {
            var posted = await Stage.AppendAsync(board, author, new PostArgument("for", Long(text), null).ApplyAsync);
            await Stage.AppendAsync(board, judge, new HideArgument(posted.ArgumentId!.Value, Hidden: true, Short(text)).ApplyAsync);
        }

        foreach (var person in new[] { wim, mia })
        {
            await Expect(person.Cards("for")).ToHaveCountAsync(Hostile.Texts.Count);
            await Expect(person.NewestActivity).ToContainTextAsync("A moderator hid");
            await IsInertAsync(person);
            await person.Page.ReloadAsync();
            await IsInertAsync(person);
        }
        var said = await wim.Page.Locator(".side.for .tombstone > p").AllTextContentsAsync();
        said.Select(Normal).ShouldBe(Hostile.Texts.Reverse().Select(text => Normal($"Hidden by a moderator: {Short(text)}")));
        foreach (var href in (await mia.Page.Locator(".argument .moderate").EvaluateAllAsync<string[]>("links => links.map(link => link.pathname)"))[..6])
        {
            await mia.OpenAsync(href);
            await IsInertAsync(mia);
        }
    }

    [Fact]
    public async Task Stays_text_in_the_feed_its_search_and_a_tile_that_moves()
    {
        var (ada, wim, eve) = (await ParticipantAsync("Ada"), await WatcherAsync(Devices.Phone), await WatcherAsync());
        foreach (var text in new[] { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", new string('W', 180) })
        {
            var board = await Stage.OpenBoardAsync(title: $"{text} comes true", thesis: $"Who asks: {text}");
            await AllAsync(person => person.WatchFeedAsync(), wim, eve);
            await ada.WatchAsync(board);
            await IsInertAsync(ada);
            await ada.EstimateAsync(77);
            foreach (var person in new[] { wim, eve })
            {
                await Expect(person.Tile(board).Locator(".probability")).ToHaveTextAsync("59%");
                await Expect(person.Tile(board).Locator("h2")).ToHaveTextAsync(board.Title);
                await IsInertAsync(person);
            }
        }
        foreach (var text in Hostile.Texts)
        {
            await wim.OpenAsync($"/?q={Uri.EscapeDataString(text)}");
            await Expect(wim.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(Plain.Text(text) is var plain && plain.Length > 200 ? plain[..200] : plain);
            await IsInertAsync(wim);
        }
    }

    [Fact]
    public async Task Stays_text_in_the_field_where_it_was_typed_and_in_the_error_beside_it()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, wim) = (await ParticipantAsync("Ada", Devices.Phone), await WatcherAsync(Devices.Phone.WithoutScript()));
        await ada.WatchAsync(board);
        foreach (var link in Hostile.RefusedLinks)
        {
            await ada.ComposeAsync("for", "This is long enough to be an argument.", link);
            await ada.PostButton("for").ClickAsync();
            await Expect(ada.Page.Locator("#for-link-error")).ToBeVisibleAsync();
            await ada.Link("for").FillAsync("");
        }
        foreach (var name in Hostile.Texts.Where((_, n) => n % 4 == 0))
        {
            await wim.OpenAsync("/account/register");
            await wim.Page.GetByLabel("Name").FillAsync(name);
            await wim.Page.Locator("main button").ClickAsync();
            await Expect(wim.Page.Locator("#name-error")).ToBeVisibleAsync();
            await IsInertAsync(wim);
        }
        await IsInertAsync(ada);
    }

    /// <summary>The cards hold exactly what was typed: text, and nothing that was made from it.</summary>
    private static Task ShowsTextAsync(Person person) => ShowsTextAsync(person, ".side.for .argument > p");

    private static async Task ShowsTextAsync(Person person, string where)
    {
        await Expect(person.Page.Locator(where).Nth(Hostile.Texts.Count - 1)).ToBeAttachedAsync();
        var shown = await person.Page.Locator(where).AllTextContentsAsync();
        foreach (var text in Hostile.Texts) shown.Select(Normal).ShouldContain(Normal(Long(text)));
        await IsInertAsync(person);
    }

    private static async Task IsInertAsync(Person person)
    {
        var made = await person.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.argument > p:not(.kept), .tombstone p, .kept bdi, .tile .thesis, .tile h2 a, [dir=auto], bdi, del, ins')].flatMap(e => [...e.children])
              .filter(e => !e.matches('.rewording > :is(del, ins), .rewording > * > .visually-hidden'))
              .concat([...document.querySelectorAll('main iframe, main object, main img, main style, main script, base, [href^="javascript:"], main [onload], main [onerror]')])
              .map(e => e.outerHTML)
            """);
        made.ShouldBeEmpty(person.Page.Url);
        var wide = await person.Page.EvaluateAsync<string[]>(Layout.TooWide);
        wide.ShouldBeEmpty($"{person.Page.Url} scrolls sideways");
    }

    // Long enough for an argument, short enough for a reason
    private static string Long(string text) => text.Length >= 10 ? text : $"{text}, they say";
    private static string Short(string text, int most = 190) => text.Length > most ? text[..most] : text;

    // As the store keeps it; a browser counts each kind of line end as one
    private static string Normal(string text) => Plain.Text(text);
}
