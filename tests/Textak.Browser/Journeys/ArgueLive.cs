using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;

namespace Textak.Browser;

public sealed class ArgueLive(Stage stage) : Journey(stage)
{
    private const string Words = "The new keeper has signed for ten more winters.";

    [Fact]
    public async Task An_argument_stands_at_the_top_of_its_column_for_all_at_once()
    {
        var board = await Stage.OpenBoardAsync(@for: 2, against: 1);
        var (ada, ben, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, ben, wim);
        await AllAsync(person => person.LookAtHeadOfAsync("for"), ada, ben, wim);
        await AllAsync(person => person.MarkDocumentAsync(), ada, ben, wim);

        await ada.ArgueAsync("for", Words, "https://www.lamp.example/log?page=7");

        await AllAsync(async person =>
        {
            await Expect(person.Cards("for").First).ToContainTextAsync(Words);
            await Expect(person.Cards("for")).ToHaveCountAsync(3);
            await Expect(person.Count("for")).ToHaveTextAsync("3");
            await Expect(person.Page.Locator(".switch .for .n")).ToHaveTextAsync("3");
            await Expect(person.Count("against")).ToHaveTextAsync("1");
            await Expect(person.Pill("for")).ToBeHiddenAsync();
            await Expect(person.NewestActivity).ToContainTextAsync($"{ada.Name} argued for");
            await Expect(person.Ticker).ToContainTextAsync($"{ada.Name} argued for");
            var source = person.Card(Words).GetByRole(AriaRole.Link, new() { Name = "lamp.example" });
            await Expect(source).ToHaveAttributeAsync("href", "https://www.lamp.example/log?page=7");
            await Expect(source).ToHaveAttributeAsync("rel", "nofollow ugc noopener");
        }, ada, ben, wim);
        await Expect(ada.Page.Locator(".argument.mine")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator(".argument.mine")).ToContainTextAsync(Words);
        await Expect(ben.Page.Locator(".argument.mine")).ToHaveCountAsync(0);
        await Expect(ada.Text("for")).ToBeHiddenAsync();
        await Expect(ada.Focused).ToHaveTextAsync("Argue for…");
        ada.Page.Url.ShouldEndWith(board.Path);
        await AllAsync(person => person.StayedAsync(), ada, ben, wim);
    }

    [Fact]
    public async Task Who_reads_further_down_or_types_is_not_disturbed()
    {
        const string typing = "I was in the middle of saying that";
        var board = await Stage.OpenBoardAsync(@for: 14, against: 1);
        var (ada, ben, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, ben, wim);
        await Person.ReadAsync(wim.Card("Reason 4 for"));
        await ben.LookAtHeadOfAsync("for");
        await ben.ComposeAsync("for", typing);
        await ben.Text("for").FocusAsync();
        await ben.Text("for").PressAsync("ArrowLeft");
        var (lineOfWim, lineOfBen) = (await TopAsync(wim.Card("Reason 4 for")), await TopAsync(ben.Text("for")));

        await ada.ArgueAsync("for", Words);
        await AllAsync(async person =>
        {
            await Expect(person.Pill("for")).ToHaveTextAsync("1 new argument");
            await Expect(person.Pill("for")).ToBeInViewportAsync();
            await Expect(person.Count("for")).ToHaveTextAsync("15");
            await Expect(person.Card(Words)).ToHaveCountAsync(0);
        }, ben, wim);
        await ada.ArgueAsync("for", "A second thought: lamps are cheaper than machines.");
        await AllAsync(person => Expect(person.Pill("for")).ToHaveTextAsync("2 new arguments"), ben, wim);

        (await TopAsync(wim.Card("Reason 4 for"))).ShouldBe(lineOfWim);
        (await TopAsync(ben.Text("for"))).ShouldBe(lineOfBen);
        await Expect(ben.Text("for")).ToBeFocusedAsync();
        await Expect(ben.Text("for")).ToHaveValueAsync(typing);
        (await ben.Text("for").EvaluateAsync<int>("text => text.selectionStart")).ShouldBe(typing.Length - 1);

        await AllAsync(async person =>
        {
            await person.Pill("for").ClickAsync();
            await Expect(person.Pill("for")).ToBeHiddenAsync();
            await Expect(person.Cards("for").First).ToContainTextAsync("A second thought");
            await Expect(person.Cards("for").Nth(1)).ToContainTextAsync(Words);
            await Expect(person.Cards("for").First).ToBeInViewportAsync();
            await Expect(person.Cards("for").First).ToBeFocusedAsync();
        }, ben, wim);
        await Expect(ben.Text("for")).ToHaveValueAsync(typing);
    }

    [Fact]
    public async Task Ones_own_argument_takes_its_place_among_those_that_waited()
    {
        var board = await Stage.OpenBoardAsync(@for: 3);
        var (ada, ben) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"));
        await AllAsync(person => person.WatchAsync(board), ada, ben);
        await ben.ComposeAsync("for", "Ben answers what he has not read yet.");
        await ada.ArgueAsync("for", Words);
        await Expect(ben.Pill("for")).ToBeVisibleAsync();
        await ben.PostButton("for").ClickAsync();
        await Expect(ben.Cards("for").First).ToContainTextAsync("Ben answers");
        await ben.Pill("for").ClickAsync();
        await Expect(ben.Cards("for").Nth(1)).ToContainTextAsync(Words);
        await Expect(ben.Cards("for").First).ToContainTextAsync("Ben answers");
    }

