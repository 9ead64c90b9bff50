using System.Net;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using static Textak.Tests.Arguments.PostingTests;

namespace Textak.Tests.Feed;

/// <summary>The feed: which boards, in which order, and what is found.</summary>
public sealed class FeedTests(FeedTests.FiveBoards site) : IClassFixture<FeedTests.FiveBoards>, IDisposable
{
    private readonly Visitor reader = site.Visit();

    /// <summary>Four open boards and a resolved one.</summary>
    public sealed class FiveBoards : BusySite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await OpenAsync("mover", "models", "2030-12-31", "40 days ago", "30 days ago 20, 1 day ago 60", "- Nobody doubts it any more, in 100% of cases.");
            await OpenAsync("steady", "industry", "2031-12-31", "30 days ago", "20 days ago 50", "- The first thing to be said.\n- The second thing, with under_score and [brackets].");
            await OpenAsync("closing", "models", "2029-01-31", "20 days ago", "15 days ago 90, 2 days ago 80", "- O'Brien said \"yes\" \\ no.");
            await OpenAsync("young", "work", "2032-12-31", "1 day ago", null, "");
            await this.OpenResolvedAsync("over");
        }

        private Task OpenAsync(string slug, string category, string horizon, string opened, string? history, string arguments) => this.ImportAsync($"{slug}.md", $"""
            ---
            title: Will {slug} come true, ünlike the rest?
            category: {category}
            horizon: {horizon}
            opened: {opened}
            {(history is null ? "status: open" : $"history: {history}")}
            ---
            The thesis of {slug}.
            ## Resolution criteria
            Judged by the almanac of {slug}.
            ## For
            {arguments}
            """);
    }

    [Theory]
    [InlineData("/", "mover closing young steady over")]
    [InlineData("/?sort=movers", "mover closing young steady over")]
    [InlineData("/?span=30d", "mover closing young steady over")]
    [InlineData("/?span=1h", "young closing steady mover over")]
    [InlineData("/?sort=newest", "young closing steady mover over")]
    [InlineData("/?sort=closing", "closing mover steady young over")]
    [InlineData("/?sort=argued", "steady closing mover young over")]
    [InlineData("/?sort=ARGUED", "steady closing mover young over")]
    [InlineData("/?sort=contested", "young closing steady mover over")]
    [InlineData("/?category=models", "mover closing over")]
    [InlineData("/?category=models&sort=closing", "closing mover over")]
    [InlineData("/?category=work", "young")]
    [InlineData("/?status=open", "mover closing young steady")]
    [InlineData("/?status=resolved", "over")]
    [InlineData("/?status=locked", "")]
    [InlineData("/?confidence=low", "mover closing young steady over")]
    [InlineData("/?confidence=high", "")]
    [InlineData("/?q=&status=&category=", "mover closing young steady over")]
    public async Task Sorted_and_filtered(string path, string slugs)
    {
        (await FindAsync(path)).ShouldBe(slugs);
        reader.Page.QuerySelectorAll(".notice").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/?sort=nonsense", "There is no order “nonsense”; there is movers, newest, closing, argued, contested, best.")]
    [InlineData("/?sort=99", "There is no order “99”")]
    [InlineData("/?category=nonsense", "There is no category “nonsense”; there is models, industry, ")]
    [InlineData("/?category=models&category=work", "There is no category “models,work”")]
    [InlineData("/?status=1", "There is no status “1”; there is open, locked, resolved.")]
    [InlineData("/?confidence=<b>", "There is no confidence “<b>”; there is low, moderate, high.")]
    [InlineData("/?span=2d", "There is no span “2d”; there is 1h, 24h, 7d, 30d.")]
    [InlineData("/?boards=theirs", "There is no choice of boards “theirs”; there is mine, followed.")]
    [InlineData("/?boards=mine", "Which boards are yours is known once you sign in")]
    [InlineData("/?after=nonsense", "Where this page was to begin can’t be read")]
    [InlineData("/?q=%25", "There is no word in “%” to look for")]
    [InlineData("/?q=z1+z2+z3+z4+z5+z6+z7+z8+z9", "The first 8 words are looked for", "")]
    public async Task What_an_address_can_not_mean_is_said_and_the_rest_of_it_holds(string path, string problem, string slugs = "young")
    {
        var isCategory = path.Contains("category", StringComparison.Ordinal);
        (await FindAsync(path + (isCategory ? "&q=young" : "&category=work"))).ShouldBe(slugs);
        reader.Page.QuerySelector(".notice").ShouldNotBeNull().TextContent.ShouldStartWith(problem);
        // What is chosen then is in each further address
        reader.Page.QuerySelectorAll("nav[aria-label=Order] a").ShouldAllBe(a => a.GetAttribute("href")!.Contains(isCategory ? "q=young" : "category=work"));
    }

    [Theory]
    [InlineData("mover", "mover")]
    [InlineData("MOVER", "mover")]
    [InlineData("thesis of steady", "steady")]
    [InlineData("almanac", "young closing steady mover")]
    [InlineData("  almanac \t steady ", "steady")]
    [InlineData("first thing", "steady")]
    [InlineData("first steady", "steady")]
    [InlineData("first mover", "")]
    [InlineData("100%", "mover")]
    [InlineData("under_score", "steady")]
    [InlineData("underxscore", "")]
    [InlineData("[brackets]", "steady")]
    [InlineData("[bx-cx]", "")]
    [InlineData("O'Brien", "closing")]
    [InlineData("\"yes\"", "closing")]
    [InlineData("young OR steady", "")]
    [InlineData("young* NEAR(steady)", "")]
    [InlineData("Title:young", "")]
    [InlineData("' OR zebra=1 --", "")]
    [InlineData("<script>alert(1)</script>", "")]
    [InlineData("u\u0308nlike", "young closing steady mover")]
    [InlineData("brack", "steady")]
    [InlineData("\ufffe", "mover closing young steady over")]
    [InlineData("\0\a", "mover closing young steady over")]
    [InlineData("", "mover closing young steady over")]
    public async Task Searched_word_by_word(string query, string slugs) =>
        (await FindAsync($"/?q={Uri.EscapeDataString(query)}")).ShouldBe(slugs);

    [Fact]
    public async Task Whoever_finds_it_by_a_search_reads_what_it_is()
    {
        (await reader.GetAsync("/")).QuerySelectorAll("meta[name=description]").ShouldHaveSingleItem().GetAttribute("content")!.ShouldContain("argued for and against in public");
        (await reader.GetAsync("/f/mover")).QuerySelectorAll("meta[name=description]").ShouldHaveSingleItem().GetAttribute("content").ShouldBe("The thesis of mover.");
    }

    [Fact]
    public async Task However_long_a_search_is_it_is_answered()
    {
        foreach (var (query, found) in new[] { (Repeat("x ", 1000), ""), (Repeat("🙂", 200), "mover closing young steady over"), ("xy" + Repeat("🙂", 200), ""), (Repeat("%_[", 200), "mover closing young steady over") })
        {
            (await FindAsync($"/?q={Uri.EscapeDataString(query)}")).ShouldBe(found);
            reader.Page.QuerySelector<IHtmlInputElement>("#q")!.Value.Length.ShouldBeLessThanOrEqualTo(200);
        }
    }

    [Fact]
    public async Task Where_nothing_is_found_it_says_what_to_do()
    {
        (await FindAsync("/?q=<b>zebra</b>&category=work")).ShouldBe("");

        var empty = reader.Page.QuerySelector(".empty").ShouldNotBeNull();
        empty.Words().ShouldBe("No forecast matches “<b>zebra</b>” and work. Try it without “<b>zebra</b>”, or without work, or with every forecast.");
        empty.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/?category=work", "/?q=%3Cb%3Ezebra%3C%2Fb%3E", "/"]);
        reader.Page.QuerySelector<IHtmlInputElement>("#q")!.Value.ShouldBe("<b>zebra</b>");
    }

    [Fact]
    public async Task A_search_keeps_what_else_is_chosen_and_what_else_is_chosen_keeps_the_search()
    {
        await FindAsync("/?sort=closing&category=models&status=open&q=almanac");
        reader.Page.QuerySelectorAll<IHtmlInputElement>("form[role=search] input").Select(field => $"{field.Name}={field.Value}")
            .ShouldBe(["sort=closing", "category=models", "status=open", "q=almanac"]);
        reader.Page.QuerySelector("nav[aria-label=Confidence] a:last-child")!.GetAttribute("href").ShouldBe("/?sort=closing&category=models&status=open&confidence=high&q=almanac");
        reader.Page.QuerySelector("details.finer")!.HasAttribute("open").ShouldBeTrue("what is chosen is to be seen");
    }

    [Fact]
    public async Task Without_any_forecast_it_says_how_to_get_one()
    {
        await using var empty = new BusySite();
        await empty.InitializeAsync();
        using var visitor = empty.Visit();

        (await visitor.GetAsync("/")).QuerySelector(".empty")!.TextContent.ShouldContain("No forecast is open yet.");
    }

    [Fact]
    public async Task A_tile_says_what_the_board_says()
    {
        await FindAsync("/");
        var tile = reader.Page.QuerySelector("li[data-slug=mover]").ShouldNotBeNull();

        tile.Words().ShouldStartWith("60%likely▲ +40 pts Will mover come true, ünlike the rest? The thesis of mover.");
        tile.QuerySelectorAll(".facts li:not(.shift)").Select(fact => fact.Words()).ShouldBe(["by Q4 2030", "low confidence", "models"]);
        tile.QuerySelector(".facts .shift")!.Words().ShouldStartWith("20% until ");
        tile.QuerySelector("svg.spark")!.GetAttribute("aria-label").ShouldBe("Lately, from 20 to 60 percent");
        tile.QuerySelector("svg.spark .half").ShouldNotBeNull();
        reader.Page.QuerySelector("li[data-slug=over]")!.Words().ShouldStartWith("Trueresolvedstood at 70%");
        reader.Page.QuerySelector("header p")!.TextContent.ShouldStartWith("4 questions");
    }

    public void Dispose() => reader.Dispose();

    private async Task<string> FindAsync(string path)
    {
        var page = await reader.GetAsync(path);
        reader.Status.ShouldBe(HttpStatusCode.OK);
        return string.Join(' ', page.QuerySelectorAll(".tile").Select(tile => tile.GetAttribute("data-slug")));
    }
}
