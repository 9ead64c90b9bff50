using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Textak.Tests.Live;

namespace Textak.Browser;

public sealed partial class YoursFirst(Stage stage) : Journey(stage)
{
    [Fact]
    public async Task Others_numbers_are_not_sent_before_ones_own_and_all_of_them_at_once_after()
    {
        var board = await Stage.OpenBoardAsync(percent: 88, @for: 1, against: 0);
        var (ada, eve, wim) = (await ParticipantAsync("Ada"), await ParticipantAsync("Eve"), await WatcherAsync());
        await ada.OpenAsync("/account");
        await ada.Page.GetByLabel("Only after I have set mine").CheckAsync();
        await ada.Page.Locator("#numbers + form button").ClickAsync();
        await Expect(ada.Page.Locator(".notice")).ToContainTextAsync("after setting yours");
        var (sent, toWim) = (new Sent(ada.Context, board), new Sent(wim.Context, board));
        await AllAsync(person => person.WatchAsync(board), ada, eve, wim);
        var feed = await ada.Context.NewPageAsync();
        await feed.GotoAsync("/");
        await Expect(feed.Locator(".state")).ToHaveAttributeAsync("data-state", "live");
        await AllAsync(person => person.MarkDocumentAsync(), ada);
        var tile = feed.Locator($".tile[data-slug='{board.Slug}']");

        await eve.EstimateAsync(86);
        await eve.Page.GetByText("What moved you?").ClickAsync();
        await eve.Page.GetByRole(AriaRole.Checkbox, new() { Name = "Reason 1 for" }).CheckAsync();
        await eve.EstimateAsync(90);
        await Expect(wim.Card("Reason 1 for").Locator(".impact")).ToContainTextAsync("+4 pts");
        await Expect(ada.NewestActivity).ToContainTextAsync($"{eve.Name} set an estimate");
        await Expect(ada.Number).ToHaveTextAsync("–");
        await Expect(ada.Page.Locator(".held-back")).ToBeVisibleAsync();
        await Expect(ada.Page.GetByText("in 7 days")).ToBeHiddenAsync();
        await Expect(tile.Locator(".words")).ToContainTextAsync("hidden until you set yours");
        (await sent.NumbersAsync()).ShouldBeEmpty();
        (await toWim.NumbersAsync()).ShouldNotBeEmpty("the search finds what there is");

        await ada.EstimateAsync(20);
        await Expect(ada.Page.Locator(".plot.drawn")).ToBeVisibleAsync();
        await Expect(ada.Number).ToHaveTextAsync(await SettledAsync(wim));
        await Expect(ada.Page.Locator("#spread .mine")).ToHaveCountAsync(1);
        await Expect(ada.Page.Locator("#spread output")).ToHaveTextAsync("3 estimates, from 18 to 92%");
        await Expect(ada.Card("Reason 1 for").Locator(".impact")).ToContainTextAsync("+4 pts");
        await Expect(ada.NewestActivity).ToContainTextAsync("%");
        await Expect(ada.Page.GetByText("in 7 days")).ToBeVisibleAsync();
        await Expect(tile.Locator(".spark")).ToBeVisibleAsync();
        (await sent.NumbersAsync()).ShouldNotBeEmpty();
        await ada.Page.SaysTheSameAsAsync(await AnotherAsync(ada, board));

        await ada.WithdrawAsync();
        await Expect(ada.Page.Locator(".held-back")).ToBeVisibleAsync();
        await Expect(ada.Number).ToHaveTextAsync("–");
        await Expect(tile.Locator(".words")).ToContainTextAsync("hidden until you set yours");
        await Expect(ada.Page.Locator(".impact, .chart, .spread")).ToHaveCountAsync(0);
        // What was announced while it could be seen is another matter
        await ada.Page.EvaluateAsync("() => { document.querySelector('#announce').textContent = ''; }");
        Number().Matches(await ada.Page.ContentAsync()).ShouldBeEmpty();
        await ada.StayedAsync();
    }

    // What others say lies here, and nothing else that is sent does: no hour or day, no figure of a form; ids may, and are left out
    [GeneratedRegex(@"(?<![\w./-])(?<!(\""(id|authorId|seq|from|to|head)\"":|data-(me|author|seq|from|moved|hidden)=\\?\""[0-9 ]*))(8[5-9]|9[0-4])(\.[0-9]+)?(?![\w-])")]
    private static partial Regex Number();

    /// <summary>The number once it has counted over: three estimates, of which the newest is far below.</summary>
    private static async Task<string> SettledAsync(Person person)
    {
        await Expect(person.Page.Locator("#estimates")).ToHaveTextAsync("3");
        await Expect(person.Page).ToHaveTitleAsync(new Regex("^[0-9]+% "));
        return Regex.Match(await person.Page.TitleAsync(), "^[0-9]+").Value;
    }

    private static async Task<IPage> AnotherAsync(Person person, Board board)
    {
        var page = await person.Context.NewPageAsync();
        await page.GotoAsync(board.Path);
        await Expect(page.Locator(".state")).ToHaveAttributeAsync("data-state", "live");
        return page;
    }

    /// <summary>All that one person's browser is sent of a board: every page and answer, and every word of its sockets.</summary>
    private sealed class Sent
    {
        private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
        private readonly ConcurrentBag<Task<string>> said = [];
        private readonly Board board;

        public Sent(IBrowserContext context, Board board)
        {
            this.board = board;
            context.Response += (_, answer) =>
            {
                if (answer.Request.ResourceType is "document" or "fetch" or "xhr") said.Add(TextAsync(answer));
            };
            foreach (var page in context.Pages) Listen(page);
            context.Page += (_, page) => Listen(page);
        }

        /// <summary>The numbers in it that only others can have said.</summary>
        public async Task<IEnumerable<string>> NumbersAsync()
        {
            var all = await Task.WhenAll(said);
            all.ShouldNotBeEmpty();
            return all.SelectMany(text => Number().Matches(text)).Select(match => match.Value);
        }

        private void Listen(IPage page) => page.WebSocket += (_, socket) => socket.FrameReceived += (_, frame) =>
        {
            foreach (var message in (frame.Text ?? "").Split('\u001e', StringSplitOptions.RemoveEmptyEntries))
                // Markup inside JSON is escaped, and a number beside an escape is none
                said.Add(Task.FromResult(OfBoard(Plainly(message))));
        };

        private static string Plainly(string message)
        {
            var json = JsonNode.Parse(message)!;
            if (Unpacked.Methods.Contains(json["target"]?.GetValue<string>())) json["arguments"]![0]!.AsObject().Unpack();
            return json.ToJsonString(Relaxed);
        }

        private async Task<string> TextAsync(IResponse answer)
        {
            var text = await answer.TextAsync();
            if (text.StartsWith('{')) text = JsonSerializer.Serialize(JsonDocument.Parse(text).RootElement, Relaxed);
            return new Uri(answer.Url).AbsolutePath == "/" ? text.Split("<li class=\"tile").Single(OfThis) : OfBoard(text);
        }

        private string OfBoard(string text) => OfThis(text) ? text : "";

        private bool OfThis(string text) => text.Contains(board.Slug + "\"", StringComparison.Ordinal);
    }
}
