using System.Globalization;
using Textak.Tests.Live;
using Textak.Tests.Wire;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Tests.Signals;

/// <summary>Moderators add news by hand, to one board or to several at once.</summary>
[Collection(nameof(WiredSite))]
public sealed class AddingTests(WireSite site)
{
    [Fact]
    public async Task It_stands_at_once_on_each_board_that_it_touches_and_counts_once_a_source()
    {
        var (one, two) = (await site.OpenAsync(Fresh.Slug(), "category: models"), await site.OpenAsync(Fresh.Slug(), "category: policy"));
        await using var watcher = await Watcher.OfAsync(site, one);
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        await ada.ArguedAsync(one, "for", "The lamp was seen from the sea.", "https://harbour.example/lamp");

        (await AddAsync($"/f/{one}\n{site.Address}f/{two}?order=newest#for\n{one}")).ShouldBeTaken();
        (await AddAsync(one, headline: "Another of the same house", link: "https://www.harbour.example/2")).ShouldBeTaken();
        (await AddAsync(one, headline: "A paper without an address", link: "", source: "The Harbour Post", direction: "Neutral", grade: "Circumstantial")).ShouldBeTaken();

        foreach (var (slug, category, days, sources) in new[] { (one, Category.Models, 47.5, 2), (two, Category.Policy, 142.6, 1) })
        {
            var ledger = await Ledger.ReadAsync(site, slug);
            ledger.ShouldAddUp();
            ledger.Forecast.Sources.ShouldBe(sources);
            var signal = ledger.Signals.OrderBy(s => s.Id).First();
            (signal.Headline, signal.Direction, signal.Grade, signal.Category).ShouldBe(("Lamp lit by hand again", Direction.For, Grade.Proximate, category));
            // Three quarters of the weight, down to one: 1.585 half-lives
            (signal.CountsUntil!.Value - signal.PublishedAt).TotalDays.ShouldBe(days, .1);
            signal.WeightAt(signal.CountsUntil.Value)!.Value.ShouldBe(.25, 1e-6);
            signal.WeightAt(signal.PublishedAt)!.Value.ShouldBe(.75, 1e-9);
        }
        await watcher.ReachesAsync(await site.HeadAsync(one));
        using var reader = site.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{one}"));
        watcher.Screen.Numbers!.Sources.ShouldBe(2);
        reader.Page.QuerySelectorAll(".signals li").Length.ShouldBe(3);
        (await reader.GetAsync("/moderation/log")).QuerySelectorAll(".acts li").Take(4).Count(act => act.Words().Contains("added a signal", StringComparison.Ordinal)).ShouldBe(4);
    }

    [Fact]
    public async Task The_same_form_sent_again_goes_on_where_it_stopped()
    {
        var (open, locked) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        (await site.Keeper.StepAsync(locked, "Lock", "For now")).ShouldBeTaken();
        var id = Guid.Parse("99999999-0000-0000-0000-000000000001");
        (await AddAsync($"{open}\n{locked}", id)).ShouldBeRefused("", "On 1 of 2 boards it stands; then: “The question called");
        (await site.Keeper.StepAsync(locked, "Reopen", "Go on")).Status.ShouldBeOneOf(System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.UnprocessableEntity);
        (await site.Chief.StepAsync(locked, "Reopen", "Go on")).Status.ShouldBeOneOf(System.Net.HttpStatusCode.OK, System.Net.HttpStatusCode.UnprocessableEntity);

        (await AddAsync($"{open}\n{locked}", id)).ShouldBeTaken();

        foreach (var slug in new[] { open, locked }) (await Ledger.ReadAsync(site, slug)).Signals.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Old_news_stands_there_and_never_counts()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (await AddAsync(slug, published: "2019-03-01")).ShouldBeTaken();
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        (ledger.Signals.Single().Counts, ledger.Forecast.Sources, ledger.Events.Count(e => e.Kind == EventKind.SignalFaded)).ShouldBe((false, 0, 0));
    }

    [Fact]
    public async Task What_came_with_an_imported_forecast_stays_as_it_is()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "category: models\nopened: 900 days ago", "## Signals\n- An old piece of news\n  source: The Harbour Post\n  when: 800 days ago\n  direction: for\n");
        await site.UseAsync<Deadlines>(deadlines => deadlines.MeetAsync(CancellationToken.None));
        var ledger = await Ledger.ReadAsync(site, slug);
        (ledger.Signals.Single().Counts, ledger.Signals.Single().WeightAt(site.Clock.GetUtcNow()), ledger.Forecast.Sources).ShouldBe((true, null, 1));
    }

    [Theory]
    [InlineData("headline", "", "Headline", "Give the headline.")]
    [InlineData("headline", "...", "Headline", "hardly a letter")]
    [InlineData("headline", "LONG", "Headline", "keep the headline within 300")]
    [InlineData("link", "javascript:alert(1)", "Link", "begins with https:// or http://")]
    [InlineData("published", "soon", "Published", "Say when it was published")]
    [InlineData("published", "2999-01-01", "Published", "News is of the past")]
    [InlineData("direction", "sideways", "Direction", "Choose which way it points")]
    [InlineData("grade", "certain", "Grade", "Choose a grade")]
    [InlineData("boards", "", "Boards", "Name at least one board.")]
    [InlineData("boards", "no-such-board", "Boards", "There is no forecast at “no-such-board”.")]
    public async Task What_is_wrong_is_said_at_its_field(string field, string value, string at, string message)
    {
        var fields = new Dictionary<string, string?>
        {
            ["headline"] = "Lamp lit", ["source"] = "Post", ["link"] = "https://harbour.example/", ["published"] = "2026-01-01", ["direction"] = "for", ["grade"] = "direct", ["boards"] = "whatever",
            [field] = value == "LONG" ? new string('x', 301) : value,
        };
        var reply = await site.Keeper.SendAsync("/moderation/signal", Manner.Form, null, [.. fields.Select(pair => (pair.Key, pair.Value))]);
        reply.ShouldComplain($"#{at.ToLowerInvariant()}-error", message);
        reply.Page!.QuerySelector("#source")!.GetAttribute("value").ShouldBe("Post", "what was typed is kept");
    }

    [Fact]
    public async Task Hostile_headlines_are_text_and_nothing_else()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        const string Hostile = "<img src=x onerror=alert(1)> & \"lamp\"";
        (await AddAsync(slug, headline: Hostile)).ShouldBeTaken();
        using var reader = site.Visit();
        (await reader.GetAsync($"/f/{slug}")).QuerySelector(".signals li a[dir=auto]")!.TextContent.ShouldBe(Hostile);
        reader.Page.QuerySelectorAll("main img").ShouldBeEmpty();
    }

    private Task<Reply> AddAsync(
        string boards, Guid? id = null, string headline = "Lamp lit by hand again", string link = "https://harbour.example/1", string? source = null, string? published = null, string direction = "for", string? grade = null) =>
        site.Keeper.SendAsync("/moderation/signal", Manner.Script, id, ("headline", headline), ("source", source), ("link", link),
            ("published", published ?? site.Clock.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture)), ("direction", direction), ("grade", grade), ("boards", boards));
}
