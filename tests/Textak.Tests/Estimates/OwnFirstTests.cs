using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Tests.Accounts;
using Textak.Tests.Live;

namespace Textak.Tests.Estimates;

/// <summary>Who chose to set their own number first is sent nobody else's before: whatever the server says is searched for them.</summary>
public sealed partial class OwnFirstTests(LiveSite site) : IClassFixture<LiveSite>
{
    private static readonly JsonSerializerOptions Relaxed = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    [Fact]
    public async Task No_page_and_no_answer_has_others_numbers_before_and_each_has_them_after()
    {
        var board = await BoardAsync(site);
        using var ada = await ChoosingAsync(site, Fresh.Name("Ada"));
        using var reader = site.Visit();
        string[] places = [$"/f/{board.Slug}", $"/f/{board.Slug}?days=0&mean=true&order=strongest", $"/f/{board.Slug}/frames?after=0", $"/f/{board.Slug}/frames?after={await site.HeadAsync(board.Slug)}", "/", "/?sort=closing", "/?sort=contested&span=24h", "/live", $"/f/{board.Slug}/at", $"/f/{board.Slug}/at?seq={await site.HeadAsync(board.Slug) - 1}", $"/f/{board.Slug}/since?after=3"];
        (string Place, string Figures)[] arguments =
        [
            ($"/f/{board.Slug}/arguments/{board.Argument}", "moved <b>"), ($"/f/{board.Slug}/arguments/{board.Argument}?handler=card", "moved <b>"),
            ($"/u/{Uri.EscapeDataString(board.Author)}", "moved <b>"), ($"/u/{Uri.EscapeDataString(board.Author)}/json", "\"meanPoints\":"),
        ];

        foreach (var _ in new[] { "at first", "and after withdrawing" })
        {
            foreach (var place in places) (await NumbersAsync(ada.Visitor, place)).ShouldBeEmpty(place);
            foreach (var (place, figures) in arguments) (await SaidAsync(ada.Visitor, place)).ShouldNotContain(figures, customMessage: place);
            (await ada.EstimateAsync(board.Slug, "nonsense", manner: Manner.Form)).Page!.DocumentElement.OuterHtml.ShouldSatisfyAllConditions(
                refused => Number().Matches(refused).ShouldBeEmpty(), refused => refused.ShouldContain("from 1 to 99 percent"));

            (await ada.EstimateAsync(board.Slug, 20)).ShouldBeTaken();
            foreach (var place in places) (await NumbersAsync(ada.Visitor, place)).ShouldNotBeEmpty(place);
            foreach (var (place, figures) in arguments) (await SaidAsync(ada.Visitor, place)).ShouldContain(figures, customMessage: place);
            (await ada.WithdrawAsync(board.Slug)).ShouldBeTaken();
        }
        foreach (var place in places) (await NumbersAsync(reader, place)).ShouldNotBeEmpty($"{place}, for everybody else");
    }

