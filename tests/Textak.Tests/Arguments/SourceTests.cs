using System.Net;
using Textak.Tests.Live;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Tests.Arguments;

/// <summary>What arguments cite, how near it is to the claim, and who says otherwise.</summary>
[Collection(nameof(ArguedSite))]
public sealed class SourceTests(LiveSite site) : IAsyncLifetime
{
    private const string Text = "The gap has halved every year since 2022.", Link = "https://www.example.org/a";

    private Participant author = null!, other = null!;
    private string slug = null!;
    private long argument;

    private string Path => $"/f/{slug}/arguments/{argument}";

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug());
        author = await Participant.JoinAsync(site, Fresh.Name("Author"));
        other = await Participant.JoinAsync(site, Fresh.Name("Other"));
        argument = await author.ArguedAsync(slug, "for", Text, Link);
    }

    public async ValueTask DisposeAsync()
    {
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        author.Dispose();
        other.Dispose();
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task Several_stand_on_the_card_those_of_one_site_together_and_count_once()
    {
        (await SourcesAsync()).ShouldBe(["example.org circumstantial"], "whoever says nothing claims the least");
        (await author.CiteAsync(slug, argument, "https://example.org/b", "The second paper", "The Society", "direct")).ShouldBeTaken();
        await using var watcher = await Watcher.OfAsync(site, slug);
        var seq = (await author.CiteAsync(slug, argument, "https://example.com/", null, null, "proximate")).ShouldBeTaken().Seq;
        await watcher.ReachesAsync(seq);

        (await SourcesAsync()).ShouldBe(["example.org circumstantial; The second paper example.org, The Society, direct", "example.com proximate"]);
        (await site.ForecastAsync(slug)).Sources.ShouldBe(2);
        other.Visitor.Page.QuerySelector(".activity li")!.Words().ShouldContain("added a source to an argument for");
        watcher.Pushed.Last(f => f.To >= seq && f.From < seq).Cards.ShouldHaveSingleItem().Html.ShouldContain("The second paper");
        using var stranger = site.Visit();
        watcher.Screen.ShouldEqual(await stranger.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task Its_author_grades_one_anew_and_takes_one_away()
    {
        await author.CiteAsync(slug, argument, "https://example.com/", "A talk", null, "proximate");
        var (first, second) = (await IdAsync(Link), await IdAsync("https://example.com/"));
        var id = Ids.New();
        var answer = (await author.GradeAsync(slug, argument, first, "direct", id)).ShouldBeTaken();
        (await author.GradeAsync(slug, argument, first, "direct", id)).ShouldBeTaken().ShouldBe(answer);
        (await author.GradeAsync(slug, argument, first, "proximate")).ShouldBeRefused("", "not among the sources any more");
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "direct")).ShouldBeRefused("", "It is direct already.");
        foreach (var grade in (string?[])[null, "", "excellent", "0"])
            (await author.GradeAsync(slug, argument, second, grade)).ShouldBeRefused("", "Choose a grade");

        (await author.GradeAsync(slug, argument, second, "none")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org direct"]);
        (await site.ForecastAsync(slug)).Sources.ShouldBe(1);
        (await other.Visitor.GetAsync(Path)).DocumentElement.OuterHtml.ShouldNotContain("A talk");
    }

    [Fact]
    public async Task Others_challenge_a_grade_and_take_it_back_and_a_new_grade_begins_anew()
    {
        using var third = await Participant.JoinAsync(site, Fresh.Name());
        var source = await IdAsync(Link);
        (await other.ChallengeAsync(slug, argument, source, "direct")).ShouldBeTaken();
        (await third.ChallengeAsync(slug, argument, source, "proximate")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org circumstantial, challenged by 2"]);
        var page = await other.Visitor.GetAsync(Path);
        page.QuerySelector(".source .hint")!.TextContent.ShouldBe("Others say: 1 direct, 1 proximate.");
        page.QuerySelector(".source button[aria-pressed]")!.TextContent.ShouldBe("direct");
        page.QuerySelector(".activity").ShouldBeNull();

        (await other.ChallengeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "You say already that it is direct.");
        (await other.ChallengeAsync(slug, argument, source, "proximate")).ShouldBeTaken();
        (await third.ChallengeAsync(slug, argument, source, "circumstantial")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org circumstantial, challenged by 1"]);
        (await author.GradeAsync(slug, argument, source, "proximate")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org proximate"]);
    }

    [Fact]
    public async Task Who_goes_back_to_a_grade_goes_back_to_its_challenges_and_not_for_ever()
    {
        (await other.ChallengeAsync(slug, argument, await IdAsync(Link), "direct")).ShouldBeTaken();
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "proximate")).ShouldBeTaken();
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "circumstantial")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org circumstantial, challenged by 1"]);
        (await other.Visitor.GetAsync(Path)).QuerySelector(".source button[aria-pressed]")!.TextContent.ShouldBe("direct");
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "none")).ShouldBeTaken();
        (await author.CiteAsync(slug, argument, Link)).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org circumstantial, challenged by 1"]);
        (await other.ChallengeAsync(slug, argument, await IdAsync(Link), "circumstantial")).ShouldBeTaken();
        (await SourcesAsync()).ShouldBe(["example.org circumstantial"]);

        for (var changes = 4; changes < 20; changes++)
            (await author.GradeAsync(slug, argument, await IdAsync(Link), changes % 2 == 0 ? "direct" : "proximate")).ShouldBeTaken();
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "direct")).ShouldBeRefused("", "20 times");
        (await author.CiteAsync(slug, argument, "https://example.com/")).ShouldBeRefused("source-", "20 times");
        (await author.GradeAsync(slug, argument, await IdAsync(Link), "none")).ShouldBeTaken();
    }

    [Fact]
    public async Task Nobody_changes_anothers_nor_challenges_their_own_nor_either_once_it_is_hidden_or_closed()
    {
        using var stranger = await Participant.StrangerAsync(site, slug);
        using var moderator = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var source = await IdAsync(Link);
        (await other.CiteAsync(slug, argument, "https://example.com/")).ShouldBeRefused("source-", "Only its author");
        (await moderator.GradeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "Only its author");
        (await author.ChallengeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "your own source");
        (await stranger.ChallengeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "signed out", HttpStatusCode.Unauthorized);
        (await other.ChallengeAsync(slug, 999_999, source, "direct")).ShouldBeRefused("", "not among the sources");
        (await other.ChallengeAsync(await site.OpenAsync(Fresh.Slug()), argument, source, "direct")).ShouldBeRefused("", "not among the sources");

        (await moderator.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        (await site.ForecastAsync(slug)).Sources.ShouldBe(0);
        (await author.CiteAsync(slug, argument, "https://example.com/")).ShouldBeRefused("source-", "can’t be changed");
        (await author.GradeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "can’t be changed");
        (await other.ChallengeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "can’t be challenged");
        (await other.Visitor.GetAsync(Path)).DocumentElement.OuterHtml.ShouldNotContain("example.org");
        (await moderator.RestoreAsync(slug, argument, "On topic")).ShouldBeTaken();
        (await moderator.StepAsync(slug, "Lock", "For a while")).ShouldBeTaken();
        (await author.CiteAsync(slug, argument, "https://example.com/")).ShouldBeRefused("source-", "locked");
        (await other.ChallengeAsync(slug, argument, source, "direct")).ShouldBeRefused("", "locked");
    }

    [Fact]
    public async Task What_is_wrong_is_said_at_its_field()
    {
        foreach (var (link, title, publisher, field, message) in new (string, string?, string?, string, string)[]
        {
            ("", null, null, "link", "Give the address"),
            ("example.com", null, null, "link", "must be a web address"),
            ("javascript:alert(1)", null, null, "link", "must be a web address"),
            (Link, null, null, "link", "among its sources already"),
            ("https://example.com/", "\u200b\u200b", null, "title", "hardly a letter"),
            ("https://example.com/", new string('x', 201), null, "title", "200 characters"),
            ("https://example.com/", null, "!", "publisher", "hardly a letter"),
        })
        {
            (await author.CiteAsync(slug, argument, link, title, publisher)).ShouldBeRefused($"source-{field}", message);
            (await author.CiteAsync(slug, argument, link, title, publisher, manner: Manner.Form)).ShouldComplain($"#source-{field}-error", message);
        }
        (await author.CiteAsync(slug, argument, "https://example.com/", grade: "excellent")).ShouldBeRefused("source-grade", "Choose a grade");
        (await Ledger.ReadAsync(site, slug)).Sources.Count.ShouldBe(1);
    }

    [Fact]
    public async Task Five_are_enough()
    {
        for (var n = 2; n <= SourceLink.Most; n++) (await author.CiteAsync(slug, argument, $"https://example.org/{n}")).ShouldBeTaken();
        (await author.CiteAsync(slug, argument, "https://example.org/6")).ShouldBeRefused("source-Link", "at most 5");
        (await author.Visitor.GetAsync(Path)).QuerySelector("form.cite").ShouldBeNull();
    }

    [Fact]
    public async Task The_first_may_be_posted_with_all_that_is_known_of_it_and_a_file_may_bring_them()
    {
        (await other.SendAsync($"/f/{slug}/argument", Manner.Script, null, ("side", "against"), ("text", Text), ("link", "https://example.net/"), ("title", "The register"), ("publisher", "The office"), ("grade", "direct"))).ShouldBeTaken();
        (await other.SendAsync($"/f/{slug}/argument", Manner.Script, null, ("side", "against"), ("text", Text), ("title", "Without a link"))).ShouldBeRefused("against-Link", "Give the address");
        (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelector("section.against .sources")!.Words().ShouldBe("The register example.net, The office, direct");

        var imported = await site.OpenAsync(Fresh.Slug(), "opened: 20 days ago", """
            ## For
            - The gap has halved every year.
              link: https://example.org/1
              title: The first count
              grade: direct
              link: https://example.org/2
              publisher: A newspaper
              when: 3 days ago
            """);
        var ledger = await Ledger.ReadAsync(site, imported);
        ledger.ShouldAddUp();
        ledger.Sources.Select(s => (s.Link, s.Title, s.Publisher, s.Grade)).ShouldBe(
            [("https://example.org/1", "The first count", null, Grade.Direct), ("https://example.org/2", null, "A newspaper", Grade.Circumstantial)]);
        ledger.Forecast.Sources.ShouldBe(1);
    }

    private async Task<long> IdAsync(string link) => (await Ledger.ReadAsync(site, slug)).Sources.Single(s => s.Link == link && s.EndSeq is null).Id;

    private async Task<string[]> SourcesAsync() =>
        [.. (await other.Visitor.GetAsync($"/f/{slug}")).QuerySelectorAll($"#argument-{argument} .sources li").Select(li => li.Words())];
}
