using Textak.Tests;
using Textak.Tests.Hostility;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Browser;

/// <summary>
/// Whatever people type is shown as they typed it, and does nothing. That nothing ran is seen from the console and from dialogs.
/// Of the texts one in so many is looked at; all of them take minutes, and so are left out unless they are asked for.
/// </summary>
public sealed class HostileText(Stage stage) : HostileJourney(stage)
{
    [Theory, InlineData(3), InlineData(1, Explicit = true)]
    public async Task Stays_text_on_the_page_behind_the_pill_and_as_it_arrives(int every)
    {
        var texts = Some(every);
        var board = await Stage.OpenBoardAsync(@for: 11, against: 0);
        var (wim, eve) = (await WatcherAsync(Devices.Phone), await WatcherAsync(Devices.Desktop));
        await AllAsync(person => person.WatchAsync(board), wim, eve);
        await Person.ReadAsync(wim.Card("Reason 2 for"));
        await eve.LookAtHeadOfAsync("for");
        var author = (await Stage.MakeAccountAsync(Stage.NameFor(new string('W', 26)))).UserName!;

        var links = Hostile.AcceptedLinks.Select(typed => typed.Text).ToList();
        // At most so many at once as are told piece by piece: whoever misses more loads the page anew, and sees them where they stand
        var told = 0;
        foreach (var some in texts.Select(text => (Text: text, Link: (string?)null)).Concat(links.Select(link => (Text: "It has a source of its own kind.", Link: (string?)link))).Chunk(90))
        {
            await Stage.Site.AppendAsync(board.Slug, author, some.Select(one => Rule(new PostArgument("for", one.Text, one.Link).ApplyAsync)));
            await Expect(wim.Pill("for")).ToHaveTextAsync($"{told += some.Length} new arguments", new() { Timeout = 45_000 });
        }
        await Expect(eve.Cards("for")).ToHaveCountAsync(told + 11, new() { Timeout = 45_000 });
        await wim.Pill("for").ClickAsync();
        await AllAsync(person => ShowsTextAsync(person, ".side.for .argument > p", texts), wim, eve);
        (await eve.Page.Locator(".side.for .sources a").EvaluateAllAsync<string[]>("links => links.map(link => link.protocol)")).ShouldAllBe(protocol => protocol == "https:" || protocol == "http:");
        await wim.OpenAsync($"{board.Path}?order=strongest&show=1020");
        await ShowsTextAsync(wim, ".side.for .argument > p", texts);
        await IsInertInBothWidthsAsync(eve);
    }

    [Theory, InlineData(7), InlineData(1, Explicit = true)]
    public async Task Stays_text_in_rebuttals_in_what_is_said_of_sources_and_where_wordings_are_compared(int every)
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (wim, author) = (await WatcherAsync(Devices.Phone), (await Stage.MakeAccountAsync(Stage.NameFor("Mallory"))).UserName!);
        await wim.WatchAsync(board);
        foreach (var some in Some(every).Chunk(Rebuttals.Most))
        {
            var argument = (await Stage.AppendAsync(board, author, new PostArgument("for", "What is to be said in many ways.", null).ApplyAsync)).ArgumentId!.Value;
            await Stage.Site.AppendAsync(board.Slug, author, some.Where((_, place) => place % 5 == 0).Select((text, edition) => Rule(new EditArgument(argument, edition + 1, text).ApplyAsync)));
            await Stage.Site.AppendAsync(board.Slug, author, some.Select(text => Rule(new PostArgument(null, text, "https://evil.example/") { Answers = argument, Title = Cut(text), Publisher = Cut(text, 95) }.ApplyAsync)));
            await Expect(wim.Page.Locator($"#argument-{argument} .answers")).ToContainTextAsync($"{some.Length}");
            await wim.Page.Locator($"#argument-{argument} .answers").ClickAsync();
            await ShowsTextAsync(wim, $"#rebuttals-{argument} .argument > p", some);
            await wim.OpenAsync($"{board.Path}/arguments/{argument}");
            await ShowsTextAsync(wim, ".cards > .argument > p", some);
            (await wim.Page.Locator(".cards .sources a").AllTextContentsAsync()).Select(Plain.Text).ShouldBe(some.Select(text => Plain.Text(Cut(text))));
            (await wim.Page.Locator(".rewording").CountAsync()).ShouldBe((some.Length + 4) / 5);
            await wim.WatchAsync(board);
        }
    }

    [Theory, InlineData(40), InlineData(1, Explicit = true)]
    public async Task Stays_text_in_the_feed_its_search_and_a_tile_that_moves(int every)
    {
        var (ada, wim, eve) = (await ParticipantAsync("Ada"), await WatcherAsync(Devices.Phone), await WatcherAsync(Devices.Desktop));
        List<Board> boards = [];
        foreach (var text in new[] { "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", new string('W', 180) })
            boards.Add(await Stage.OpenBoardAsync(title: $"{text} comes true", thesis: $"Who asks: {text}"));
        await AllAsync(person => person.WatchFeedAsync(), wim, eve);
        foreach (var board in boards)
        {
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
        foreach (var text in Some(every))
        {
            await wim.OpenAsync($"/?q={Uri.EscapeDataString(text)}");
            await Expect(wim.Page.GetByRole(AriaRole.Searchbox)).ToHaveValueAsync(text.Replace("\n", "", StringComparison.Ordinal) is var line && line.Length > 200 ? line[..200] : line);
            await IsInertAsync(wim);
        }
    }

    [Theory, InlineData(80), InlineData(8, Explicit = true)]
    public async Task Stays_text_in_the_field_where_it_was_typed_and_in_the_error_beside_it(int every)
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, wim) = (await ParticipantAsync("Ada", Devices.Phone), await WatcherAsync(Devices.Phone.WithoutScript()));
        await ada.WatchAsync(board);
        // Line ends don't get into a field of one line
        foreach (var link in Hostile.RefusedLinks.Where((typed, place) => place % Math.Min(every, 12) == 0 && typed.Text == typed.Text.ReplaceLineEndings("")))
        {
            await ada.ComposeAsync("for", "This is long enough to be an argument.", link.Text);
            await ada.PostButton("for").ClickAsync();
            await Expect(ada.Page.Locator("#for-link-error")).ToBeVisibleAsync();
            await ada.Link("for").FillAsync("");
        }
        await IsInertAsync(ada);
        await ada.OpenAsync("/propose");
        foreach (var text in Some(every))
        {
            await ada.Page.RunAndWaitForResponseAsync(() => ada.Page.GetByLabel("Question").FillAsync(text), answer => answer.Url.Contains("handler=check", StringComparison.Ordinal));
            await IsInertAsync(ada);
        }
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Expect(ada.Page.Locator("#criteria-error")).ToBeVisibleAsync();
        await IsInertAsync(ada);
        foreach (var name in Some(every))
        {
            await wim.OpenAsync("/account/register");
            await wim.Page.GetByLabel("Name").FillAsync(name);
            await wim.Page.Locator("main button").ClickAsync();
            await Expect(wim.Page.Locator("main .error").First).ToBeVisibleAsync();
            await IsInertAsync(wim);
        }
    }
}
