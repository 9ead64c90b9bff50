using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using Textak.Forecasting;
using Textak.Tests.Live;

namespace Textak.Tests.Estimates;

/// <summary>The history and the spread as a page brings them, without a script.</summary>
public sealed class ChartTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task The_middle_half_is_a_band_the_geometric_mean_comes_on_demand_and_new_criteria_are_marked()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await EstimatesAsync(slug, 10, 50, 90, 30);
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}?days=7");

        var last = (await Ledger.ReadAsync(site, slug)).Points[^1];
        double?[] expected = [last.At.ToUnixTimeSeconds(), .. new[] { last.Probability, last.LowerQuartile, last.UpperQuartile, last.GeometricMean }.Select(p => (double?)Math.Round(100 * p!.Value, 1))];
        Points(page)[^1].ShouldBe(expected);
        // The band's upper edge ends at the upper quartile, and comes back along the lower one
        page.QuerySelector(".plot .band")!.GetAttribute("d")!.ShouldContain(FormattableString.Invariant($"V{100 - 100 * last.UpperQuartile:0.##}H100V{100 - 100 * last.LowerQuartile:0.##}H"));
        page.QuerySelector(".plot .mean")!.GetAttribute("d").ShouldBeNullOrEmpty();
        var toggle = page.QuerySelector<IHtmlAnchorElement>(".key a.mean")!;
        (toggle.TextContent, toggle.GetAttribute("href")).ShouldBe(("Show the geometric mean", "?days=7&mean=true#chart"));

        page = await reader.GetAsync($"/f/{slug}?days=7&mean=true");

        page.QuerySelector(".plot .mean")!.GetAttribute("d")!.ShouldContain(FormattableString.Invariant($"V{100 - 100 * last.GeometricMean:0.##}"));
        page.QuerySelector(".key a.mean")!.GetAttribute("href").ShouldBe("?days=7#chart");
        page.QuerySelectorAll(".chart nav a").Select(a => (a.TextContent, a.GetAttribute("href"), a.GetAttribute("aria-current"))).ShouldBe(
        [
            ("Day", "?days=1&mean=true#chart", null), ("Week", "?days=7&mean=true#chart", "true"),
            ("60 days", "?days=60&mean=true#chart", null), ("All", "?days=0&mean=true#chart", null),
        ]);

        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        (await keeper.ChangeCriteriaAsync(slug, 1, "True if it happens twice.", "Once is chance.")).ShouldBeTaken();
        page = await reader.GetAsync($"/f/{slug}");
        page.QuerySelectorAll(".marks a").ShouldHaveSingleItem().ShouldSatisfyAllConditions(
            mark => mark.ClassName.ShouldBe("criteria"), mark => page.QuerySelector(mark.GetAttribute("href")!)!.TextContent.ShouldContain("it happens twice"));
    }

    [Fact]
    public async Task What_happened_is_marked_with_a_link_and_without_a_word_of_its_text()
    {
        var slug = await site.OpenResolvedAsync(Fresh.Slug(), """
            ## For
            - The first of them speaks for it.
              when: 50 days ago
            ## Against
            - The second of them speaks against it.
              when: 45 days ago
            ## Signals
            - The harbour was dredged.
              when: 40 days ago
            """);
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}?days=0");

        var marks = page.QuerySelectorAll(".marks a").Select(a => (a.ClassName, Leads: page.QuerySelector(a.GetAttribute("href")!) is not null, Place: double.Parse(a.QuerySelector("text")!.GetAttribute("x")!.TrimEnd('%'), CultureInfo.InvariantCulture)));
        marks.Select(mark => (mark.ClassName, mark.Leads)).ShouldBe([("for", true), ("against", true), ("signal", true), ("resolution", true)]);
        // From the first estimate, 80 days ago, to the end, 30 days ago
        marks.Select(mark => Math.Round(mark.Place)).ShouldBe([60, 70, 80, 100]);
        var rows = page.QuerySelectorAll(".rows tbody tr").Select(row => row.QuerySelectorAll("td").Select(cell => cell.Words()).ToList()).ToList();
        rows[0].ShouldBe(["70%", "70 to 70%", "70%", "resolved true"]);
        rows.ShouldContain(row => row[0] == "60%" && row[3] == "a signal");
        rows.ShouldContain(row => row[0] == "40%" && row[3] == "an argument for");

        // The last week begins with what held then, and nothing that happened before stands beside it
        page = await reader.GetAsync($"/f/{slug}?days=7");
        page.QuerySelectorAll(".marks a").Select(a => a.ClassName).ShouldBe(["resolution"]);
        page.QuerySelector(".chart output")!.Words().ShouldBe("60% to 70%");
        page.QuerySelector(".plot .line")!.GetAttribute("d").ShouldStartWith("M0 40H");

        var argument = (await Ledger.ReadAsync(site, slug)).Arguments[0].Id;
        (await keeper.HideAsync(slug, argument, "Off topic")).ShouldBeTaken();
        foreach (var visitor in new[] { reader, keeper.Visitor })
        {
            page = await visitor.GetAsync($"/f/{slug}?days=0");
            page.QuerySelectorAll(".marks a").Select(a => a.ClassName).ShouldBe(["against", "signal", "resolution"]);
            page.QuerySelector("#chart")!.OuterHtml.ShouldNotContain($"argument-{argument}");
        }
    }

    [Fact]
    public async Task It_begins_with_what_was_said_before_anybody_gave_a_number()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 30 days ago\nhistory: 10 days ago 40", "## Against\n- It was said before anybody said how likely.\n  when: 20 days ago");
        using var reader = site.Visit();

        var page = await reader.GetAsync($"/f/{slug}?days=0");

        page.QuerySelector(".marks a.against text")!.GetAttribute("x").ShouldBe("0%");
        page.QuerySelector(".plot .line")!.GetAttribute("d").ShouldStartWith("M50 60H");
        page.QuerySelector(".chart output")!.Words().ShouldBe("40% throughout");
    }

    [Fact]
    public async Task Why_the_number_moved_is_told_of_any_span_and_adds_up()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 90 days ago\nhistory: 80 days ago 40, 20 days ago 61",
            "## Estimates\n- Forecaster 17\n  history: 10 days ago 80, 4 days ago withdrawn\n- Forecaster 18\n  history: 2 days ago 30");
        using var reader = site.Visit();

        // 61 and 80: 70.5, then 61 again; with 30 it is 45.5
        foreach (var (days, why) in new[]
        {
            (0, "+6: minds changed +21, newcomers −6, withdrawals −9"), (15, "−15: newcomers −6, withdrawals −9"), (7, "−25: newcomers −15, withdrawals −10"),
            (3, "−15: newcomers −15"), (1, "Nothing moved it in the time shown."),
        })
            (await reader.GetAsync($"/f/{slug}?days={days}")).QuerySelector("#chart details.rows p")!.TextContent.ShouldBe(why, $"of {days} days");
        reader.Page.QuerySelector("#why")!.TextContent.ShouldBe("−25: newcomers −15, withdrawals −10", "the board's own line is of seven days");
    }

    [Fact]
    public async Task Each_span_of_a_long_history_is_thinned_by_itself_and_keeps_its_extremes()
    {
        const int hours = 600, minutes = 700;
        var slug = await site.OpenAsync(Fresh.Slug(), "opened: 90 days ago\nhistory: " + string.Join(", ",
            Enumerable.Range(0, hours).Select(i => $"{hours + 48 - i} hours ago {(i == 100 ? 3 : 40 + i % 3)}")
                .Concat(Enumerable.Range(0, minutes).Select(i => $"{minutes + 1 - i} minutes ago {(i == 333 ? 97 : 60 + i % 3)}"))));
        using var reader = site.Visit();
        foreach (var (days, least, spike) in new[] { (1, 150, 97), (7, 250, 97), (0, 450, 3) })
        {
            var page = await reader.GetAsync($"/f/{slug}?days={days}");
            var all = Points(page);
            all.Count.ShouldBeLessThan(4 * 400);
            var start = days == 0 ? 0 : all[^1][0]!.Value - days * 86_400;
            all.Count(point => point[0] >= start).ShouldBeGreaterThan(least);
            all.ShouldContain(point => point[0] >= start && point[1] == spike);
            var line = page.QuerySelector(".plot .line")!.GetAttribute("d")!;
            line.ShouldContain($"V{100 - spike}H");
            line.Count(c => c == 'V').ShouldBeInRange(100, 400);
            page.QuerySelectorAll(".rows tbody tr").Length.ShouldBeInRange(20, 60);
        }
    }

    [Fact]
    public async Task The_spread_counts_everybody_marks_ones_own_and_goes_along()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        await using var watcher = await Watcher.OfAsync(site, slug);
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        var page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#spread output")!.TextContent.ShouldBe("Nobody has estimated yet");
        page.QuerySelector("#spread .mine").ShouldBeNull();

        await EstimatesAsync(slug, 70, 71, 30);
        var seq = (await ada.EstimateAsync(slug, 52)).ShouldBeTaken().Seq;

        page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#spread output")!.TextContent.ShouldBe("4 estimates, from 28 to 72%");
        page.QuerySelector("#spread svg")!.GetAttribute("aria-label").ShouldBe("1 estimate from 28 to 32%, 1 estimate from 48 to 52%, 2 estimates from 68 to 72%; yours is 52%");
        var bars = page.QuerySelectorAll("#spread rect");
        (bars.Length, bars.ToList().FindIndex(bar => bar.ClassName == "mine")).ShouldBe((Histogram.Bars, 10));
        bars.Select(bar => bar.GetAttribute("height")).Where(height => height != "0%").ShouldBe(["50%", "50%", "100%"]);
        await watcher.ReachesAsync(seq);
        watcher.Pushed.Last(frame => frame.To == seq).Bars.ShouldBe(page.QuerySelector("#spread")!.GetAttribute("data-bars")!.Split(',').Select(count => int.Parse(count, CultureInfo.InvariantCulture)));

        await ada.WithdrawAsync(slug);
        page = await ada.Visitor.GetAsync($"/f/{slug}");
        page.QuerySelector("#spread output")!.TextContent.ShouldBe("3 estimates, from 28 to 72%");
        page.QuerySelector("#spread .mine").ShouldBeNull();
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        // Whose estimate made each point, so that their own pages ask what they say now
        (await watcher.AskAsync(slug, 0)).Points.Select(point => (point.Seq, point.By)).ShouldBe(
            ledger.Points.Select(point => (point.Seq, ledger.Events.Single(e => e.Seq == point.Seq).ById)));
    }

    private static List<double?[]> Points(IHtmlDocument page) => JsonSerializer.Deserialize<List<double?[]>>(page.QuerySelector("#chart")!.GetAttribute("data-points")!)!;

    private async Task EstimatesAsync(string slug, params int[] percents)
    {
        foreach (var percent in percents)
        {
            using var person = await Participant.JoinAsync(site, Fresh.Name());
            (await person.EstimateAsync(slug, percent)).ShouldBeTaken();
        }
    }
}
