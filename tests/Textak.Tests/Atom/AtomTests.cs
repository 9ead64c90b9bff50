using System.Net;
using System.Xml.Linq;
using AngleSharp.Html.Parser;

namespace Textak.Tests.Atom;

/// <summary>The feeds: what is in them, how it is said, and that they stay what they are.</summary>
[Collection(nameof(TakenSite))]
public sealed class AtomTests(TakenSite site) : IAsyncLifetime
{
    private static readonly XNamespace Atom = "http://www.w3.org/2005/Atom", Tombstones = "http://purl.org/atompub/tombstones/1.0";

    private readonly Visitor reader = site.Visit();
    private Participant ada = null!, keeper = null!;
    private string slug = null!;

    public async ValueTask InitializeAsync()
    {
        slug = await site.OpenAsync(Fresh.Slug(), "category: healthcare");
        (ada, keeper) = (await Participant.JoinAsync(site, Fresh.Name("Ada")), await Participant.ModerateAsync(site, Fresh.Name("Keeper")));
    }

    public ValueTask DisposeAsync()
    {
        foreach (var person in (IDisposable[])[reader, ada, keeper]) person.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task What_was_said_on_a_board_is_in_its_feed_once_and_whole()
    {
        var said = "<b>Bold</b> & \"quoted\" ]]> 🙂 with U+FFFF \uFFFF in it.";
        var id = await ada.ArguedAsync(slug, "for", said, "https://example.org/a?b=1&c=2");
        await ada.RebuttedAsync(slug, id, "No, that says little.");

        var feed = await ReadAsync($"/f/{slug}/atom");

        feed.Element(Atom + "title")!.Value.ShouldBe($"The question called {slug}");
        Links(feed, "self").ShouldBe([$"{TakenSite.Home}/f/{slug}/atom"]);
        Links(feed, "alternate").ShouldBe([$"{TakenSite.Home}/f/{slug}"]);
        var entries = feed.Elements(Atom + "entry").ToList();
        entries.Count.ShouldBe(3);
        entries.Select(Id).Distinct().Count().ShouldBe(3);
        entries.Append(feed).ShouldAllBe(e => Id(e).StartsWith("tag:board.example,20", StringComparison.Ordinal));
        var entry = entries.Single(e => Id(e).EndsWith($":/f/{slug}/arguments/{id}", StringComparison.Ordinal));
        entry.Element(Atom + "title")!.Value.ShouldStartWith("For: <b>Bold</b> & \"quoted\" ]]> 🙂");
        entry.Element(Atom + "author")!.Element(Atom + "uri")!.Value.ShouldStartWith($"{TakenSite.Home}/u/Ada");
        Links(entry, "related").ShouldBe(["https://example.org/a?b=1&c=2"]);
        // What it says is text, in the markup that feed readers draw
        var content = entry.Element(Atom + "content")!;
        content.Attribute("type")!.Value.ShouldBe("html");
        var drawn = new HtmlParser().ParseDocument(content.Value).Body!;
        drawn.QuerySelectorAll("*").Select(e => e.LocalName).ShouldBe(["p"]);
        drawn.TextContent.ShouldBe(said.Replace("\uFFFF", "", StringComparison.Ordinal));
    }

    [Fact]
    public async Task It_is_the_same_until_something_happens_and_then_only_that_has_moved()
    {
        var first = await ada.ArguedAsync(slug, "against", "The first thing to be said.");
        var (before, tag) = (await ReadAsync($"/f/{slug}/atom"), await TagAsync($"/f/{slug}/atom", HttpStatusCode.OK));
        (await TagAsync($"/f/{slug}/atom", HttpStatusCode.NotModified, tag)).ShouldBe(tag);

        var second = await ada.ArguedAsync(slug, "for", "The second thing to be said.");
        (await TagAsync($"/f/{slug}/atom", HttpStatusCode.OK, tag)).ShouldNotBe(tag);
        (await ada.EditAsync(slug, second, 1, "The second thing, said better.")).ShouldBeTaken();
        var after = await ReadAsync($"/f/{slug}/atom");

        Moments(after).ShouldContain(Moments(before).Single(m => m.Id.EndsWith($"arguments/{first}", StringComparison.Ordinal)), "what nobody touched stays as it was");
        var edited = after.Elements(Atom + "entry").Single(e => Id(e).EndsWith($"arguments/{second}", StringComparison.Ordinal));
        Moment(edited, "updated").ShouldBeGreaterThan(Moment(edited, "published"));
        Moment(after, "updated").ShouldBe(Moment(edited, "updated"));
    }

    [Fact]
    public async Task What_is_hidden_is_gone_from_it_and_named_as_gone()
    {
        var id = await ada.ArguedAsync(slug, "for", "Something nobody should read.", "https://secret.example/");
        await ReadAsync($"/f/{slug}/atom");
        (await keeper.HideAsync(slug, id, "It names somebody")).ShouldBeTaken();

        var text = await reader.Client.GetStringAsync($"/f/{slug}/atom");

        text.ShouldNotContain("nobody should read");
        text.ShouldNotContain("secret.example");
        XElement.Parse(text).Element(Tombstones + "deleted-entry")!.Attribute("ref")!.Value.ShouldEndWith($"/f/{slug}/arguments/{id}");
        (await keeper.RestoreAsync(slug, id, "It doesn't")).ShouldBeTaken();
        (await reader.Client.GetStringAsync($"/f/{slug}/atom")).ShouldContain("nobody should read");
    }

    [Fact]
    public async Task The_site_and_a_category_tell_what_was_asked_and_answered()
    {
        var over = await site.OpenResolvedAsync(Fresh.Slug());
        var proposer = ada;
        await proposer.SendAsync("/propose", Manner.Form, null, ("title", "Will anybody be asked this by 2030?"), ("thesis", "Nobody is asked this yet."),
            ("criteria", "True if the register lists at least one by the end of 2029; false otherwise."), ("category", "Healthcare"), ("horizon", "2029-12-31"));

        var (all, mine, others) = (await ReadAsync("/atom"), await ReadAsync("/atom/healthcare"), await ReadAsync("/atom/Policy"));

        Ids(all).ShouldContain(id => id.EndsWith($":/f/{slug}", StringComparison.Ordinal));
        Ids(all).Count(id => id.Contains($":/f/{over}", StringComparison.Ordinal)).ShouldBe(2, "it opened, and it resolved");
        all.Elements(Atom + "entry").Single(e => Id(e).Contains($":/f/{over}/resolved/", StringComparison.Ordinal)).Element(Atom + "title")!.Value.ShouldStartWith("True: ");
        Ids(mine).ShouldContain(id => id.EndsWith($":/f/{slug}", StringComparison.Ordinal));
        Ids(others).ShouldNotContain(id => id.Contains(slug, StringComparison.Ordinal));
        Links(mine, "alternate").ShouldBe([$"{TakenSite.Home}/?category=healthcare"]);
        all.ToString().ShouldNotContain("anybody be asked");
        (await reader.Client.GetAsync("/atom/nonsense", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reader.Client.GetAsync("/atom/1", TestContext.Current.CancellationToken)).StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task Pages_say_where_it_is()
    {
        await Discovered("/how-it-works", "/atom");
        await Discovered("/?category=models&sort=newest", "/atom", "/atom/models");
        await Discovered($"/f/{slug}", "/atom", $"/f/{slug}/atom");

        async Task Discovered(string page, params string[] feeds)
        {
            var links = (await reader.GetAsync(page)).QuerySelectorAll("head link[rel=alternate][type='application/atom+xml']").ToList();
            links.Select(link => link.GetAttribute("href")).ShouldBe(feeds);
            foreach (var feed in feeds) (await reader.Client.GetAsync(feed)).Content.Headers.ContentType!.MediaType.ShouldBe("application/atom+xml");
        }
    }

    private async Task<XElement> ReadAsync(string path)
    {
        // As a parser reads it that takes nothing for right that isn't
        var feed = XElement.Parse(await reader.Client.GetStringAsync(path));
        feed.Name.ShouldBe(Atom + "feed");
        foreach (var needed in (string[])["id", "title", "updated", "author"]) feed.Element(Atom + needed).ShouldNotBeNull(needed);
        foreach (var entry in feed.Elements(Atom + "entry"))
            foreach (var needed in (string[])["id", "title", "updated", "published", "content"]) entry.Element(Atom + needed).ShouldNotBeNull(needed);
        Moments(feed).Select(m => m.Updated).ShouldBeInOrder(SortDirection.Descending);
        return feed;
    }

    private async Task<string> TagAsync(string path, HttpStatusCode status, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null) request.Headers.Add("If-None-Match", known);
        using var response = await reader.Client.SendAsync(request);
        response.StatusCode.ShouldBe(status);
        if (status == HttpStatusCode.NotModified) (await response.Content.ReadAsByteArrayAsync()).ShouldBeEmpty();
        return response.Headers.ETag!.ToString();
    }

    private static string Id(XElement element) => element.Element(Atom + "id")!.Value;

    private static IEnumerable<string> Ids(XElement feed) => feed.Elements(Atom + "entry").Select(Id);

    private static IEnumerable<string> Links(XElement element, string relation) =>
        element.Elements(Atom + "link").Where(link => link.Attribute("rel")!.Value == relation).Select(link => link.Attribute("href")!.Value);

    private static List<(string Id, DateTimeOffset Updated)> Moments(XElement feed) => [.. feed.Elements(Atom + "entry").Select(e => (Id(e), Moment(e, "updated")))];

    private static DateTimeOffset Moment(XElement element, string name) => (DateTimeOffset)element.Element(Atom + name)!;
}
