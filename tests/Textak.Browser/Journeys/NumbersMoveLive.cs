using System.Globalization;

namespace Textak.Browser;

public sealed class NumbersMoveLive(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task A_watcher_without_an_account_sees_the_board_move_and_another_sees_its_tile()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim, fay) = (await ParticipantAsync("Ada"), await WatcherAsync(), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await fay.WatchFeedAsync();
        await AllAsync(person => person.MarkDocumentAsync(), ada, wim, fay);
        var points = await PointsAsync(wim);

        await ada.EstimateAsync(64);

        // Two estimates weigh the same: 40 and 64 make 52
        await AllAsync(async person =>
        {
            await Expect(person.Number).ToHaveTextAsync("52");
            await Expect(person.Page.Locator("#word")).ToHaveTextAsync("roughly even");
            await Expect(person.Page.Locator("#moved")).ToHaveTextAsync("▲ +12 pts");
            await Expect(person.Page.Locator("#estimates")).ToHaveTextAsync("2");
            await Expect(person.Page.Locator("#estimates-word")).ToHaveTextAsync("estimates");
            await Expect(person.Page.Locator("#board-mark text")).ToHaveTextAsync("board 52");
            await Expect(person.Page).ToHaveTitleAsync($"52% · {board.Title} · Textak");
            await Expect(person.NewestActivity).ToContainTextAsync($"{ada.Name} set an estimate: 40% to 52%");
            await Expect(person.Page.Locator("#presence")).ToHaveTextAsync("2 watching");
            await Expect(person.Page.Locator(".chart output")).ToHaveTextAsync("50% to 52%");
        }, ada, wim);
        (await PointsAsync(wim)).ShouldBe(points + 1);
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("52%");
        await Expect(fay.Tile(board).Locator(".words")).ToContainTextAsync("roughly even");

        await ada.WithdrawAsync();

        await AllAsync(async person =>
        {
            await Expect(person.Number).ToHaveTextAsync("40");
            await Expect(person.Page.Locator("#moved")).ToHaveTextAsync("unchanged");
            await Expect(person.Page.Locator("#estimates-word")).ToHaveTextAsync("estimate");
            await Expect(person.NewestActivity).ToContainTextAsync($"{ada.Name} withdrew an estimate: 52% to 40%");
        }, ada, wim);
        (await PointsAsync(wim)).ShouldBe(points + 2);
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("40%");
        await AllAsync(person => person.StayedAsync(), ada, wim, fay);
    }

    [Fact]
    public async Task A_board_without_a_number_gets_its_first_one_live_and_may_lose_it_again()
    {
        var board = await Stage.OpenBoardAsync(percent: null);
        var (ada, wim, fay) = (await ParticipantAsync("Ada"), await WatcherAsync(), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await fay.WatchFeedAsync();
        await Expect(wim.Number).ToHaveTextAsync("–");
        await Expect(wim.Page.Locator("#word")).ToHaveTextAsync("no estimate yet");

        await ada.EstimateAsync(70);
        await Expect(wim.Number).ToHaveTextAsync("70");
        await Expect(wim.Page.Locator("#word")).ToHaveTextAsync("likely");
        await Expect(wim.Page.Locator("#board-mark text")).ToHaveTextAsync("board 70");
        await Expect(wim.Page.Locator(".plot.drawn")).ToBeVisibleAsync();
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("70%");

        await ada.EstimateAsync(71);
        await Expect(wim.Number).ToHaveTextAsync("71");
        await ada.WithdrawAsync();
        await AllAsync(async person =>
        {
            await Expect(person.Number).ToHaveTextAsync("–");
            await Expect(person.Page.Locator("#word")).ToHaveTextAsync("no estimate yet");
            await Expect(person.Page.Locator("#board-mark")).ToBeHiddenAsync();
            await Expect(person.Page).ToHaveTitleAsync($"{board.Title} · Textak");
        }, ada, wim);
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("–");
    }

    [Fact]
    public async Task Watchers_are_counted_as_they_come_and_go_and_nothing_on_the_page_moves_for_it()
    {
        var board = await Stage.OpenBoardAsync();
        var (ada, wim, eve) = (await ParticipantAsync("Ada"), await WatcherAsync(Devices.Desktop), await WatcherAsync(Devices.Phone));
        await ada.WatchAsync(board);
        await Expect(ada.Page.Locator("#presence")).ToHaveTextAsync("1 watching");
        await AllAsync(person => SeeBeforeTheScriptComesAsync(person, board), wim, eve);
        await AllAsync(person => Expect(person.Page.Locator("#presence")).ToHaveTextAsync("3 watching"), ada, wim, eve);
        await AllAsync(async person =>
        {
            await person.IsLiveAsync();
            (await person.Page.EvaluateAsync<string[]>(Layout.Moved)).ShouldBeEmpty("nothing but its own words changes when a board goes live");
        }, wim, eve);
        await eve.OpenAsync("/how-it-works");
        await AllAsync(person => Expect(person.Page.Locator("#presence")).ToHaveTextAsync("2 watching"), ada, wim);
    }

    [Fact]
    public async Task A_wrong_percent_is_said_at_the_field_and_moves_nothing()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.Page.Locator("#percent").FillAsync("100");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Set", Exact = true }).ClickAsync();
        await Expect(ada.Page.Locator("#percent-error")).ToContainTextAsync("from 1 to 99");
        await Expect(ada.Page.Locator("#percent")).ToHaveValueAsync("100");
        await Expect(ada.Page.Locator("#percent")).ToBeFocusedAsync();
        await ada.EstimateAsync(60);
        await Expect(ada.Page.Locator("#percent-error")).ToBeHiddenAsync();
        await Expect(wim.Number).ToHaveTextAsync("50");
    }

    /// <summary>Opens a board so that it is drawn as the server wrote it, for whoever is far away; in the fonts at hand, as those that come late move things too.</summary>
    private static async Task SeeBeforeTheScriptComesAsync(Person person, Board board)
    {
        var drawn = new TaskCompletionSource();
        person.Faults.Forgive("ERR_FAILED");
        await person.Page.RouteAsync("**/*.woff2*", route => route.AbortAsync());
        await person.Page.RouteAsync("**/dist/board.js*", async route =>
        {
            await drawn.Task;
            await route.ContinueAsync();
        });
        await person.Page.GotoAsync(board.Path, new() { WaitUntil = WaitUntilState.Commit });
        await person.Page.WaitForFunctionAsync("() => performance.getEntriesByName('first-contentful-paint').length > 0");
        drawn.SetResult();
    }

    /// <summary>How many moments the chart holds.</summary>
    private static async Task<int> PointsAsync(Person person) =>
        int.Parse((await person.Page.Locator(".plot").GetAttributeAsync("aria-valuemax"))!, CultureInfo.InvariantCulture);
}
