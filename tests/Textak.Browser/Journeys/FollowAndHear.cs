namespace Textak.Browser;

public sealed class FollowAndHear(Stage stage) : Journey(stage)
{
    private const string Words = "The keeper has gone home, and nobody lights it.", Answer = "He has a daughter, who lights it.";

    [Fact]
    public async Task A_follower_hears_at_once_reads_what_may_be_read_and_chooses_what_comes()
    {
        var board = await Stage.OpenBoardAsync(@for: 1);
        var (ada, ben, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben", Devices.Phone), await WatcherAsync());
        await wim.WatchAsync(board);
        await Expect(wim.Page.Locator("form.follow, #notices")).ToHaveCountAsync(0);

        // By keyboard, without a reload of what he reads then
        await ben.WatchAsync(board);
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Follow", Exact = true }).FocusAsync();
        await ben.Page.Keyboard.PressAsync("Enter");
        await Expect(ben.Page.GetByRole(AriaRole.Button, new() { Name = "Stop following" })).ToBeVisibleAsync();
        await ben.WatchFeedAsync();
        await ben.MarkDocumentAsync();
        await ada.ArgueOnAsync(board, "for", Words);
        await Expect(ben.Page.Locator("#notices .n")).ToHaveTextAsync("1");
        await ben.StayedAsync();

        await ben.Page.Locator("#notices").ClickAsync();
        await Expect(ben.Page.Locator(".gathering.new li")).ToContainTextAsync($"{ada.Name} argued: {board.Title}");
        await Expect(ben.Page.Locator(".gathering .why")).ToHaveTextAsync(Words);
        (await ben.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty();
        (await ben.Page.EvaluateAsync<string[]>(Layout.TooSmallForFingers)).ShouldBeEmpty();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "I have read them" }).ClickAsync();
        await Expect(ben.Page.Locator("#notices .n")).ToBeHiddenAsync();

        // On the page of notices nothing moves: it says that there is more
        await ada.OpenAsync("/notices");
        await Expect(ada.Page.Locator(".empty")).ToBeVisibleAsync();
        await ada.MarkDocumentAsync();
        await ben.WatchAsync(board);
        await ben.OpenAsync($"{board.Path}/arguments/{(await ben.Card(Words).GetAttributeAsync("id"))!["argument-".Length..]}");
        await ben.Page.Locator("form.rebuttal textarea").FillAsync(Answer);
        await ben.Page.Locator("form.rebuttal button").ClickAsync();
        await Expect(ada.Page.Locator("#newer")).ToBeVisibleAsync();
        await ada.StayedAsync();
        await ada.Page.Locator("#newer a").ClickAsync();
        await Expect(ada.Page.Locator(".gathering.new li")).ToContainTextAsync($"{ben.Name} answered your argument");

        // What a moderator hides goes from what has come already
        var mia = await ModeratorAsync("Mia");
        await mia.WatchAsync(board);
        await mia.HideAsync(Words, "It is not about the lamp");
        await ben.OpenAsync("/notices");
        await Expect(ben.Page.Locator(".gathering .about")).ToHaveTextAsync("It is hidden.");
        (await ben.Page.ContentAsync()).ShouldNotContain(Words);

        await ben.Page.GetByRole(AriaRole.Link, new() { Name = "What you hear of" }).ClickAsync();
        await ben.Page.GetByLabel("Which").SelectOptionAsync("against only");
        await ben.Page.GetByLabel("Only if it moved the number").FillAsync("5");
        await ben.Page.Locator("fieldset", new() { HasText = "Answers to your arguments" }).GetByLabel("Nothing").CheckAsync();
        (await ben.Page.EvaluateAsync<string[]>(Layout.TooWide)).ShouldBeEmpty();
        (await ben.Page.EvaluateAsync<string[]>(Layout.TooSmallForFingers)).ShouldBeEmpty();
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = "Save" }).ClickAsync();
        await Expect(ben.Page.Locator(".notice")).ToHaveTextAsync("Your choices were saved.");
        await Expect(ben.Page.GetByLabel("Only if it moved the number")).ToHaveValueAsync("5");
        await Expect(ben.Page.Locator("fieldset", new() { HasText = "Answers to your arguments" }).GetByLabel("Nothing")).ToBeCheckedAsync();

        await ben.OpenAsync("/following");
        await ben.Page.GetByRole(AriaRole.Button, new() { Name = $"Stop following {board.Title}" }).ClickAsync();
        await Expect(ben.Page.Locator(".empty").First).ToHaveTextAsync("No board yet. “Follow” stands below the question of each.");
    }
}
