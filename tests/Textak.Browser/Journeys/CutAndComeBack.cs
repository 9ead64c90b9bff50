using System.Diagnostics;
using System.Text.Json.Nodes;
using Textak.Tests.Live;

namespace Textak.Browser;

public sealed class CutAndComeBack(Stage stage) : Journey(stage)
{
    private static readonly TimeSpan Length = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task After_twenty_seconds_without_a_connection_the_page_is_exactly_right_again()
    {
        var board = await Stage.OpenBoardAsync(@for: 3, against: 3, percent: 40);
        await using var wire = new Wire(Stage.Site.Address);
        var (ada, ben, mia) = (await ParticipantAsync("Ada"), await ParticipantAsync("Ben"), await ModeratorAsync("Mia"));
        var wim = await WatcherAsync(new() { BaseURL = wire.Address.ToString() });
        var fay = await WatcherAsync(new() { BaseURL = wire.Address.ToString() });
        await AllAsync(person => person.WatchAsync(board), ada, ben, mia, wim);
        await fay.WatchFeedAsync();
        await ben.EstimateAsync(80);
        await Expect(wim.Number).ToHaveTextAsync("60");
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("60%");
        await AllAsync(person =>
        {
            person.Faults.Forgive("WebSocket connection to|ERR_CONNECTION_REFUSED");
            return person.MarkDocumentAsync();
        }, wim, fay);

        var cut = Stopwatch.StartNew();
        await wire.CutAsync();
        await AllAsync(person => Expect(person.State).ToHaveTextAsync("reconnecting"), wim, fay);
        await ada.ArgueAsync("for", "While nobody looked, a second lamp was lit.");
        await ben.ArgueAsync("against", "While nobody looked, the oil ran out.", "https://oil.example/price");
        await ada.EstimateAsync(70);
        await mia.HideAsync("Reason 2 for", "It repeats reason 1.");
        await ben.WithdrawAsync();
        await AllAsync(person => Expect(person.State).ToContainTextAsync("offline, showing "), wim, fay);
        (await wim.State.TextContentAsync())!.ShouldMatch("^offline, showing [0-2][0-9]:[0-5][0-9]$");
        await Expect(wim.Number).ToHaveTextAsync("60");
        if (Length - cut.Elapsed is { Ticks: > 0 } rest) await Task.Delay(rest, TestContext.Current.CancellationToken);
        wire.Mend();

        await AllAsync(person => person.IsLiveAsync(), wim, fay);
        await AllAsync(person => Expect(person.State).ToHaveTextAsync("live"), wim, fay);
        await Expect(wim.Number).ToHaveTextAsync("55");
        await Expect(fay.Tile(board).Locator(".probability")).ToHaveTextAsync("55%");
        await AllAsync(person => person.StayedAsync(), wim, fay);
        await IsAsIfLoadedNowAsync(wim, board, watching: 5);
    }

    [Fact]
    public async Task A_frame_that_never_came_is_asked_for()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        var pushes = 0;
        // The second change is lost on its way
        await ListenInAsync(wim, push => ++pushes == 2 ? null : push);
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.EstimateAsync(50);
        await Expect(wim.Number).ToHaveTextAsync("45");
        await ada.ArgueAsync("for", "This one is lost on its way to Wim.");
        await ada.EstimateAsync(60);
        await Expect(wim.Number).ToHaveTextAsync("50");
        await Expect(wim.Card("This one is lost")).ToHaveCountAsync(1);
        await IsAsIfLoadedNowAsync(wim, board, watching: 3);
        pushes.ShouldBeGreaterThan(2);
    }

    [Fact]
    public async Task A_frame_that_begins_before_what_the_page_has_is_not_told_twice()
    {
        var board = await Stage.OpenBoardAsync(percent: 40);
        var (ada, wim) = (await ParticipantAsync("Ada"), await WatcherAsync());
        JsonNode? first = null;
        // As it comes to one who loads the page while a frame is being made
        await ListenInAsync(wim, push =>
        {
            if (first is not null) return Joined(first, push);
            first = push.DeepClone();
            return push;
        });
        await AllAsync(person => person.WatchAsync(board), ada, wim);
        await ada.EstimateAsync(50);
        await Expect(wim.Number).ToHaveTextAsync("45");
        await ada.EstimateAsync(60);
        await Expect(wim.Number).ToHaveTextAsync("50");
        await IsAsIfLoadedNowAsync(wim, board, watching: 3);
    }

    private async Task IsAsIfLoadedNowAsync(Person person, Board board, int watching)
    {
        var fresh = await WatcherAsync();
        await fresh.WatchAsync(board);
        await AllAsync(one => Expect(one.Page.Locator("#presence")).ToHaveTextAsync($"{watching} watching"), person, fresh);
        await person.Page.SaysTheSameAsAsync(fresh.Page);
    }

    /// <summary>Sits between a person's page and the hub, and may change or lose each frame that brings something new.</summary>
    private static Task ListenInAsync(Person person, Func<JsonNode, JsonNode?> change) => person.Page.RouteWebSocketAsync("**/hubs/board", page =>
    {
        var hub = page.ConnectToServer();
        hub.OnMessage(message =>
        {
            const char end = '\u001e';
            foreach (var one in (message.Text ?? "").Split(end, StringSplitOptions.RemoveEmptyEntries))
            {
                var json = JsonNode.Parse(one)!;
                var frame = Unpacked.Methods.Contains(json["target"]?.GetValue<string>()) ? json["arguments"]![0]!.AsObject().Unpack() : null;
                if (frame is not null) json["target"] = "Frame"; // as it is unpacked
                var isNew = frame is not null && frame["to"]!.GetValue<long>() > frame["from"]!.GetValue<long>();
                if ((isNew ? change(json) : json) is { } passed) page.Send(passed.ToJsonString() + end);
            }
        });
    });

    private static JsonNode Joined(JsonNode first, JsonNode second)
    {
        var (earlier, later) = (first["arguments"]![0]!, second["arguments"]![0]!);
        if (earlier["to"]!.GetValue<long>() != later["from"]!.GetValue<long>()) return second;
        later["from"] = earlier["from"]!.GetValue<long>();
        foreach (var list in new[] { "cards", "points", "activity" })
            later[list] = new JsonArray([.. earlier[list]!.AsArray().Concat(later[list]!.AsArray()).Select(item => item!.DeepClone())]);
        return second;
    }
}
