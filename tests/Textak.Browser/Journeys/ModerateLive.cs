using Microsoft.EntityFrameworkCore;

namespace Textak.Browser;

public sealed class ModerateLive(Stage stage) : Journey(stage)
{
    private const string Words = "Buy the lamps of Olaf, they burn longer than any other.";
    private const string Reason = "It advertises lamps", Objection = "I asked who sells them; I sell none myself.";

    [Fact]
    public async Task From_a_report_to_a_decision_to_an_appeal_that_another_decides()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        var (ada, rob, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Rob"), await WatcherAsync());
        var (mia, max) = (await ModeratorAsync("Mia"), await ModeratorAsync("Max"));
        await AllAsync(person => person.WatchAsync(board), ada, rob, wim);
        await AllAsync(async person =>
        {
            await person.OpenAsync("/moderation/queue");
            await person.IsLiveAsync();
        }, mia, max);
        await ada.LookAtHeadOfAsync("for");
        await ada.ArgueAsync("for", Words);

        await rob.Card(Words).GetByRole(AriaRole.Link, new() { Name = "Report" }).ClickAsync();
        await rob.Page.GetByLabel("advertising or spam").CheckAsync();
        await rob.Page.GetByRole(AriaRole.Button, new() { Name = "Report it" }).ClickAsync();
        await Expect(rob.Page.Locator(".notice")).ToContainTextAsync("You reported it");

        // Both have it at once, and see who is at it
        await AllAsync(person => Expect(CaseOf(person)).ToContainTextAsync("1 × advertising or spam"), mia, max);
        await CaseOf(mia).FocusAsync();
        var held = await mia.HoldAnswersAsync();
        await mia.Page.Keyboard.PressAsync("c");
        await mia.Page.Keyboard.PressAsync("d");
        await mia.Page.Keyboard.TypeAsync("It is c");
        held.SetResult();
        await Expect(CaseOf(max).Locator(".holder")).ToHaveTextAsync($"{mia.Name} is at it.");
        await Expect(CaseOf(mia).Locator(".holder")).ToHaveTextAsync("You are at it.");
        await mia.Page.Keyboard.TypeAsync("harming");
        await Expect(CaseOf(mia).Locator("[name=reason]")).ToHaveValueAsync("It is charming");
        await Expect(CaseOf(mia).Locator("[aria-pressed=true]")).ToHaveTextAsync("Dismiss");
        await CaseOf(mia).Locator("[name=reason]").FillAsync("");
        await CaseOf(max).FocusAsync();
        await max.Page.Keyboard.PressAsync("d");
        await max.Page.Keyboard.TypeAsync("It is harmless");
        await max.Page.Keyboard.PressAsync("Enter");
        await Expect(CaseOf(max).Locator(".error").Last).ToContainTextAsync($"{mia.Name} is at it.");

        // When the time of a claim is over, those who look see so by themselves
        var lapsing = TimeProvider.System.GetUtcNow() - Web.Features.Reports.Case.ClaimLasts + TimeSpan.FromSeconds(4);
        await Stage.Site.ReadAsync(db => db.Cases.Where(c => c.ClaimedAt != null).ExecuteUpdateAsync(set => set.SetProperty(c => c.ClaimedAt, lapsing)));
        await max.OpenAsync("/moderation/queue");
        await Expect(CaseOf(max).Locator(".holder")).ToBeVisibleAsync();
        await Expect(CaseOf(max).Locator(".holder")).ToBeHiddenAsync(new() { Timeout = 10_000 });

        // Two keys and a reason
        await CaseOf(mia).FocusAsync();
        await mia.Page.Keyboard.PressAsync("h");
        await mia.Page.Keyboard.TypeAsync(Reason);
        await mia.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Page.Locator(".argument.tombstone")).ToContainTextAsync(Reason);
        await Expect(CaseOf(mia)).ToHaveCountAsync(0);

        await ada.Card(Words).GetByRole(AriaRole.Link, new() { Name = "Object to it" }).ClickAsync();
        await ada.Page.GetByLabel("Why should it be seen?").FillAsync(Objection);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Object to it" }).ClickAsync();
        await Expect(ada.Page.Locator(".notice")).ToHaveTextAsync("Another moderator decides.");

