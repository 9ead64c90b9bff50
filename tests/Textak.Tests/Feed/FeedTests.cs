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
    [InlineData("/", "mover closing steady young over")]
    [InlineData("/?sort=movers", "mover closing steady young over")]
    [InlineData("/?sort=newest", "young closing steady mover over")]
    [InlineData("/?sort=closing", "closing mover steady young over")]
    [InlineData("/?sort=argued", "steady closing mover young over")]
    [InlineData("/?sort=ARGUED", "steady closing mover young over")]
    [InlineData("/?sort=nonsense", "mover closing steady young over")]
    [InlineData("/?sort=99", "mover closing steady young over")]
    [InlineData("/?category=models", "mover closing over")]
    [InlineData("/?category=models&sort=closing", "closing mover over")]
    [InlineData("/?category=work", "young")]
    [InlineData("/?category=nonsense", "mover closing steady young over")]
    [InlineData("/?category=99", "mover closing steady young over")]
    public async Task Sorted_and_filtered(string path, string slugs) => (await FindAsync(path)).ShouldBe(slugs);

    [Theory]
    [InlineData("mover", "mover")]
    [InlineData("MOVER", "mover")]
    [InlineData("thesis of steady", "steady")]
    [InlineData("almanac", "mover closing steady young")]
    [InlineData("  almanac \t steady ", "steady")]
    [InlineData("first thing", "steady")]
    [InlineData("first steady", "steady")]
    [InlineData("first mover", "")]
    [InlineData("100%", "mover")]
    [InlineData("%", "mover")]
    [InlineData("_", "steady")]
    [InlineData("under_score", "steady")]
    [InlineData("underxscore", "")]
    [InlineData("[brackets]", "steady")]
    [InlineData("[b-c]", "")]
    [InlineData("O'Brien", "closing")]
    [InlineData("\"yes\"", "closing")]
    [InlineData("\\", "closing")]
    [InlineData("' OR 1=1 --", "")]
    [InlineData("<script>alert(1)</script>", "")]
    [InlineData("u\u0308nlike", "mover closing steady young")]
    [InlineData("\ufffe", "mover closing steady young over")]
    [InlineData("\0\a", "mover closing steady young over")]
    [InlineData("", "mover closing steady young over")]
    public async Task Searched_word_by_word_and_letter_by_letter(string query, string slugs) =>
        (await FindAsync($"/?q={Uri.EscapeDataString(query)}")).ShouldBe(slugs);

    [Fact]
    public async Task However_long_a_search_is_it_is_answered()
    {
        foreach (var query in new[] { Repeat("x ", 1000), Repeat("🙂", 200), "x" + Repeat("🙂", 200), Repeat("%_[", 200) })
        {
            (await FindAsync($"/?q={Uri.EscapeDataString(query)}")).ShouldBe("");
            reader.Page.QuerySelector<IHtmlInputElement>("#q")!.Value.Length.ShouldBeLessThanOrEqualTo(200);
        }
    }

    [Fact]
    public async Task Where_nothing_is_found_it_says_what_to_do()
    {
        (await FindAsync("/?q=<b>zebra</b>&category=work")).ShouldBe("");

        var empty = reader.Page.QuerySelector(".empty").ShouldNotBeNull();
        empty.TextContent.ShouldContain("“<b>zebra</b>” in work");
        empty.QuerySelectorAll("a").Select(a => a.GetAttribute("href")).ShouldBe(["/?q=%3Cb%3Ezebra%3C%2Fb%3E", "/"]);
        reader.Page.QuerySelector<IHtmlInputElement>("#q")!.Value.ShouldBe("<b>zebra</b>");
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
        tile.QuerySelectorAll(".facts li").Select(fact => fact.Words()).ShouldBe(["by Q4 2030", "low confidence", "models"]);
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
