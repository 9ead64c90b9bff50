using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Platform;

namespace Textak.Browser;

/// <summary>Whatever people type is shown as they typed it, and does nothing. That nothing ran is seen from the console and from dialogs.</summary>
public sealed class HostileText(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Stays_text_on_the_page_behind_the_pill_and_as_it_arrives()
    {
        var board = await Stage.OpenBoardAsync(@for: 12, against: 0);
        var (wim, eve) = (await WatcherAsync(Devices.Phone), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), wim, eve);
        await Person.ReadAsync(wim.Card("Reason 2 for"));
        await eve.LookAtHeadOfAsync("for");
        var author = await Stage.MakeAccountAsync(Stage.NameFor(new string('W', 26)));

        foreach (var text in Hostile.Texts) await AppendAsync(board, author, new PostArgument("for", Long(text), null).ApplyAsync);
        foreach (var link in Hostile.AcceptedLinks) await AppendAsync(board, author, new PostArgument("for", "It has a source of its own kind.", link).ApplyAsync);

        var count = Hostile.Texts.Count + Hostile.AcceptedLinks.Count;
        await Expect(wim.Pill("for")).ToHaveTextAsync($"{count} new arguments");
        await Expect(eve.Cards("for")).ToHaveCountAsync(count + 12);
        await wim.Pill("for").ClickAsync();
        await AllAsync(ShowsTextAsync, wim, eve);
        await AllAsync(person => person.OpenAsync($"{board.Path}?order=strongest"), wim, eve);
        await AllAsync(ShowsTextAsync, wim, eve);
    }

    [Fact]
    public async Task Stays_text_where_a_moderator_reads_it_and_gives_a_reason()
    {
        var board = await Stage.OpenBoardAsync(@for: 0, against: 0);
        var (mia, wim) = (await ModeratorAsync("Mia", Devices.Phone), await WatcherAsync(Devices.Phone));
        await AllAsync(person => person.WatchAsync(board), mia, wim);
        var (author, judge) = (await Stage.MakeAccountAsync(Stage.NameFor("Mallory")), await Stage.MakeAccountAsync(Stage.NameFor("Max"), moderates: true));
        foreach (var text in Hostile.Texts)
        {
            var posted = await AppendAsync(board, author, new PostArgument("for", Long(text), null).ApplyAsync);
            await AppendAsync(board, judge, new HideArgument(posted.ArgumentId!.Value, Hidden: true, Short(text)).ApplyAsync);
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
    private static async Task ShowsTextAsync(Person person)
    {
        var shown = await person.Page.Locator(".side.for .argument > p").AllTextContentsAsync();
        foreach (var text in Hostile.Texts) shown.Select(Normal).ShouldContain(Normal(Long(text)));
        await IsInertAsync(person);
    }

    private static async Task IsInertAsync(Person person)
    {
        var made = await person.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.argument > p:not(.kept), .tombstone p, .kept bdi, .tile .thesis, .tile h2 a, [dir=auto], bdi')].flatMap(e => [...e.children])
              .concat([...document.querySelectorAll('main iframe, main object, main img, main style, main script, base, [href^="javascript:"], main [onload], main [onerror]')])
              .map(e => e.outerHTML)
            """);
        made.ShouldBeEmpty(person.Page.Url);
        var wide = await person.Page.EvaluateAsync<string[]>(Layout.TooWide);
        wide.ShouldBeEmpty($"{person.Page.Url} scrolls sideways");
    }

    private async Task<Answer> AppendAsync(Board board, Account by, Func<Change, Task<Web.Features.Live.Refusal?>> rule)
    {
        var forecast = await Stage.Site.ReadAsync(db => db.Forecasts.Where(f => f.Slug == board.Slug).Select(f => f.Id).SingleAsync());
        var outcome = await Stage.Site.Services.GetRequiredService<BoardLog>().AppendAsync(new(forecast, by.Id, Ids.New()), rule);
        return outcome.Answer ?? throw new InvalidOperationException(outcome.Refusal!.Message);
    }

    // Long enough for an argument, short enough for a reason
    private static string Long(string text) => text.Length >= 10 ? text : $"{text}, they say";
    private static string Short(string text) => text.Length > 190 ? text[..190] : text;

    // As the store keeps it; a browser counts each kind of line end as one
    private static string Normal(string text) => Plain.Text(text);
}