        await AllAsync(person => Expect(CaseOf(person).Locator(".appeal")).ToHaveTextAsync(Objection), mia, max);
        await CaseOf(max).FocusAsync();
        await max.Page.Keyboard.PressAsync("r");
        await CaseOf(max).Locator("[name=reason]").FillAsync("It sells nothing");
        await max.Page.Keyboard.PressAsync("Enter");
        await Expect(wim.Card(Words)).ToBeVisibleAsync();
        await Expect(CaseOf(mia)).ToHaveCountAsync(0);
        await wim.Page.GetByRole(AriaRole.Link, new() { Name = "What moderators did here" }).ClickAsync();
        await Expect(wim.Page.Locator(".acts li").First).ToContainTextAsync("restored an argument for, on appeal");
    }

    [Fact]
    public async Task Who_is_suspended_while_typing_is_told_and_keeps_what_was_typed()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, mia) = (await ParticipantAsync("Ada"), await ModeratorAsync("Mia"));
        await ada.WatchAsync(board);
        await ada.ComposeAsync("for", Words);
        await mia.OpenAsync($"/u/{Uri.EscapeDataString(ada.Name)}/sanctions");
        await mia.Page.GetByLabel("Suspend").CheckAsync();
        await mia.Page.Locator(".impose #reason").FillAsync("It advertises, again and again");
        await mia.Page.GetByRole(AriaRole.Button, new() { Name = "Do it" }).ClickAsync();
        await Expect(mia.Page.Locator(".versions h2").First).ToContainTextAsync("Suspended until");

        await ada.PostButton("for").ClickAsync();
        await Expect(ada.Composer("for").Locator(".error[data-for=form]")).ToBeVisibleAsync();
        await Expect(ada.Text("for")).ToHaveValueAsync(Words);
        await ada.IsLiveAsync();
        await ada.OpenAsync("/account");
        await Expect(ada.Page.GetByRole(AriaRole.Heading, new() { Level = 1 })).ToHaveTextAsync("Sign in");
    }

    [Fact]
    public async Task A_question_is_checked_while_it_is_typed_proposed_and_published()
    {
        var asked = await Stage.OpenBoardAsync(title: "Will the lighthouse keepers of the north strike by 2030?");
        var (rob, max) = (await ParticipantAsync("Rob"), await ModeratorAsync("Max"));
        await rob.OpenAsync("/propose");
        await rob.Page.GetByLabel("Question").FillAsync("When will the lighthouse keepers of the north strike?");
        await Expect(rob.Page.Locator("#title-error")).ToContainTextAsync("yes or no");
        await Expect(rob.Page.Locator($"#similar a[href='{asked.Path}']")).ToBeVisibleAsync();
        await rob.Page.GetByLabel("Question").FillAsync("Will the lamps of the south burn with major oil by 2029?");
        await Expect(rob.Page.Locator("#title-error")).ToBeHiddenAsync();
        await Expect(rob.Page.Locator("#title-advice")).ToContainTextAsync("major");
        await rob.Page.GetByLabel("What it claims").FillAsync("Oil will light the south.");
        await rob.Page.GetByLabel("Resolution criteria").FillAsync("True if the register of lamps lists ten or more that burn oil at the end of 2028; false otherwise.");
        await rob.Page.GetByLabel("Horizon").FillAsync("2028-12-31");
        await rob.Page.GetByLabel("Category").SelectOptionAsync("Industry");
        await rob.Page.GetByRole(AriaRole.Button, new() { Name = "Propose it" }).ClickAsync();
        await Expect(rob.Page.Locator(".notice")).ToHaveTextAsync("It waits for a moderator.");

        await max.OpenAsync("/proposals");
        await max.Page.GetByRole(AriaRole.Link, new() { Name = "Will the lamps of the south" }).ClickAsync();
        await max.Page.Locator("#reason").FillAsync("It can be decided.");
        await max.Page.GetByRole(AriaRole.Button, new() { Name = "Publish" }).ClickAsync();
        await Expect(max.Page.Locator(".notice")).ToContainTextAsync("It is a forecast now");

        await rob.Page.ReloadAsync();
        await rob.Page.Locator(".notice a").ClickAsync();
        await rob.IsLiveAsync();
        await rob.EstimateAsync(35);
    }

    private static ILocator CaseOf(Person person) => person.Page.Locator(".case", new() { HasText = Words });
}
