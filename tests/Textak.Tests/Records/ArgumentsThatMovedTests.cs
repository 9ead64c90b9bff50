using Textak.Tests.Live;

namespace Textak.Tests.Records;

/// <summary>What one's arguments moved stands on one's record, and nothing that is hidden does.</summary>
public sealed class ArgumentsThatMovedTests(BusySite site) : IClassFixture<BusySite>
{
    private const string Words = "Whoever reads the meter knows whereof they speak.";

    [Fact]
    public async Task They_are_shown_with_what_they_moved_until_they_are_hidden()
    {
        var (slug, name) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Author"));
        using var author = await Participant.JoinAsync(site, name);
        using var other = await Participant.JoinAsync(site, Fresh.Name());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var reader = site.Visit();
        var (moving, idle) = (await author.ArguedAsync(slug, "for", Words), await author.ArguedAsync(slug, "against", "Nobody was moved by this one."));
        await other.EstimateAsync(slug, 40);
        (await other.MoveAsync(slug, 60, $"a{moving}")).ShouldBeTaken();

        // 40 to 60: 20 points, and ln 1.5 - ln (2/3) = .81
        var page = await reader.GetAsync($"/u/{name}");
        page.QuerySelectorAll(".moving li").Select(item => item.Words()).ShouldBe(
            [$"▲ for {Words} moved 1 person, +20 pts on average, +0.81 log-odds in all · The question called {slug}"]);
        page.QuerySelector(".moving .about a")!.GetAttribute("href").ShouldBe($"/f/{slug}/arguments/{moving}");
        page.QuerySelector(".record .facts")!.Words().ShouldContain("2 arguments");
        (await reader.Client.GetStringAsync($"/u/{name}/json")).ShouldContain(Words);

        (await keeper.HideAsync(slug, moving, "Off the point")).ShouldBeTaken();
        foreach (var visitor in new[] { reader, author.Visitor, keeper.Visitor })
            foreach (var path in new[] { $"/u/{name}", $"/u/{name}/json", $"/u/{name}/csv" })
                (await visitor.Client.GetStringAsync(path)).ShouldNotContain(Words, customMessage: path);
        (await reader.GetAsync($"/u/{name}")).QuerySelector(".record .facts")!.Words().ShouldContain("1 argument");
        reader.Response.Headers.CacheControl!.NoStore.ShouldBeTrue("it must not come back out of a browser's cache");

        (await keeper.RestoreAsync(slug, moving, "On the point after all")).ShouldBeTaken();
        (await reader.GetAsync($"/u/{name}")).QuerySelectorAll(".moving li").Length.ShouldBe(1);
        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
    }

    [Fact]
    public async Task Names_lead_there()
    {
        var (slug, name) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Mary-Jane O'Neill"));
        using var author = await Participant.JoinAsync(site, name);
        await author.ArguedAsync(slug, "for", Words);
        await author.EstimateAsync(slug, 40);
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}");
        var links = new[] { ".argument a.by", ".activity li a[href^='/u/']", ".ticker a[href^='/u/']" }.Select(link => page.QuerySelector(link)!.GetAttribute("href")!).ToList();
        foreach (var link in links.Distinct())
        {
            (await reader.GetAsync(link)).QuerySelector("h1")!.TextContent.ShouldBe(name);
            reader.At.ShouldBe(link);
        }
        (await author.Visitor.GetAsync("/account")).QuerySelector("main a[href^='/u/']")!.GetAttribute("href").ShouldBe(links[0]);
        (await author.Visitor.GetAsync(links[0])).QuerySelector("main")!.Words().ShouldContain("your own record");
    }
}
