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

    [Fact]
    public async Task No_page_scrolls_sideways_and_each_target_is_as_large_as_a_finger()
    {
        var (board, record) = (await Stage.OpenBoardAsync(@for: 2), await Stage.OpenWorldAsync());
        var (ada, mia, wim) = (await ParticipantAsync("Ada", Devices.Phone), await ModeratorAsync("Mia", Devices.Phone), await WatcherAsync(Devices.Phone));
        await ada.ArgueOnAsync(board, "for", Words, "https://a-long-host-name.with-many-parts.lamp.example/and/a/path");
        var argument = await ada.Card(Words).GetByRole(AriaRole.Link, new() { Name = "Link to this argument" }).GetAttributeAsync("href");
        var about = $"{board.Path}/arguments/{argument!.Split('/')[^1]}";
        await AllAsync(async person =>
        {
            foreach (var path in new[] { "/", "/?q=nothing+will+match+this", board.Path, "/f/olympiad-gold-2025", "/how-it-works", "/track-record", "/leaderboard", record, about, $"{board.Path}/at", "/f/nowhere" })
                await LookAsync(person, path);
        }, ada, mia, wim);
        await LookAsync(mia, $"{about}/visibility");
        await LookAsync(wim, "/account/register");
        await LookAsync(wim, "/account/sign-in");
        await LookAsync(ada, "/account");
        await LookAsync(ada, "/account/tokens");
        await LookAsync(ada, "/api");
        await LookAsync(ada, "/account/sign-out");
    }

    private static async Task LookAsync(Person person, string path)
    {
        await person.OpenAsync(path);
        await FitsAsync(person);
        await IsForFingersAsync(person);
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
