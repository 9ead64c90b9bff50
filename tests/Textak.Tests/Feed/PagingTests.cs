using Textak.Web.Features.Feed;

namespace Textak.Tests.Feed;

/// <summary>Whoever pages through the feed while boards move.</summary>
public sealed class PagingTests(PagingTests.ManyBoards site) : IClassFixture<PagingTests.ManyBoards>
{
    private const int Boards = 3 * FeedPage.Most - 5;

    /// <summary>So many that they take three pages, a third of them moved this week, and a few resolved.</summary>
    public sealed class ManyBoards : BusySite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            for (var i = 0; i < Boards; i++)
                if (i % 10 == 9) await this.OpenResolvedAsync(Slug(i));
                else (await this.ImportAsync($"{Slug(i)}.md", $"""
                    ---
                    title: The question called {Slug(i)}
                    slug: {Slug(i)}
                    category: {(i % 2 == 0 ? "models" : "work")}
                    horizon: {2030 + i % 3}-12-31
                    opened: {40 + i / 4} days ago
                    history: 35 days ago 50, {(i % 3 == 0 ? 2 : 20)} days ago {10 + i}
                    ---
                    What it is about.
                    ## Resolution criteria
                    True if it happens.
                    """)).Success.ShouldBeTrue();
        }
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?span=24h")]
    [InlineData("/?span=30d")]
    [InlineData("/?sort=newest")]
    [InlineData("/?sort=closing")]
    [InlineData("/?sort=argued")]
    [InlineData("/?sort=contested")]
    [InlineData("/?category=models&status=open")]
    [InlineData("/?q=question+called")]
    [InlineData("/?sort=movers&q=question+called")]
    public async Task Each_board_that_stays_where_it_is_comes_once(string path)
    {
        using var reader = site.Visit();
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var all = await AllAsync(reader, path);
        all.ShouldBeUnique();
        var isPart = path.Contains("category", StringComparison.Ordinal);
        all.Count.ShouldBe(isPart ? (Boards + 1) / 2 : Boards);

        // Four move while the second page is read: from the first, the second and the last page
        List<string> moved = [all[1], all[FeedPage.Most + 1], .. isPart ? [] : (string[])[all[2 * FeedPage.Most + 1]], all[^8]];
        List<string> paged = [.. await PageAsync(reader, path)];
        foreach (var slug in moved)
        {
            await ada.EstimateAsync(slug, 97);
            await ada.ArgueAsync(slug, "for", $"Something new about {slug}, said while others read.");
        }
        while (Next(reader) is { } next) paged.AddRange(await PageAsync(reader, next));

        all.Except(moved).ShouldBeSubsetOf(paged);
        paged.GroupBy(slug => slug).Where(same => same.Count() > 1).Select(same => same.Key).ShouldBeSubsetOf(moved);
        // Movers are in the order of when the first page was read
        if (!path.Contains("sort", StringComparison.Ordinal) || path.Contains("movers", StringComparison.Ordinal)) paged.ShouldBe(all);
    }

    [Fact]
    public async Task A_page_leads_on_back_to_the_first_and_to_nothing_after_the_last()
    {
        using var reader = site.Visit();
        await PageAsync(reader, "/?sort=newest");
        reader.Page.QuerySelectorAll(".pages a").Select(a => a.TextContent).ShouldBe(["More forecasts"]);
        while (Next(reader) is { } next) await PageAsync(reader, next);
        reader.Page.QuerySelectorAll(".pages a").Select(a => (a.TextContent, a.GetAttribute("href"))).ShouldBe([("First page", "/?sort=newest")]);

        (await PageAsync(reader, "/?sort=newest&after=1_-9e14_1_1000000")).ShouldBeEmpty();
        reader.Page.QuerySelector(".empty")!.Words().ShouldBe("There are no more. Begin again with the first.");
    }

    private static string Slug(int i) => FormattableString.Invariant($"board-{i:00}");

    private static async Task<List<string>> AllAsync(Visitor reader, string path)
    {
        List<string> all = [];
        for (var next = path; next is not null; next = Next(reader)) all.AddRange(await PageAsync(reader, next));
        return all;
    }

    private static async Task<List<string>> PageAsync(Visitor reader, string path)
    {
        var page = await reader.GetAsync(path);
        page.QuerySelectorAll(".notice").ShouldBeEmpty(path);
        return [.. page.QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")!)];
    }

    private static string? Next(Visitor reader) => reader.Page.QuerySelector(".pages [rel=next]")?.GetAttribute("href");
}