    [Fact]
    public async Task The_order_of_the_feed_gives_nothing_away_and_what_is_resolved_is_shown()
    {
        var mover = await site.OpenAsync(Fresh.Slug(), "opened: 30 days ago\nhistory: 20 days ago 20, 2 days ago 88");
        var still = await site.OpenAsync(Fresh.Slug(), "opened: 30 days ago\nhistory: 20 days ago 90", "");
        var over = await site.OpenResolvedAsync(Fresh.Slug());
        using var ada = await ChoosingAsync(site, Fresh.Name("Ada"));
        using var reader = site.Visit();

        (await OrderAsync(reader)).ShouldBe([mover, still]);
        (await OrderAsync(ada.Visitor)).ShouldBe([still, mover], "as they came: nothing moves for her");
        (await ada.Visitor.GetAsync($"/f/{still}")).QuerySelector("#word")!.TextContent.ShouldBe("hidden until you set yours");
        ada.Visitor.Page.QuerySelector(".figure .words small")!.HasAttribute("hidden").ShouldBeTrue("nothing is said of a movement");
        (await reader.GetAsync($"/f/{still}")).QuerySelector(".figure .words small")!.HasAttribute("hidden").ShouldBeFalse();
        (await ada.Visitor.GetAsync($"/f/{over}")).QuerySelector("#probability")!.TextContent.ShouldBe("70");
        (await ada.Visitor.GetAsync("/")).QuerySelector($".tile[data-slug='{over}']")!.TextContent.ShouldContain("stood at 70%");

        async Task<List<string>> OrderAsync(Visitor visitor) =>
            [.. (await visitor.GetAsync("/")).QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!).Where(slug => slug == still || slug == mover)];
    }

    [Fact]
    public async Task Neither_the_crux_nor_the_order_by_what_moved_most_nor_a_rebuttal_gives_anything_away()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var people = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        using var ada = await ChoosingAsync(site, Fresh.Name("Ada"));
        var first = await people[4].ArguedAsync(slug, "for", "The first of the two arguments.");
        var second = await people[4].ArguedAsync(slug, "for", "The second of the two arguments.");
        var rebuttal = await people[3].RebuttedAsync(slug, first, "It rebuts the first of the two.");
        foreach (var (i, person) in people.Index())
        {
            (await person.EstimateAsync(slug, i == 4 ? 50 : i < 2 ? 20 : 80)).ShouldBeTaken();
            if (i < 4) (await person.RateAsync(slug, first, i < 2 ? "5" : "0")).ShouldBeTaken();
        }
        (await people[0].MoveAsync(slug, 10, $"a{first}", $"a{rebuttal}")).ShouldBeTaken();

        (await ShownAsync()).ShouldBe((true, false, false, second));
        (await ada.EstimateAsync(slug, 30)).ShouldBeTaken();
        (await ShownAsync()).ShouldBe((false, true, true, first));
        foreach (var person in people) person.Dispose();

        async Task<(bool NoCrux, bool Moved, bool RebuttalMoved, long First)> ShownAsync()
        {
            var page = await ada.Visitor.GetAsync($"/f/{slug}?order=moved");
            var box = await ada.Visitor.GetAsync($"/f/{slug}/arguments/{first}?handler=rebuttals");
            return (page.QuerySelector("#crux")!.HasAttribute("hidden"), page.QuerySelector(".argument .impact") is not null,
                box.QuerySelector(".argument .impact") is not null, long.Parse(page.QuerySelector("section.for .argument")!.Id!["argument-".Length..], null));
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task On_every_node_sockets_turn_when_one_sets_an_estimate_withdraws_it_or_chooses_anew(bool redis)
    {
        await using var nodes = await TwoNodes.StartAsync(redis);
        var board = await BoardAsync(nodes.One);
        var name = Fresh.Name("Ada");
        using var ada = await ChoosingAsync(nodes.One, name);
        using var ben = await Participant.JoinAsync(nodes.One, Fresh.Name("Ben"));
        var cookie = await SignedIn.CookieAsync(nodes.One, name);
        await using var here = await Listener.OpenAsync(nodes.One, cookie, board.Slug);
        await using var there = await Listener.OpenAsync(nodes.Two, cookie, board.Slug);
        await using var other = await Listener.OpenAsync(nodes.Two, null, board.Slug);

        var seq = (await ben.MoveAsync(board.Slug, 88, $"a{board.Argument}")).ShouldBeTaken().Seq;
        foreach (var listener in new[] { here, there })
            (await listener.UntilAsync(seq)).ShouldAllBe(said => said.HeldBack && Number().Count(said.Text) == 0 && !said.Text.Contains("on average", StringComparison.Ordinal));
        (await other.UntilAsync(seq)).Where(said => said.To >= seq).ShouldAllBe(said => Number().Count(said.Text) > 0, "the search finds what there is");

        seq = (await ada.EstimateAsync(board.Slug, 20)).ShouldBeTaken().Seq;
        foreach (var listener in new[] { here, there })
            (await listener.UntilAsync(seq)).Where(said => said.To >= seq).ShouldAllBe(said => !said.HeldBack && Number().Count(said.Text) > 0);

        seq = (await ada.WithdrawAsync(board.Slug)).ShouldBeTaken().Seq;
        var later = (await ben.EstimateAsync(board.Slug, 91)).ShouldBeTaken().Seq;
        foreach (var listener in new[] { here, there })
            (await listener.UntilAsync(later)).Where(said => said.To >= seq).ShouldAllBe(said => said.HeldBack && Number().Count(said.Text) == 0);

        await ChooseAsync(ada, null);
        await Eventually.HoldsAsync(() => !here.IsOpen && !there.IsOpen, "what was open under the old choice is closed", seconds: 5);
        await using var again = await Listener.OpenAsync(nodes.Two, cookie, board.Slug);
        Number().Count(again.Answer).ShouldBeGreaterThan(0);
    }

    // What others say lies here, and nothing else that is sent does: no hour or day, no figure of a form; ids may, and are left out
    [GeneratedRegex(@"(?<![\w./-])(?<!(\""(id|authorId|seq|from|to|head)\"":|data-(me|author|seq|from|moved|hidden)=\\?\""[0-9 ]*))(8[5-9]|9[0-4])(\.[0-9]+)?(?![\w-])")]
    private static partial Regex Number();

    private static async Task<(string Slug, long Argument, string Author)> BoardAsync(Site site)
    {
        var (slug, name) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Author"));
        using var author = await Participant.JoinAsync(site, name);
        var argument = await author.ArguedAsync(slug, "for", "An argument that moves whoever reads it.");
        foreach (var percents in new[] { (86, 90), (92, 94), (85, 87) })
        {
            using var person = await Participant.JoinAsync(site, Fresh.Name());
            (await person.EstimateAsync(slug, percents.Item1)).ShouldBeTaken();
            (await person.MoveAsync(slug, percents.Item2, $"a{argument}")).ShouldBeTaken();
        }
        return (slug, argument, name);
    }

    private static async Task<Participant> ChoosingAsync(Site site, string name)
    {
        var person = await Participant.JoinAsync(site, name);
        await ChooseAsync(person, "true");
        return person;
    }

    private static async Task ChooseAsync(Participant person, string? ownFirst)
    {
        (await person.PostAsync("/account?handler=numbers", Manner.Form, ("ownFirst", ownFirst))).Status.ShouldBe(System.Net.HttpStatusCode.OK);
        (await person.Visitor.GetAsync("/account")).QuerySelector("[name=ownFirst]")!.HasAttribute("checked").ShouldBe(ownFirst is not null);
    }

    private static async Task<string> SaidAsync(Visitor visitor, string path)
    {
        using var answer = await visitor.Client.GetAsync(new Uri(path, UriKind.Relative));
        var said = await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync();
        return answer.Headers + (answer.Content.Headers.ContentType!.MediaType == "application/json" ? Plainly(JsonDocument.Parse(said).RootElement) : said);
    }

    // Markup inside JSON is escaped, and a number beside an escape is none
    private static string Plainly(JsonElement said) => JsonSerializer.Serialize(said, Relaxed);

    private static async Task<IEnumerable<string>> NumbersAsync(Visitor visitor, string path) =>
        Number().Matches(await SaidAsync(visitor, path)).Select(match => match.Value);

    /// <summary>All that a socket is sent, as it was sent.</summary>
    private sealed class Listener(HubConnection line) : IAsyncDisposable
    {
        private readonly ConcurrentQueue<Said> said = new();

        public bool IsOpen => line.State == HubConnectionState.Connected;

        /// <summary>What was answered to joining.</summary>
        public string Answer { get; private set; } = "";

        public static async Task<Listener> OpenAsync(Site site, string? cookie, string slug)
        {
            var listener = new Listener(SignedIn.Socket(site, cookie ?? "nobody=1"));
            await listener.StartAsync(slug);
            return listener;
        }

        /// <summary>All until an event was told, on the board and on the feed.</summary>
        public async Task<IReadOnlyList<Said>> UntilAsync(long seq)
        {
            await Eventually.HoldsAsync(() => said.Any(s => s.To >= seq && !s.IsTile) && said.Any(s => s.To >= seq && s.IsTile), $"event {seq} is told");
            return [.. said];
        }

        public ValueTask DisposeAsync() => line.DisposeAsync();

        private async Task StartAsync(string slug)
        {
            foreach (var method in Unpacked.Methods) line.On<JsonElement>(method, pushed =>
            {
                var frame = JsonSerializer.SerializeToElement(JsonObject.Create(pushed)!.Unpack());
                if (frame.GetProperty("slug").GetString() == slug) said.Enqueue(new(frame));
            });
            await line.StartAsync();
            Answer = Plainly(await line.InvokeAsync<JsonElement>("Watch", slug, 0L));
            await line.InvokeAsync<JsonElement>("WatchFeed", Array.Empty<string>());
        }
    }

    private sealed record Said(JsonElement Frame)
    {
        public string Text { get; } = Plainly(Frame);
        public long To => Frame.GetProperty("to").GetInt64();
        public bool HeldBack => Frame.GetProperty("heldBack").GetBoolean();
        public bool IsTile => Frame.GetProperty("tile").ValueKind == JsonValueKind.String;
    }
}
