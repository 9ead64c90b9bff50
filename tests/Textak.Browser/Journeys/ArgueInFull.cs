using System.Text.RegularExpressions;
using Textak.Web.Features.Arguments;

namespace Textak.Browser;

public sealed class ArgueInFull(Stage stage) : Journey(stage)
{
    private const string Words = "The keeper has oiled the lamp each evening for thirty years.";
    private const string Reworded = "The keeper has oiled the lamp each evening for twenty years, and says so.";
    private const string Rebuttal = "Oil is not light: the wick is what fails.";
    private const string Answer = "A wick costs a penny, and hangs ready by the door.";

    [Fact]
    public async Task One_rebuts_edits_agrees_and_withdraws_and_everybody_who_looks_on_sees_it_in_place()
    {
        var board = await Stage.OpenBoardAsync(@for: 2, against: 1);
        var (ada, ben, mia, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await ParticipantAsync("Mia"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, ben, mia, wim);
        await AllAsync(person => person.LookAtHeadOfAsync("for"), ada, ben, mia, wim);
        await AllAsync(person => person.MarkDocumentAsync(), ada, ben, wim);
        await ada.ArgueAsync("for", Words, "https://lamp.example/log");
        await AllAsync(person => Expect(person.Card(Words)).ToBeVisibleAsync(), ben, mia, wim);

        // A card that is replaced under somebody's hands keeps the form, the words and the focus
        await Do(ben, ben.Card(Words), "Rebut");
        await ben.Focused.FillAsync(Rebuttal);
        await Do(mia, mia.Card(Words), "Rate");
        await mia.Card(Words).GetByRole(AriaRole.Button, new() { Name = "5" }).ClickAsync();
        await Expect(ben.Card(Words).GetByRole(AriaRole.Img)).ToHaveAccessibleNameAsync("Strength 3.1 of 5, from 1 vote");
        await Expect(ben.Focused).ToHaveValueAsync(Rebuttal);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Post the rebuttal" }).ClickAsync();
        await Expect(ben.Card(Rebuttal)).ToBeVisibleAsync();

        // Who looks on is told how many there are, and unfolds them
        await AllAsync(async person =>
        {
            await Do(person, person.Card(Words), "1 rebuttal");
            await Expect(person.Card(Rebuttal)).ToContainTextAsync("against");
            await Expect(person.Count("against")).ToHaveTextAsync("1");
        }, ada, wim);
        await Do(ada, ada.Card(Rebuttal), "Rebut");
        await ada.Focused.FillAsync(Answer);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Post the rebuttal" }).ClickAsync();
        await Expect(ada.Card(Answer)).ToBeVisibleAsync();
        await Do(wim, wim.Card(Rebuttal), "1 rebuttal");
        await Expect(wim.Card(Answer)).ToContainTextAsync("for");
        await Expect(wim.Card(Answer).GetByRole(AriaRole.Link, new() { Name = "Rebut" })).ToHaveCountAsync(0);

        // Another wording, in its place; what is unfolded stays
        await Do(ada, ada.Card(Words), "Edit");
        await Expect(ada.Focused).ToHaveValueAsync(Words);
        await ada.Focused.FillAsync("short");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Expect(ada.Focused).ToHaveAccessibleDescriptionAsync(new Regex("at least 10 characters"));
        await ada.Focused.FillAsync(Reworded);
        // Another tab was faster: it is said, and what was typed can be sent once more
        var id = await Stage.ArgumentAsync(board, Words);
        await Stage.AppendAsync(board, ada.Name, new EditArgument(id, 1, Words + " Mostly.").ApplyAsync);
        await Expect(ada.Card("Mostly.")).ToBeVisibleAsync();
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await Expect(ada.Card("Mostly.").GetByRole(AriaRole.Alert)).ToContainTextAsync("You edited it elsewhere");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Change it" }).ClickAsync();
        await AllAsync(async person =>
        {
            await Expect(person.Card(Reworded)).ToBeVisibleAsync();
            await Expect(person.Card(Reworded).GetByRole(AriaRole.Link, new() { Name = "edited" })).ToBeVisibleAsync();
            await Expect(person.Card(Words)).ToHaveCountAsync(0);
        }, ada, ben, wim);
        await Expect(wim.Card(Answer)).ToBeVisibleAsync();

        // One click, counted for everybody, and another takes it back
        await Do(ben, ben.Card(Reworded), "Agree");
        await Expect(wim.Card(Reworded).Locator(".agreed")).ToHaveTextAsync("1 agrees");
        await Expect(ben.Card(Reworded).Locator(".agree")).ToHaveTextAsync("Agreed");
        await Stage.AppendAsync(board, ben.Name, new Agree(id, false).ApplyAsync);
        await ben.Card(Reworded).Locator(".agree").ClickAsync();
        await Expect(ben.Card(Reworded).GetByRole(AriaRole.Alert)).ToContainTextAsync("You have not agreed");
        await Expect(ben.Card(Reworded).Locator(".agree")).ToHaveTextAsync("Agree");
        await ben.Card(Reworded).Locator(".agree").ClickAsync();
        await Expect(ben.Card(Reworded).Locator(".agree")).ToHaveTextAsync("Agreed");
        await ben.Card(Reworded).Locator(".agree").ClickAsync();
        await Expect(wim.Card(Reworded).Locator(".agreed")).ToHaveCountAsync(0);
        await Expect(ben.Card(Reworded).Locator(".agree")).ToHaveTextAsync("Agree");

        // Whoever writes is shown what stands there already
        await ben.ComposeAsync("for", "");
        await ben.Text("for").FillAsync("For twenty years the keeper has oiled it");
        await Expect(ben.Column("for").Locator(".alike")).ToContainTextAsync(Reworded);
        await Expect(ben.Text("for")).ToBeFocusedAsync();

        // Withdrawn: nobody who looks on keeps a word of it
        await Do(ben, ben.Card(Rebuttal), "Edit");
        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "withdraw it" }).ClickAsync();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Withdraw it for good" }).ClickAsync();
        await Expect(ben.Page.Locator(".kept")).ToContainTextAsync("Withdrawn by you");
        await Expect(wim.Page.Locator(".rebuttals .tombstone")).ToContainTextAsync("Withdrawn by its author.");
        await Expect(wim.Card(Answer)).ToBeVisibleAsync();
        (await wim.Page.ContentAsync()).ShouldNotContain("the wick is what fails");

        // Folded up again, the page says what one that is loaded now says
        await wim.Card(Reworded).Locator(".self").FocusAsync();
        await wim.Page.EvaluateAsync("() => { for (const box of document.querySelectorAll('.rebuttals')) box.remove(); }");
        var late = await WatcherAsync();
        await late.WatchAsync(board);
        await wim.Page.SaysTheSameAsAsync(late.Page);
        await AllAsync(person => person.StayedAsync(), ada, wim);
        await Do(wim, wim.Card(Reworded), "edited");
        await Expect(wim.Page.Locator(".rewording del").First).ToContainTextAsync("thirty");
    }

    private static Task Do(Person person, ILocator card, string link) => card.GetByRole(AriaRole.Link, new() { Name = link, Exact = true }).ClickAsync();
}
