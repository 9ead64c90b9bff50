using System.Net;
using Textak.Tests.Forecasts.Import;
using Textak.Tests.Live;

namespace Textak.Tests.Forecasts;

/// <summary>A forecast's page, and what becomes of addresses near it.</summary>
public class BoardPageTests(BusySite site) : IClassFixture<BusySite>
{
    [Fact]
    public async Task The_captured_page_is_there_line_by_line()
    {
        (await site.ImportAsync("open-source-frontier.txt", Files.Captured)).Added.ShouldBeTrue();
        using var reader = site.Visit();

        var page = await reader.GetAsync("/f/open-source-frontier");

        var text = page.Body!.Words();
        foreach (var line in Files.Captured.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            foreach (var part in line switch
            {
                "75% 3 ptsby Q1 2027" => ["75%", "+3 pts", "by Q1 2027"],
                "RECENT SIGNALS (1)" => ["RECENT SIGNALS 1"],
                _ => new[] { line },
            })
                // Headings are capitals by style, not by letter
                text.ShouldContain(part, Case.Insensitive);
        page.QuerySelectorAll("section.for article").Length.ShouldBe(10);
        page.QuerySelectorAll("section.against article").Length.ShouldBe(8);
        page.QuerySelector("#confidence")!.TextContent.ShouldBe("moderate");
        page.QuerySelector(".signals li small bdi")!.TextContent.ShouldBe("LLM Stats / Kili Technology");
        (await Ledger.ReadAsync(site, "open-source-frontier")).ShouldAddUp();
    }

    [Fact]
    public async Task A_resolved_board_shows_its_outcome_and_no_forms()
    {
        var slug = await site.OpenResolvedAsync(Fresh.Slug(), "## For\n- An argument from before.");
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        var page = await person.Visitor.GetAsync($"/f/{slug}");

        page.QuerySelector(".outcome")!.TextContent.ShouldSatisfyAllConditions(
            outcome => outcome.ShouldContain("Resolved true"), outcome => outcome.ShouldContain("It happened."));
        page.QuerySelector("#probability")!.TextContent.ShouldBe("70");
        page.QuerySelector("#moved")!.TextContent.ShouldContain("+10 pts");
        page.QuerySelectorAll("main form:not(.follow)").ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/f/no-such-board")]
    [InlineData("/f/")]
    [InlineData("/f/%EF%BF%BE")]
    [InlineData("/f/..%2f..%2fetc%2fpasswd")]
    [InlineData("/f/x'%20OR%201=1%20--")]
    [InlineData("/f/no-such-board/argument")]
    [InlineData("/f/no-such-board/arguments/1")]
    [InlineData("/f/no-such-board/arguments/1?handler=card")]
    public async Task Where_nothing_is_nothing_is_found(string path)
    {
        using var reader = site.Visit();
        await reader.GetAsync(path);
        reader.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("/arguments/1/nonsense")]
    [InlineData("/arguments/abc")]
    [InlineData("/arguments/-1")]
    [InlineData("/arguments/99999999999999999999999")]
    public async Task Neither_is_anything_beside_a_board(string rest)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var reader = site.Visit();
        await reader.GetAsync($"/f/{slug}{rest}");
        reader.Status.ShouldBe(HttpStatusCode.NotFound);
    }

    // A form that was refused leaves its address in the browser, and the page's own links start from it
    [Theory]
    [InlineData("argument")]
    [InlineData("estimate")]
    [InlineData("withdrawal")]
    public async Task The_address_of_a_form_shows_the_board(string form)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}/{form}?order=strongest");

        reader.Status.ShouldBe(HttpStatusCode.OK);
        page.QuerySelector("main.board")!.GetAttribute("data-slug").ShouldBe(slug);
    }

    [Fact]
    public async Task A_page_is_not_posted_to_where_it_takes_no_form()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());

        foreach (var path in new[] { $"/f/{slug}", $"/f/{slug}/nonsense", "/", "/?handler=x" })
            (await person.SendAsync(path, Manner.Form, null)).Status.ShouldBe(HttpStatusCode.NotFound, path);
    }

    [Theory]
    [InlineData("days=0")]
    [InlineData("days=1")]
    [InlineData("days=-1")]
    [InlineData("days=2147483647")]
    [InlineData("days=-2147483648")]
    [InlineData("days=99999999999999")]
    [InlineData("days=abc")]
    [InlineData("order=&days=")]
    [InlineData("days=7&mean=true")]
    [InlineData("mean=abc")]
    [InlineData("order=%EF%BF%BE%00<b>&sent=1&slug=other")]
    public async Task Whatever_is_asked_of_it_the_board_is_shown(string query)
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 90 days ago\nhistory: 80 days ago 40, 2 days ago 60");
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}?{query}");

        reader.Status.ShouldBe(HttpStatusCode.OK);
        page.QuerySelector("h1")!.TextContent.ShouldBe($"The question called {slug}");
        page.QuerySelector(".chart .line")!.GetAttribute("d").ShouldNotBeNullOrEmpty();
    }
}
