using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.AspNetCore.SignalR;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>What one is told who comes, and who comes back.</summary>
public class CatchUpTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int MostEvents = 200;

    [Fact]
    public async Task From_the_beginning_all_of_it()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "history: now 40", "## For\n- The first argument there is.\n## Against\n- The second argument there is.");
        await using var watcher = await Watcher.ConnectAsync(site);

        var frame = await watcher.AskAsync(slug, 0);

        (frame.From, frame.To, frame.Head, frame.Reload).ShouldBe((0, 4, 4, false));
        (frame.Percent, frame.Word, frame.Movement, frame.Estimates, frame.For, frame.Against, frame.Watchers, frame.Open)
            .ShouldBe((40, "unlikely", 0, 1, 1, 1, 1, true));
        frame.Cards.Select(card => (card.Side, card.Posted, card.Hidden)).ShouldBe([("For", true, false), ("Against", true, false)]);
        frame.Points.Single().P.ShouldBe(40);
        frame.Activity.Count.ShouldBe(4);
    }

    [Fact]
    public async Task Over_plain_HTTP_it_is_the_same()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "history: now 40", "## For\n- The first argument there is.\n## Against\n- The second argument there is.");
        await using var watcher = await Watcher.ConnectAsync(site);
        using var visitor = site.Visit();
        foreach (var after in new[] { 0, 2, 4, 5 })
        {
            var asked = await visitor.Client.GetFromJsonAsync<Frame>($"/f/{slug}/frames?after={after}", TestContext.Current.CancellationToken);
            var heard = await watcher.AskAsync(slug, after);
            // Presence and the moment of asking differ
            JsonSerializer.Serialize(asked! with { At = heard.At, Watchers = heard.Watchers }).ShouldBe(JsonSerializer.Serialize(heard));
        }
        (await visitor.Client.GetAsync($"/f/no-such-board/frames?after=0")).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task From_the_middle_what_came_since()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var rater = await Participant.JoinAsync(site, Fresh.Name());
        var old = await person.ArguedAsync(slug, "for", "This one was there before.");
        await person.EstimateAsync(slug, 30);
        var middle = await site.HeadAsync(slug);
        var posted = await rater.ArguedAsync(slug, "against", "This one came in between.");
        (await rater.RateAsync(slug, old, "5")).ShouldBeTaken();
        (await person.EstimateAsync(slug, 60)).ShouldBeTaken();
        (await person.HideAsync(slug, posted, "A reason")).ShouldBeTaken();
        await using var watcher = await Watcher.ConnectAsync(site);

        var frame = await watcher.AskAsync(slug, middle);

        (frame.From, frame.To, frame.Reload).ShouldBe((middle, middle + 4, false));
        frame.Cards.Select(card => (card.Id, card.Posted, card.Hidden)).ShouldBe([(old, false, false), (posted, true, true)]);
        frame.Points.Select(point => point.P).ShouldBe([60]);
        // A rating is no line of its own
        frame.Activity.Count.ShouldBe(3);
        (await watcher.AskAsync(slug, middle + 4)).ShouldSatisfyAllConditions(
            same => (same.From, same.To, same.Reload).ShouldBe((middle + 4, middle + 4, false)),
            same => same.Cards.ShouldBeEmpty(),
            same => same.Activity.ShouldBeEmpty());
    }

    [Fact]
    public async Task Too_much_or_nonsense_means_reload()
    {
        var arguments = string.Concat(Enumerable.Range(1, 260).Select(i => $"- This is the argument number {i}.\n"));
        var slug = await site.OpenAsync(Fresh.Slug(), body: $"## For\n{arguments}");
        var head = await site.HeadAsync(slug);
        await using var watcher = await Watcher.ConnectAsync(site);

        (await watcher.AskAsync(slug, head - MostEvents)).ShouldSatisfyAllConditions(
            most => (most.From, most.To, most.Reload).ShouldBe((head - MostEvents, head, false)),
            most => most.Cards.Count.ShouldBe(MostEvents));
        foreach (var after in new[] { 0, 1, head - MostEvents - 1, head + 1, head + 1000, -1, -MostEvents, long.MaxValue, long.MinValue })
            (await watcher.AskAsync(slug, after)).Reload.ShouldBeTrue($"after {after}");
    }

    [Fact]
    public async Task Who_comes_back_gets_exactly_what_happened_meanwhile()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var other = await Participant.JoinAsync(site, Fresh.Name());
        var first = await other.ArguedAsync(slug, "for", "There before the line was cut.");
        var watcher = await Watcher.OfAsync(site, slug);
        var left = watcher.Screen.Seq;
        await watcher.DisposeAsync();

        await person.ArguedAsync(slug, "against", "While nobody looked.");
        await person.EstimateAsync(slug, 70);
        await person.EstimateAsync(slug, 20);
        await person.HideAsync(slug, first, "While nobody looked");
        await person.ArguedAsync(slug, "for", "Also while nobody looked.");

        await using var back = await Watcher.OfAsync(site, slug, watcher.Screen);
        back.All.First(received => received.IsAnswer).Frame.ShouldSatisfyAllConditions(
            frame => (frame.From, frame.To).ShouldBe((left, left + 5)),
            frame => frame.Cards.Count.ShouldBe(3),
            frame => frame.Points.Count.ShouldBe(2),
            frame => frame.Activity.Count.ShouldBe(5));
        using var reader = site.Visit();
        back.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
        // And what comes next follows on
        await person.EstimateAsync(slug, 50);
        await back.ReachesAsync(left + 6);
        back.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task A_resolved_board_says_the_same_as_its_page()
    {
        var slug = await site.OpenResolvedAsync(Fresh.Slug());
        using var reader = site.Visit();
        var page = await reader.GetAsync($"/f/{slug}");
        await using var watcher = await Watcher.OfAsync(site, slug, Screen.From(page));

        watcher.Screen.ShouldEqual(page);
        watcher.Screen.Numbers!.ShouldSatisfyAllConditions(frame => frame.Open.ShouldBeFalse(), frame => frame.Movement.ShouldBe(10));
    }

    [Theory]
    [InlineData("no-such-board")]
    [InlineData("")]
    [InlineData("../f/x' OR 1=1 --")]
    public async Task Where_there_is_no_board_there_is_an_error(string slug)
    {
        await using var watcher = await Watcher.ConnectAsync(site);

        (await watcher.AskAsync(slug, 0).ShouldThrowAsync<HubException>()).Message.ShouldContain("There is no forecast at this address.");
        await watcher.UnwatchAsync(slug);
    }

    [Fact]
    public async Task One_socket_watches_forty_boards_and_no_more()
    {
        var slugs = new List<string>();
        for (var i = 0; i < 41; i++) slugs.Add(await site.OpenAsync(Fresh.Slug()));
        await using var watcher = await Watcher.ConnectAsync(site);

        foreach (var slug in slugs.Take(40)) await watcher.AskAsync(slug, 0);
        (await watcher.AskAsync(slugs[40], 0).ShouldThrowAsync<HubException>()).Message.ShouldContain("at most 40 boards");

        // One that it watches already may be asked again, and one that it leaves makes room
        await watcher.AskAsync(slugs[0], 0);
        await watcher.UnwatchAsync(slugs[0]);
        await watcher.AskAsync(slugs[40], 0);
    }
}
