using System.Net;
using System.Text.Json;

namespace Textak.Tests.Records;

/// <summary>A participant's record, by figures that stand in the design or were worked out by hand.</summary>
public sealed class PersonTests(PersonTests.Vectors site) : IClassFixture<PersonTests.Vectors>, IDisposable
{
    private readonly Visitor reader = site.Visit();

    public sealed class Vectors : BusySite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.OpenScoredAsync("all-the-time", "resolved true", "Ada: 2025-01-01 10\nBen: 2025-01-01 50\nCid: 2025-01-01 90");
            await this.OpenScoredAsync("from-half-way", "resolved true", "Dan: 2025-01-01 10\nEve: 2025-01-01 50\nFay: 2025-01-06 90");
            await this.OpenScoredAsync("five-days", "resolved true", "Gus: 2025-01-02 40, 2025-01-03 70, 2025-01-05 80", horizon: "2025-01-05", resolved: "2025-01-06");
            await this.OpenScoredAsync("taken-back", "resolved false", "Hal: 2025-01-01 20, 2025-01-06 withdrawn\nIda: 2025-01-06 20");
            await this.OpenScoredAsync("early", "resolved false", "Jim: 2025-01-01 20", resolved: "2025-01-06");
            await this.OpenScoredAsync("no-answer", "ambiguous", "Kim: 2025-01-01 20");
            await this.OpenScoredAsync("called-off", "annulled", "Kim: 2025-01-01 20");
            await this.OpenAsync("still-open", "opened: 20 days ago", "## Estimates\n- Kim\n  history: 10 days ago 33");
        }
    }

    // Came, said last, Brier, peer, baseline, coverage
    [Theory]
    [InlineData("Ada", "all-the-time", "true 10% 0.810 −190.3 −232.2 100%")]
    [InlineData("Ben", "all-the-time", "true 50% 0.250 +51.1 0.0 100%")]
    [InlineData("Cid", "all-the-time", "true 90% 0.010 +139.3 +84.8 100%")]
    [InlineData("Dan", "from-half-way", "true 10% 0.810 −175.6 −232.2 100%")]
    [InlineData("Eve", "from-half-way", "true 50% 0.250 +106.0 0.0 100%")]
    [InlineData("Fay", "from-half-way", "true 90% 0.010 +69.6 +42.4 50%")]
    // .36, .09, .09, .04 over four of five days; alone, there is nobody to be better than
    [InlineData("Gus", "five-days", "true 80% 0.145 0.0 +26.5 80%")]
    // 100 (log2 .8 + 1) = 67.81 over half of the time
    [InlineData("Hal", "taken-back", "false 20% 0.040 0.0 +33.9 50%")]
    [InlineData("Ida", "taken-back", "false 20% 0.040 0.0 +33.9 50%")]
    // Resolved early, the whole time stays its measure
    [InlineData("Jim", "early", "false 20% 0.040 0.0 +33.9 50%")]
    public async Task Each_forecast_has_its_scores(string name, string slug, string figures)
    {
        var page = await reader.GetAsync($"/u/{name}");

        page.Rows(".list")[$"The question called {slug}"].ShouldBe(figures.Split(' '));
        page.QuerySelector(".list th a")!.GetAttribute("href").ShouldBe($"/f/{slug}");
    }

    [Fact]
    public async Task Who_was_nearer_than_the_board_gets_the_difference()
    {
        // The board stands at 50% all the time: Cid's 84.8 less its 0
        var page = await reader.GetAsync("/u/Cid");
        Terms(page)["Against the board"].ShouldBe("+84.8");
        Terms(page)["Brier"].ShouldBe("0.010");
        Terms(page)["Log"].ShouldBe("−0.105");
        Terms(page)["Peer"].ShouldBe("–", "five forecasts are needed");
        page.QuerySelector(".terms")!.Words().ShouldContain("from 5 forecasts on");
        page.QuerySelectorAll(".calibration tbody tr").Select(row => row.Words()).ShouldBe(["90% 1 100% 23%–100%"]);
    }

    [Fact]
    public async Task Nothing_is_scored_without_an_answer_and_open_estimates_stay_ones_own()
    {
        var page = await reader.GetAsync("/u/Kim");

        page.QuerySelectorAll(".list tr").ShouldBeEmpty();
        page.QuerySelector("main")!.Words().ShouldContain("Nothing to score yet.");
        page.QuerySelectorAll("ul.open a").Select(a => a.GetAttribute("href")).ShouldBe(["/f/still-open"]);
        page.QuerySelector("main")!.Words().ShouldNotContain("33");
        var file = JsonDocument.Parse(await reader.Client.GetStringAsync("/u/Kim/json")).RootElement;
        (file.GetProperty("forecasts").GetArrayLength(), file.GetProperty("summary").ValueKind).ShouldBe((0, JsonValueKind.Null));
        (await reader.Client.GetStringAsync("/u/Kim/csv")).ShouldNotContain("still-open");
    }

    [Fact]
    public async Task As_a_file_it_is_the_same()
    {
        var lines = (await reader.Client.GetStringAsync("/u/Fay/csv")).TrimStart('\uFEFF').Split("\r\n");
        lines.Length.ShouldBe(3);
        lines[0].ShouldBe("slug,title,category,openedAt,horizon,resolvedAt,outcome,last,brier,log,baseline,peer,relative,coverage");
        lines[1].ShouldStartWith("from-half-way,\"The question called from-half-way\",work,2025-01-01T00:00:00Z,2025-01-10,2025-01-11T00:00:00Z,true,0.9,0.0");

        var forecast = JsonDocument.Parse(await reader.Client.GetStringAsync("/u/Fay/json")).RootElement.GetProperty("forecasts")[0];
        forecast.GetProperty("peer").GetDouble().ShouldBe(69.625, 1e-3);
        forecast.GetProperty("baseline").GetDouble().ShouldBe(84.79969066 / 2, 1e-6);
        forecast.GetProperty("coverage").GetDouble().ShouldBe(.5);
    }

    [Fact]
    public async Task A_name_is_found_however_it_is_written_and_nobody_is_not()
    {
        await reader.GetAsync("/u/fAY?the=address"); // which is not what was kept
        (reader.Status, reader.At).ShouldBe((HttpStatusCode.OK, "/u/Fay"));
        foreach (var path in new[] { "/u/Nobody%20Here", "/u/", "/u/%EF%BF%BE", "/u/Nobody%20Here/csv", "/u/Nobody%20Here/json" })
        {
            await reader.GetAsync(path);
            reader.Status.ShouldBe(HttpStatusCode.NotFound, path);
        }
    }

    public void Dispose() => reader.Dispose();

    private static Dictionary<string, string> Terms(AngleSharp.Dom.IParentNode page) => page.QuerySelectorAll(".terms > div")
        .ToDictionary(term => term.QuerySelector("dt")!.FirstChild!.TextContent.Trim(), term => term.QuerySelector("dd")!.Words());
}
