namespace Textak.Browser;

public sealed class OnAPhone(Stage stage) : Journey(stage)
{
    private const string Words = "From the boat one sees at once whether somebody is there.";

    [Fact]
    public async Task One_argues_with_one_thumb()
    {
        var board = await Stage.OpenBoardAsync(@for: 12, against: 2, percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada", Devices.Phone), await WatcherAsync(Devices.Phone));
        await AllAsync(person => person.WatchAsync(board), ada, wim);

        await Expect(ada.Card("Reason 1 against")).ToBeHiddenAsync();
        await ada.Page.Locator(".switch .against").TapAsync();
        await Expect(ada.Card("Reason 1 against")).ToBeVisibleAsync();
        await Expect(ada.Card("Reason 1 for")).ToBeHiddenAsync();
        await ada.Column("against").Locator(".argue > summary").TapAsync();
        await ada.Text("against").FillAsync(Words);
        await ada.PostButton("against").TapAsync();
        await Expect(ada.Card(Words)).ToBeVisibleAsync();
        await Expect(wim.Page.Locator(".switch .against .n")).ToHaveTextAsync("3");

        // The other column was not in view: it is up to date when one turns to it
        await wim.Page.Locator(".switch .against").TapAsync();
        await Expect(wim.Cards("against").First).ToContainTextAsync(Words);
        await wim.Page.Locator(".switch .for").TapAsync();
        await Person.ReadAsync(wim.Card("Reason 3 for"));
        await ada.Page.Locator(".switch .for").TapAsync();
        await ada.ArgueAsync("for", "And a second one, while Wim reads.");
        await Expect(wim.Pill("for")).ToHaveTextAsync("1 new argument");
        await Expect(wim.Pill("for")).ToBeInViewportAsync();
        await wim.Pill("for").TapAsync();
        await Expect(wim.Cards("for").First).ToContainTextAsync("while Wim reads");
        await Expect(wim.Cards("for").First).ToBeInViewportAsync();

        await ada.EstimateAsync(64);
        await Expect(wim.Number).ToHaveTextAsync("52");
        await AllAsync(async person =>
        {
            await FitsAsync(person);
            await IsForFingersAsync(person);
        }, ada, wim);
    }

    private static async Task FitsAsync(Person person)
    {
        var wide = await person.Page.EvaluateAsync<string[]>(Layout.TooWide);
        wide.ShouldBeEmpty($"{person.Page.Url} scrolls sideways");
    }

    private static async Task IsForFingersAsync(Person person)
    {
        var small = await person.Page.EvaluateAsync<string[]>(Layout.TooSmallForFingers);
        small.ShouldBeEmpty($"{person.Page.Url} has small targets");
    }
}
