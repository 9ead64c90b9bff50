namespace Textak.Browser;

public sealed class MoveWithReceipts(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task What_moved_somebody_stands_at_the_argument_in_every_browser()
    {
        var board = await Stage.OpenBoardAsync(percent: 40, @for: 2, against: 1);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await AllAsync(person => person.MarkDocumentAsync(), ada, wim);
        await ada.EstimateAsync(50);
        await Expect(wim.Card("Reason 1 for").Locator(".impact")).ToHaveCountAsync(0);

        await TickAsync(ada, "Reason 1 for");
        await ada.EstimateAsync(70);

        await AllAsync(person => Expect(person.Card("Reason 1 for").Locator(".impact")).ToHaveTextAsync("moved 1 person, +20 pts on average, +0.85 log-odds in all"), ada, wim);
        await Expect(wim.Card("Reason 2 for").Locator(".impact")).ToHaveCountAsync(0);
        await Expect(ada.Page.Locator(".moved-by")).Not.ToHaveAttributeAsync("open", "");
        await Expect(ada.Page.Locator(".moved-by :checked")).ToHaveCountAsync(0);
        await AllAsync(person => person.StayedAsync(), ada, wim);
    }

    [Fact]
    public async Task By_keyboard_alone_one_ticks_what_moved_one()
    {
        var board = await Stage.OpenBoardAsync(percent: 40, @for: 1, against: 0);
        var ada = await ParticipantAsync("Ada");
        await ada.WatchAsync(board);
        await ada.EstimateAsync(50);
        await ada.Page.Locator(".moved-by summary").FocusAsync();
        await ada.Page.Keyboard.PressAsync("Enter");
        await ada.Page.Keyboard.PressAsync("Tab");
        await Expect(ada.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Reason 1 for" })).ToBeFocusedAsync();
        await ada.Page.Keyboard.PressAsync("Space");
        await ada.Page.Locator("#percent").FillAsync("30");
        await ada.Page.Keyboard.PressAsync("Enter");
        await Expect(ada.Card("Reason 1 for").Locator(".impact")).ToContainTextAsync("−20 pts on average");
    }

    [Fact]
    public async Task Whom_a_hidden_argument_moved_is_asked_there_and_then_and_nobody_else()
    {
        var board = await Stage.OpenBoardAsync(percent: 40, @for: 2);
        var (ada, ben, mo) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await ModeratorAsync("Mo"));
        await AllAsync(person => person.WatchAsync(board), ada, ben, mo);
        await TickAsync(ada, "Reason 1 for");
        await ada.EstimateAsync(70);
        await TickAsync(ben, "Reason 2 for");
        await ben.EstimateAsync(60);
        await ada.MarkDocumentAsync();

        await mo.HideAsync("Reason 1 for", "Beside the point");

        await Expect(ada.Page.Locator("#reaffirm")).ToBeVisibleAsync();
        await Expect(ada.Page.Locator("#reaffirm")).ToContainTextAsync("I still say 70%");
        await Expect(ben.Page.GetByText("Beside the point").First).ToBeVisibleAsync();
        await Expect(ben.Page.Locator("#reaffirm")).ToBeHiddenAsync();
        await ada.Page.Locator("#reaffirm button").ClickAsync();
        await Expect(ada.Page.Locator("#reaffirm")).ToBeHiddenAsync();
        await Expect(ben.NewestActivity).ToContainTextAsync($"{ada.Name} stands by an estimate");
        await ada.StayedAsync();
    }

    [Fact]
    public async Task An_argument_is_posted_with_what_it_did_to_its_author()
    {
        var board = await Stage.OpenBoardAsync(percent: null);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.EstimateAsync(50);
        await ada.ComposeAsync("for", "A new lamp has been ordered, they say.");
        await ada.Page.Locator("#for-percent").FillAsync("65");
        await ada.PostButton("for").ClickAsync();

        await AllAsync(async person =>
        {
            await Expect(person.Number).ToHaveTextAsync("65");
            await Expect(person.NewestActivity).ToContainTextAsync("argued for");
        }, ada, wim);
        await Expect(ada.Page.Locator("#mine")).ToContainTextAsync("You said 65%");
        await Expect(ada.Page.Locator("#for-percent")).ToHaveValueAsync("");
        await wim.LookAtHeadOfAsync("for");
        if (await wim.Pill("for").IsVisibleAsync()) await wim.Pill("for").ClickAsync();
        await Expect(wim.Card("A new lamp").Locator(".impact")).ToContainTextAsync("moved 1 person, +15 pts");
    }

    private static async Task TickAsync(Person person, string reason)
    {
        await person.Page.GetByText("What moved you?").ClickAsync();
        await person.Page.GetByRole(AriaRole.Checkbox, new() { Name = reason }).CheckAsync();
    }
}