    [Fact]
    public async Task A_double_click_posts_once()
    {
        var board = await Stage.OpenBoardAsync(against: 0);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await Expect(wim.Column("against").Locator(".empty")).ToBeVisibleAsync();
        await ada.ComposeAsync("against", Words);
        await ada.PostButton("against").DblClickAsync();
        await Expect(ada.Card(Words)).ToBeVisibleAsync();
        // Whatever a second click did would come before this
        await ada.ArgueAsync("for", "Something else, to be sure that all was told.");
        await wim.LookAtHeadOfAsync("against");
        await Expect(wim.NewestActivity).ToContainTextAsync("argued for");
        await AllAsync(person => Expect(person.Count("against")).ToHaveTextAsync("1"), ada, wim);
        await Expect(ada.Cards("against")).ToHaveCountAsync(1);
        await Expect(ada.Column("against").Locator(".empty")).ToBeHiddenAsync();
    }

    [Fact]
    public async Task An_error_stands_at_its_field_and_what_was_typed_stays()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);

        await ada.ComposeAsync("for", "Too short");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-text-error")).ToContainTextAsync("at least 10 characters");
        await Expect(ada.Text("for")).ToHaveValueAsync("Too short");
        await Expect(ada.Text("for")).ToBeFocusedAsync();
        await Expect(ada.Text("for")).ToHaveAccessibleDescriptionAsync("10 to 500 characters, one point, plain text. Say a little more: an argument takes at least 10 characters.");

        await ada.ComposeAsync("for", Words, "javascript:alert(1)");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-link-error")).ToContainTextAsync("https://");
        await Expect(ada.Page.Locator("#for-text-error")).ToBeHiddenAsync();
        await Expect(ada.Text("for")).ToHaveValueAsync(Words);
        await Expect(ada.Link("for")).ToHaveValueAsync("javascript:alert(1)");

        // Folded away, it is opened
        await ada.ComposeAsync("for", Words, "https://lamp.example/log");
        await ada.Page.Locator("#for-title").EvaluateAsync("field => { field.value = 'x'.repeat(201); }");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-title-error")).ToBeVisibleAsync();
        await ada.Page.Locator("#for-title").FillAsync("");

        await ada.ComposeAsync("for", new string('x', 501));
        await Expect(ada.Column("for").Locator(".below output")).ToHaveTextAsync("501 / 500");
        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Page.Locator("#for-text-error")).ToContainTextAsync("501");

        await ada.ArgueAsync("for", Words);
        await Expect(ada.Page.Locator("#for-text-error")).ToBeHiddenAsync();
        await Expect(wim.Count("for")).ToHaveTextAsync("3");
    }

    [Fact]
    public async Task Ratings_move_the_bar_of_an_argument_for_everybody_and_leave_an_open_one_alone()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        var (ada, ben, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, ben, wim);
        await AllAsync(person => person.Card("Reason 1 for").GetByRole(AriaRole.Link, new() { Name = "Rate" }).ClickAsync(), ada, ben);
        await Expect(ben.Focused).ToHaveTextAsync("0");

        await ada.Card("Reason 1 for").GetByRole(AriaRole.Button, new() { Name = "5" }).ClickAsync();
        await AllAsync(person => Expect(person.Card("Reason 1 for").GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("Strength 3.1 of 5, from 1 vote"), ada, ben, wim);
        await Expect(ada.Page.Locator("main form.stars")).ToHaveCountAsync(0);
        await Expect(ada.Focused).ToHaveTextAsync("Rate");

        await Expect(ben.Focused).ToHaveTextAsync("0");
        await ben.Card("Reason 1 for").GetByRole(AriaRole.Button, new() { Name = "5" }).ClickAsync();
        await AllAsync(person => Expect(person.Card("Reason 1 for").GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("Strength 3.5 of 5, from 2 votes"), ada, ben, wim);

        // Whoever stands on the crux stays there while it is weighed anew
        var (id, names) = (await Stage.ArgumentAsync(board, "Reason 1 for"), Enumerable.Range(0, 5).Select(_ => Stage.NameFor("Voter")).ToList());
        foreach (var (name, percent) in names.Zip((int[])[20, 80, 80, 20, 50]))
        {
            await Stage.MakeAccountAsync(name);
            await Stage.AppendAsync(board, name, new SetEstimate(percent).ApplyAsync);
            await Stage.AppendAsync(board, name, new RateArgument(id, percent == 80 ? 5 : 0).ApplyAsync);
        }
        await wim.Page.Locator("#crux .what").FocusAsync();
        await Stage.AppendAsync(board, names[0], new RateArgument(id, 1).ApplyAsync);
        await Expect(wim.Page.Locator("#crux")).ToContainTextAsync("3.5 above, 1.7 below");
        await Expect(wim.Focused).ToHaveClassAsync("what");
    }

    /// <summary>Where something stands in the window, in pixels.</summary>
    private static async Task<double> TopAsync(ILocator locator) => await locator.EvaluateAsync<double>("element => Math.round(element.getBoundingClientRect().top)");
}
