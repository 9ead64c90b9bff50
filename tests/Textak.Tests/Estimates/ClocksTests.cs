using System.Globalization;
using Textak.Tests.Live;

namespace Textak.Tests.Estimates;

/// <summary>Two nodes whose clocks differ by days: each page of a board goes by the order of its log, and none fails.</summary>
public sealed class ClocksTests : IAsyncLifetime
{
    private readonly CalendarSite ahead = new(), behind;

    public ClocksTests()
    {
        behind = new() { Beside = ahead };
        behind.Settings["Node:Name"] = "behind";
    }

    public async ValueTask InitializeAsync()
    {
        await ahead.InitializeAsync();
        await behind.InitializeAsync();
        ahead.Clock.Advance(TimeSpan.FromDays(5));
    }

    public async ValueTask DisposeAsync()
    {
        await behind.DisposeAsync();
        await ahead.DisposeAsync();
    }

    [Fact]
    public async Task A_long_history_that_steps_back_in_time_is_drawn_on_the_board_and_in_the_feed()
    {
        var slug = await ahead.OpenAsync(Fresh.Slug(), "opened: 90 days ago\nhistory: " + string.Join(", ",
            Enumerable.Range(0, 450).Select(i => string.Create(CultureInfo.InvariantCulture, $"{600 - i} hours ago {40 + i % 3}"))));
        using var ada = await Participant.JoinAsync(ahead, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(behind, Fresh.Name("Ben"));
        (await ada.EstimateAsync(slug, 60)).ShouldBeTaken();
        (await ben.EstimateAsync(slug, 70)).ShouldBeTaken();
        var ledger = await Ledger.ReadAsync(ahead, slug);
        ledger.ShouldAddUp();
        (ledger.Points[^1].At < ledger.Points[^2].At.AddDays(-4)).ShouldBeTrue("time stepped back");

        foreach (var site in new[] { ahead, behind })
        {
            using var reader = site.Visit();
            foreach (var days in new[] { 0, 1, 7, 60 })
            {
                var times = ChartTests.Points(await reader.GetAsync($"/f/{slug}?days={days}")).ConvertAll(point => point[0]!.Value);
                times.ShouldBe(times.Order());
            }
            reader.Page.QuerySelector("#probability")!.TextContent.ShouldBe("60");
            (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{slug}'] .probability")!.Words().ShouldBe("60%");
        }
    }

    [Fact]
    public async Task What_opened_by_a_clock_that_is_ahead_takes_estimates_and_an_end_that_come_before()
    {
        var slug = await ahead.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(behind, Fresh.Name("Ada"));
        using var keeper = await Participant.ModerateAsync(behind, Fresh.Name("Keeper"));

        (await ada.EstimateAsync(slug, 60)).ShouldBeTaken();
        (await ada.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#mine b")!.TextContent.ShouldBe("60%");
        (await keeper.StepAsync(slug, "ResolveTrue", "It came true.", "https://proof.example/")).ShouldBeTaken();

        (await behind.ForecastAsync(slug)).ShouldSatisfyAllConditions(f => f.ResolvedAt.ShouldNotBeNull(), f => (f.ResolvedAt < f.OpenedAt).ShouldBeTrue());
        (await ada.Visitor.GetAsync($"/f/{slug}")).QuerySelector("#standing .final")!.Words().ShouldStartWith("The board closed at 60%");
        foreach (var page in new[] { "/track-record", "/leaderboard", "/how-it-works" })
        {
            await ada.Visitor.GetAsync(page);
            ada.Visitor.Status.ShouldBe(System.Net.HttpStatusCode.OK, page);
        }
    }
}
