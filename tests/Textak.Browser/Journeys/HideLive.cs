using Textak.Web.Features.Arguments;
using Textak.Web.Features.Moderation;

namespace Textak.Browser;

public sealed class HideLive(Stage stage) : Journey(stage)
{
    private const string Words = "The keeper of the northern lamp drinks, and his neighbour Olaf says so.";
    private const string Reason = "It speaks of a person, not of the question.";

    [Fact]
    public async Task What_a_moderator_hides_is_gone_at_once_and_comes_back_when_it_is_restored()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        var (ada, mia, wim) = (await ParticipantAsync("Ada"), await ModeratorAsync("Mia"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.LookAtHeadOfAsync("for");
        await ada.ArgueAsync("for", Words, "https://gossip.example/olaf");
        await mia.WatchAsync(board);
        await wim.OpenAsync(board.Path);
        await wim.IsLiveAsync();
        await AllAsync(person => person.MarkDocumentAsync(), ada, wim);
        await Expect(wim.Card(Words)).ToBeVisibleAsync();
        await Expect(wim.Page.Locator(".moderate").First).ToBeHiddenAsync();

        await mia.HideAsync(Words, Reason);

        await Expect(wim.Page.Locator(".argument.tombstone")).ToContainTextAsync($"Hidden by a moderator: {Reason}");
        await Expect(wim.Count("for")).ToHaveTextAsync("1");
        await Expect(wim.NewestActivity).ToContainTextAsync($"A moderator hid an argument for: {Reason}");
        await HoldsNothingOfAsync(wim);
        await AllAsync(async person =>
        {
            await Expect(person.Card(Words)).ToContainTextAsync($"Hidden from others: {Reason}");
            await Expect(person.Count("for")).ToHaveTextAsync("1");
        }, ada, mia);
        await Expect(ada.Card(Words)).ToContainTextAsync("Only you and moderators see this.");
        await Expect(mia.Card(Words)).ToContainTextAsync("Only its author and moderators see this.");
        await Expect(ada.Page.Locator(".argument.mine")).ToContainTextAsync(Words);

        await mia.RestoreAsync(mia.Card(Words), "Olaf asked us to show it.");

        await AllAsync(async person =>
        {
            await Expect(person.Card(Words).Locator("p")).ToHaveTextAsync(Words);
            await Expect(person.Count("for")).ToHaveTextAsync("2");
            await Expect(person.NewestActivity).ToContainTextAsync("A moderator restored an argument for: Olaf asked us to show it.");
        }, ada, mia, wim);
        await Expect(wim.Page.Locator(".tombstone")).ToHaveCountAsync(0);
        await AllAsync(person => person.StayedAsync(), ada, wim);
    }

    [Fact]
    public async Task What_waits_behind_the_pill_is_hidden_there_too_and_so_is_what_is_fetched_meanwhile()
    {
        var board = await Stage.OpenBoardAsync(@for: 62);
        var (ada, mia, wim) = (await ParticipantAsync("Ada"), await ModeratorAsync("Mia"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, mia, wim);
        await Person.ReadAsync(wim.Card("Reason 4 for"));
        await mia.LookAtHeadOfAsync("for");
        await ada.ArgueAsync("for", Words);
        await Expect(wim.Pill("for")).ToBeVisibleAsync();

        await mia.HideAsync(Words, Reason);

        await Expect(wim.NewestActivity).ToContainTextAsync("A moderator hid");
        await wim.Pill("for").ClickAsync();
        await Expect(wim.Cards("for").First).ToContainTextAsync($"Hidden by a moderator: {Reason}");
        await HoldsNothingOfAsync(wim);

        // A vote on what is not shown brings nothing that could be ticked
        var (oldest, newest) = (await Stage.ArgumentAsync(board, "Reason 1 for"), await Stage.ArgumentAsync(board, "Reason 62 for"));
        foreach (var id in (long[])[oldest, newest]) await Stage.AppendAsync(board, mia.Name, new RateArgument(id, 5).ApplyAsync);
        await Expect(ada.Card("Reason 62 for").GetByRole(AriaRole.Img)).ToBeVisibleAsync();
        await Expect(ada.Page.Locator($".moved-by [value=a{newest}]")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator($".moved-by [value=a{oldest}]")).ToHaveCountAsync(0);

        // It is hidden while it is on its way
        await wim.Page.RouteAsync("**/*show=120*", async route =>
        {
            var before = await route.FetchAsync();
            await Stage.AppendAsync(board, mia.Name, new HideArgument(oldest, true, "It is no reason.").ApplyAsync);
            await Expect(wim.NewestActivity).ToContainTextAsync("It is no reason.");
            await route.FulfillAsync(new() { Response = before });
        }, new() { Times = 1 });
        await wim.Column("for").Locator(".more a").ClickAsync();
        await Expect(wim.Cards("for").Last).ToContainTextAsync("Hidden by a moderator: It is no reason.");
        (await wim.Page.ContentAsync()).ShouldNotContain("Reason 1 for");
    }

    [Fact]
    public async Task A_reason_is_needed_and_a_second_hiding_is_refused()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        var (mia, max) = (await ModeratorAsync("Mia"), await ModeratorAsync("Max"));
        await AllAsync(person => person.WatchAsync(board), mia, max);
        await max.Card("Reason 1 for").GetByRole(AriaRole.Link, new() { Name = "Hide" }).ClickAsync();
        await max.Page.GetByRole(AriaRole.Button, new() { Name = "Hide the argument" }).ClickAsync();
        await Expect(max.Page.Locator("#reason-error")).ToContainTextAsync("Say why");
        await Expect(max.Page.GetByLabel("Reason")).ToBeFocusedAsync();

        await mia.HideAsync("Reason 1 for", Reason);

        await max.Page.GetByLabel("Reason").FillAsync("Max thinks so too.");
        await max.Page.GetByRole(AriaRole.Button, new() { Name = "Hide the argument" }).ClickAsync();
        await Expect(max.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("hidden already");
        await Expect(max.Page.GetByLabel("Reason")).ToHaveValueAsync("Max thinks so too.");
    }

    /// <summary>Neither in what is shown nor anywhere else in the document.</summary>
    private static async Task HoldsNothingOfAsync(Person person)
    {
        var document = await person.Page.ContentAsync();
        document.ShouldNotContain("Olaf");
        document.ShouldNotContain("gossip.example");
    }
}
