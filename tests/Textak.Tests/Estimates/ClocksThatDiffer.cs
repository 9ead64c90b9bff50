using System.Net;
using System.Text.Json;

namespace Textak.Tests.Estimates;

/// <summary>One node's clock is an hour fast, and is put right: the times in the log step back, its order doesn't.</summary>
public sealed class ClocksThatDiffer(CalendarSite site) : IClassFixture<CalendarSite>
{
    private const int Fast = 70; // more than the table of a chart has lines

    [Fact]
    public async Task A_board_whose_times_step_back_is_shown_in_the_order_of_its_log()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        site.Clock.Advance(TimeSpan.FromHours(1));
        for (var i = 0; i < Fast; i++) (await person.EstimateAsync(slug, 20 + i % 60)).ShouldBeTaken();
        site.Clock.Advance(TimeSpan.FromHours(-1));
        (await person.EstimateAsync(slug, 90)).ShouldBeTaken();
        using var reader = site.Visit();

        foreach (var span in (string[])["", "?days=1", "?days=0"])
        {
            var page = await reader.GetAsync($"/f/{slug}{span}");
            reader.Status.ShouldBe(HttpStatusCode.OK, span);
            page.QuerySelector("#probability")!.TextContent.ShouldBe("90");
            var times = JsonSerializer.Deserialize<List<double?[]>>(page.QuerySelector("#chart")!.GetAttribute("data-points")!)!.ConvertAll(point => point[0]!.Value);
            times.Count.ShouldBe(Fast + 1);
            times.ShouldBeInOrder();
        }
        // Its small curve is thinned too
        (await reader.GetAsync("/")).QuerySelector($".tile[data-slug='{slug}'] .probability")!.Words().ShouldBe("90%");
    }

    [Fact]
    public async Task What_a_slow_clock_wrote_down_before_the_forecast_opened_counts_from_the_opening_on()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var name = Fresh.Name();
        using var person = await Participant.JoinAsync(site, name);
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        site.Clock.Advance(TimeSpan.FromHours(-1));
        (await person.EstimateAsync(slug, 90)).ShouldBeTaken();

        await person.Visitor.GetAsync($"/f/{slug}");
        person.Visitor.Status.ShouldBe(HttpStatusCode.OK, "the page on which its owner is told when it grows stale");
        (await keeper.StepAsync(slug, "ResolveTrue", "It happened.", "https://proof.example/")).ShouldBeTaken();
        site.Clock.Advance(TimeSpan.FromHours(1));

        foreach (var path in (string[])[$"/f/{slug}", $"/u/{Uri.EscapeDataString(name)}", "/track-record"])
        {
            await person.Visitor.GetAsync(path);
            person.Visitor.Status.ShouldBe(HttpStatusCode.OK, path);
        }
    }
}
