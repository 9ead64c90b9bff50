using System.Text.Json;

namespace Textak.Tests.Records;

/// <summary>The board's own record, by the design's figures for Murphy's terms.</summary>
public sealed class TrackRecordTests(TrackRecordTests.TenForecasts site) : IClassFixture<TrackRecordTests.TenForecasts>, IDisposable
{
    private readonly Visitor reader = site.Visit();

    /// <summary>Four at 80%, of which three came true, and six at 30%, of which one did; and two without an answer.</summary>
    public sealed class TenForecasts : BusySite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            for (var i = 1; i <= 4; i++) await OpenAsync($"likely-{i}", i <= 3, 80, "work", "2025-01-10");
            for (var i = 1; i <= 6; i++) await OpenAsync($"unlikely-{i}", i <= 1, 30, i <= 2 ? "policy" : "models", i <= 5 ? "2025-06-30" : "2026-06-30");
            await this.OpenScoredAsync("no-answer", "ambiguous", "", history: "2025-01-01 20");
            await this.OpenScoredAsync("called-off", "annulled", "", history: "2025-01-01 20");
            await this.OpenAsync("still-open");
        }

        private Task OpenAsync(string slug, bool cameTrue, int percent, string category, string horizon) => this.OpenScoredAsync(
            slug, cameTrue ? "resolved true" : "resolved false", "", category, horizon,
            // Half of it, where the time is longer
            title: slug == "likely-1" ? "=1+1, \"quoted\"" : null, history: $"2025-01-01 {percent}");
    }

    [Fact]
    public async Task The_Brier_score_is_taken_apart_and_adds_up()
    {
        var page = await reader.GetAsync("/track-record");

        page.QuerySelector(".hero")!.Words().ShouldStartWith("0.170 Brier score of the board over 10 resolved forecasts");
        page.QuerySelectorAll(".terms dd").Select(dd => dd.Words()).ShouldBe(["0.012", "−0.082", "+0.240", "0.000", "0.170"]);
        page.QuerySelector(".terms")!.Words().ShouldContain("4 of 10 came true");
        page.QuerySelectorAll(".calibration tbody tr").Select(row => row.Words()).ShouldBe(["30% 6 17% 3%–49%", "80% 4 75% 35%–95%"]);
        page.QuerySelectorAll(".calibration circle").Select(dot => (dot.GetAttribute("cx"), dot.GetAttribute("cy"))).ShouldBe([("30", "83.33"), ("80", "25")]);
        page.QuerySelector(".scores .hint")!.Words().ShouldStartWith("2 forecasts ended as ambiguous or annulled");
        page.QuerySelector(".notice").ShouldBeNull("ten are not few");
    }

    [Fact]
    public async Task Groups_say_where_they_are_few()
    {
        var page = await reader.GetAsync("/track-record");

        // (4 x .04 of 3 true + .64 of one false) / 4; (.49 + .09) / 2; .09
        page.QuerySelectorAll(".halves tbody tr").Select(row => string.Join(' ', row.Children.Take(3).Select(cell => cell.Words()))).ShouldBe(
            ["work 4 (few) 0.190", "policy 2 (few) 0.290", "models 4 (few) 0.090", "up to a month 4 (few) 0.190", "up to a year 5 (few) 0.170", "more than a year 1 (few) 0.090"],
            ignoreOrder: true);
        page.Rows(".list").Count.ShouldBe(10);
        // 100 (log2 .3 + 1) = -73.70
        page.Rows(".list")["The question called unlikely-1"].ShouldBe(["true", "30%", "0.490", Scaled(-73.696559), "1"]);
    }

    [Fact]
    public async Task As_files_it_is_whole_and_no_cell_is_a_formula()
    {
        var csv = await reader.Client.GetStringAsync("/track-record/csv");
        csv.ShouldContain("\r\nlikely-1,\"'=1+1, \"\"quoted\"\"\",work,");
        csv.Split("\r\n").Length.ShouldBe(12);
        using var response = await reader.Client.GetAsync("/track-record/csv", TestContext.Current.CancellationToken);
        response.Content.Headers.ContentType!.ToString().ShouldBe("text/csv; charset=utf-8");
        response.Content.Headers.ContentDisposition!.ToString().ShouldBe("attachment; filename=\"textak-track-record.csv\"");

        var json = JsonDocument.Parse(await reader.Client.GetStringAsync("/track-record/json")).RootElement;
        json.GetProperty("forecasts").GetArrayLength().ShouldBe(10);
        var murphy = json.GetProperty("board").GetProperty("murphy");
        murphy.GetProperty("reliability").GetDouble().ShouldBe(.0116667, 1e-6);
        murphy.GetProperty("resolution").GetDouble().ShouldBe(.0816667, 1e-6);
        murphy.GetProperty("brier").GetDouble().ShouldBe(.17, 1e-9);
        (json.GetProperty("open").GetInt32(), json.GetProperty("unscored").GetInt32()).ShouldBe((1, 2));
    }

    [Fact]
    public async Task How_it_works_tells_it_with_these_numbers()
    {
        var text = (await reader.GetAsync("/how-it-works")).QuerySelector("main")!.Words();

        text.ShouldContain("10 have resolved here, and 1 waits for an answer");
        text.ShouldContain("Here, over 10 forecasts: 0.170 = 0.012 − 0.082 + 0.240");
    }

    [Fact]
    public async Task Before_anything_resolved_it_says_so()
    {
        await using var empty = new BusySite();
        await empty.InitializeAsync();
        using var visitor = empty.Visit();

        (await visitor.GetAsync("/track-record")).QuerySelector(".empty")!.Words().ShouldStartWith("No forecast has resolved yet.");
        (await visitor.GetAsync("/leaderboard")).QuerySelector(".empty")!.Words().ShouldStartWith("Nobody has a place yet.");
        (await visitor.GetAsync("/how-it-works")).QuerySelector("main")!.Words().ShouldContain("So far none has resolved here");
        (await visitor.Client.GetStringAsync("/track-record/csv")).TrimStart('\uFEFF').Split("\r\n").Length.ShouldBe(2);
    }

    public void Dispose() => reader.Dispose();

    /// <summary>A baseline score over the ten days until the resolution, of the 181 until the end of June.</summary>
    private static string Scaled(double points) => $"{points * 10 / 181:+0.0;−0.0}";
}
