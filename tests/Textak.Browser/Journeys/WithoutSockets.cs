namespace Textak.Browser;

public sealed class WithoutSockets(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Where_no_socket_gets_through_the_page_asks_over_plain_HTTP_until_one_does()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim, fay) = (await ParticipantAsync("Ada"), await WatcherAsync(), await WatcherAsync());
        var gate = new Gate();
        await AllAsync(gate.StandBeforeAsync, wim, fay);
        await ada.WatchAsync(board);
        await wim.OpenAsync(board.Path);
        await fay.OpenAsync("/?sort=newest");
        await AllAsync(person => Expect(person.State).ToHaveTextAsync("live, every few seconds", new() { Timeout = 30_000 }), wim, fay);

        await ada.EstimateAsync(60);
        await ada.ArgueAsync("for", "Some networks let no socket through.");
        await Expect(wim.Number).ToHaveTextAsync("50", new() { Timeout = 15_000 });
        await Expect(wim.Card("Some networks")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("50%", new() { Timeout = 15_000 });

        gate.Open();
        await AllAsync(person => person.IsLiveAsync(), wim, fay);
        await ada.EstimateAsync(80);
        await Expect(wim.Number).ToHaveTextAsync("60");
        var fresh = await WatcherAsync();
        await fresh.WatchAsync(board);
        await AllAsync(person => Expect(person.Page.Locator("#presence")).ToHaveTextAsync("3 watching"), wim, fresh);
        await wim.Page.SaysTheSameAsAsync(fresh.Page);
    }

    [Fact]
    public async Task A_socket_that_opens_while_an_answer_over_HTTP_is_on_its_way_is_joined_at_once()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        var gate = new Gate();
        await gate.StandBeforeAsync(wim);
        TaskCompletionSource asked = new(), answered = new();
        await wim.Page.RouteAsync("**/frames?after=*", async route =>
        {
            asked.TrySetResult();
            await answered.Task;
            await route.ContinueAsync();
        });
        await ada.WatchAsync(board);
        await wim.OpenAsync(board.Path);
        await asked.Task.WaitAsync(TimeSpan.FromSeconds(30), TestContext.Current.CancellationToken);

        gate.Open();
        await Expect(wim.State).ToHaveTextAsync("live", new() { Timeout = 30_000 });
        await ada.EstimateAsync(60);
        await Expect(wim.Number).ToHaveTextAsync("50");
        answered.SetResult();
        await ada.EstimateAsync(80);
        await Expect(wim.Number).ToHaveTextAsync("60");
        await Expect(wim.Page.Locator("#presence")).ToHaveTextAsync("2 watching");
    }

    /// <summary>Lets no socket through until it is opened.</summary>
    private sealed class Gate
    {
        private volatile bool open;

        public void Open() => open = true;

        public Task StandBeforeAsync(Person person)
        {
            person.Faults.Forgive("WebSocket");
            return person.Page.RouteWebSocketAsync("**/hubs/board", page =>
            {
                if (open) page.ConnectToServer();
                else _ = page.CloseAsync();
            });
        }
    }
}
