namespace Textak.Browser;

public sealed class WithoutSockets(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Where_no_socket_gets_through_the_page_asks_over_plain_HTTP_until_one_does()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim, fay) = (await ParticipantAsync("Ada"), await WatcherAsync(), await WatcherAsync());
        var blocked = true;
        foreach (var person in new[] { wim, fay })
        {
            person.Faults.Forgive("WebSocket");
            await person.Page.RouteWebSocketAsync("**/hubs/board", page =>
            {
                if (Volatile.Read(ref blocked)) _ = page.CloseAsync();
                else page.ConnectToServer();
            });
        }
        await ada.WatchAsync(board);
        await wim.OpenAsync(board.Path);
        await fay.OpenAsync("/");
        await AllAsync(person => Expect(person.State).ToHaveTextAsync("live, every few seconds", new() { Timeout = 30_000 }), wim, fay);

        await ada.EstimateAsync(60);
        await ada.ArgueAsync("for", "Some networks let no socket through.");
        await Expect(wim.Number).ToHaveTextAsync("50", new() { Timeout = 15_000 });
        await Expect(wim.Card("Some networks")).ToHaveCountAsync(1, new() { Timeout = 15_000 });
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("50%", new() { Timeout = 15_000 });

        Volatile.Write(ref blocked, false);
        await AllAsync(person => person.IsLiveAsync(), wim, fay);
        await ada.EstimateAsync(80);
        await Expect(wim.Number).ToHaveTextAsync("60");
        var fresh = await WatcherAsync();
        await fresh.WatchAsync(board);
        await AllAsync(person => Expect(person.Page.Locator("#presence")).ToHaveTextAsync("3 watching"), wim, fresh);
        await wim.Page.SaysTheSameAsAsync(fresh.Page);
    }
}
