using System.Text.Json;

namespace Textak.Tests.Records;

/// <summary>A forecast has scores from the moment at which it resolves, and none any more once it is opened again.</summary>
public sealed class ReopenedTests(BusySite site) : IClassFixture<BusySite>
{
    [Fact]
    public async Task It_takes_its_scores_back_and_the_next_answer_gives_others()
    {
        var (slug, name) = (await site.OpenAsync(Fresh.Slug(), "opened: 20 days ago", "## Estimates\n- Forecaster 17\n  history: 20 days ago 80\n- Forecaster 18\n  history: 20 days ago 40"), "Forecaster 17");
        using var admin = await Participant.AdminAsync(site, Fresh.Name("Chief"));
        using var reader = site.Visit();
        (await PeerAsync(reader, name, slug)).ShouldBeNull();
        var covered = 20.0 / (new DateTimeOffset(2031, 1, 1, 0, 0, 0, TimeSpan.Zero) - TimeProvider.System.GetUtcNow().AddDays(-20)).TotalDays;

        await StepAsync(admin, slug, "ResolveTrue");
        // 100 (ln .8 - ln .4) = 69.31
        (await PeerAsync(reader, name, slug))!.Value.ShouldBe(69.31 * covered, .01);
        (await reader.GetAsync("/track-record")).QuerySelectorAll(".list a").Select(a => a.GetAttribute("href")).ShouldContain($"/f/{slug}");

        await StepAsync(admin, slug, "Reopen");
        (await PeerAsync(reader, name, slug)).ShouldBeNull();
        (await reader.GetAsync($"/u/{Uri.EscapeDataString(name)}")).QuerySelectorAll("ul.open a").Select(a => a.GetAttribute("href")).ShouldBe([$"/f/{slug}"]);
        (await reader.GetAsync("/track-record")).QuerySelectorAll(".list a").Select(a => a.GetAttribute("href")).ShouldNotContain($"/f/{slug}");

        await StepAsync(admin, slug, "ResolveFalse");
        // 100 (ln .2 - ln .6) = -109.86
        (await PeerAsync(reader, name, slug))!.Value.ShouldBe(-109.86 * covered, .01);
        // Though nobody asked while it was open
        await StepAsync(admin, slug, "Reopen");
        await StepAsync(admin, slug, "ResolveTrue");
        (await PeerAsync(reader, name, slug))!.Value.ShouldBe(69.31 * covered, .01);
        await StepAsync(admin, slug, "Reopen");
        await StepAsync(admin, slug, "Annul");
        (await PeerAsync(reader, name, slug)).ShouldBeNull();
        (await reader.GetAsync("/track-record")).QuerySelector("main")!.Words().ShouldNotContain(slug);
    }

    private static async Task StepAsync(Participant admin, string slug, string step) =>
        (await admin.SendAsync($"/f/{slug}/status", Manner.Script, null, ("step", step), ("reason", "As the almanac has it."), ("sources", "https://almanac.example/"))).ShouldBeTaken();

    private static async Task<double?> PeerAsync(Visitor reader, string name, string slug)
    {
        var forecasts = JsonDocument.Parse(await reader.Client.GetStringAsync($"/u/{Uri.EscapeDataString(name)}/json")).RootElement.GetProperty("forecasts");
        return forecasts.EnumerateArray().Where(f => f.GetProperty("slug").GetString() == slug).Select(f => (double?)f.GetProperty("peer").GetDouble()).SingleOrDefault();
    }
}
