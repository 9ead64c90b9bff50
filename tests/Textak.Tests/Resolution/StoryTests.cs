using System.Globalization;
using System.Text.Json;
using AngleSharp.Dom;
using Textak.Tests.Live;
using Textak.Tests.Records;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Resolution;

/// <summary>What a resolved board tells of who was early and right, and by which arguments, on two nodes whose clocks may differ.</summary>
public sealed class StoryTests : IAsyncLifetime
{
    private readonly CalendarSite one = new(), two;
    private readonly List<IDisposable> people = [];

    public StoryTests()
    {
        two = new() { Beside = one };
        two.Settings["Node:Name"] = "two";
    }

    public async ValueTask InitializeAsync()
    {
        await one.InitializeAsync();
        await two.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var person in people) person.Dispose();
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task It_names_who_was_early_and_right_and_the_arguments_that_helped_and_misled()
    {
        // Of 40 days, so that nobody's estimate grows stale on the way
        var (slug, planned) = await OpenAsync(days: 40);
        var (ada, ben, eve) = (await JoinAsync("Ada"), await JoinAsync("Ben"), await JoinAsync("Eve"));
        var (pro, con) = (await eve.ArguedAsync(slug, "for", "The argument that was right."), await eve.ArguedAsync(slug, "against", "The argument that was wrong."));
        await ada.EstimateAsync(slug, 60);
        await ben.EstimateAsync(slug, 50);
        await eve.EstimateAsync(slug, 40);
        (await ada.MoveAsync(slug, 90, $"a{pro}")).ShouldBeTaken();
        (await eve.MoveAsync(slug, 20, $"a{con}")).ShouldBeTaken();
        one.Clock.Advance(TimeSpan.FromDays(10));
        (await ben.EstimateAsync(slug, 80)).ShouldBeTaken();
        one.Clock.Advance(TimeSpan.FromDays(10));

        await ResolveAsync(slug);

        using var reader = one.Visit();
        var story = (await reader.GetAsync($"/f/{slug}")).QuerySelector("#standing .story")!;
        // 100 (log2 .9 + 1) over twenty days, 100 (log2 .8 + 1) over ten; Eve was wrong
        Early(story).Select(line => line.Words().Replace(line.QuerySelector("time")!.Words(), "then", StringComparison.Ordinal)).ShouldBe(
            [$"Ada on the right side since then, 90% in the end, baseline score {Points(84.79969066 * 20 / planned)}", $"Ben on the right side since then, 80% in the end, baseline score {Points(67.80719051 * 10 / planned)}"]);
        Early(story).Select(line => Math.Round((Since(line) - TimeProvider.System.GetUtcNow()).TotalDays)).ShouldBe([0, 10]);
        story.Children[1].QuerySelectorAll("li").Select(line => line.Words()).ShouldBe([$"The argument that was right. ▲ for, named by 1: log score +{Math.Log(.9 / .6):0.00}"]);
        story.Children[2].QuerySelectorAll("li").Select(line => line.Words()).ShouldBe([$"The argument that was wrong. ▼ against, named by 1: log score −{Math.Log(.4 / .2):0.00}"]);
        var final = Textak.Forecasting.Percent.Of((await one.ForecastAsync(slug)).Probability!.Value);
        reader.Page.QuerySelector("#standing .final")!.Words().ShouldStartWith($"The board closed at {final}%, 3 estimates");
    }

    [Fact]
    public async Task It_names_the_best_five_who_were_right_at_the_end_and_not_the_editors()
    {
        var slug = await one.OpenScoredAsync(Fresh.Slug(), "resolved false", """
            Ada: 2025-01-01 10
            Ben: 2025-01-01 20
            Cid: 2025-01-01 80, 2025-01-02 10
            Dan: 2025-01-01 30
            Eve: 2025-01-01 40
            Fay: 2025-01-03 40
            Gus: 2025-01-01 1, 2025-01-10 50
            Hal: 2025-01-01 1, 2025-01-10 withdrawn
            """, history: "2025-01-01 5");
        using var reader = one.Visit();

        var story = (await reader.GetAsync($"/f/{slug}")).QuerySelector("#standing .story")!;

        Early(story).Select(line => (line.QuerySelector("bdi")!.TextContent, $"{Since(line):d MMM}")).ShouldBe(
            [("Ada", "1 Jan"), ("Ben", "1 Jan"), ("Cid", "2 Jan"), ("Dan", "1 Jan"), ("Eve", "1 Jan")]);
    }

    [Fact]
    public async Task Its_scores_are_those_of_the_records_also_where_a_nodes_clock_is_ten_days_behind()
    {
        var (slug, planned) = await OpenAsync(days: 40);
        var (ada, ben, cid, dan) = (await JoinAsync("Ada"), await JoinAsync("Ben"), await JoinAsync("Cid"), await JoinAsync("Dan"));
        await ada.EstimateAsync(slug, 60);
        await ben.EstimateAsync(slug, 50);
        await dan.EstimateAsync(slug, 90);
        one.Clock.Advance(TimeSpan.FromDays(10));
        (await ada.EstimateAsync(slug, 90)).ShouldBeTaken();
        (await cid.EstimateAsync(slug, 70)).ShouldBeTaken();
        // On the other node it is ten days earlier, and the log goes on all the same
        using var benThere = await two.BackAsync("Ben");
        using var cidThere = await two.BackAsync("Cid");
        (await benThere.EstimateAsync(slug, 80)).ShouldBeTaken();
        (await cidThere.EstimateAsync(slug, 75)).ShouldBeTaken();
        one.Clock.Advance(TimeSpan.FromDays(10));
        using var danBack = await one.BackAsync("Dan");
        (await danBack.WithdrawAsync(slug)).ShouldBeTaken();

        await ResolveAsync(slug);

        var ledger = await Ledger.ReadAsync(one, slug);
        ledger.ShouldAddUp();
        ledger.Events.Zip(ledger.Events.Skip(1)).ShouldContain(pair => pair.Second.At < pair.First.At.AddDays(-9), "time stepped back");
        var expected = new Dictionary<string, double>
        {
            ["Ada"] = (26.30344058 * 10 + 84.79969066 * 10) / planned, ["Ben"] = 67.80719051 * 10 / planned, ["Cid"] = 58.49625007 * 10 / planned,
        };
        foreach (var site in new[] { one, two })
        {
            using var reader = site.Visit();
            var early = Early((await reader.GetAsync($"/f/{slug}")).QuerySelector("#standing .story")!).ToList();
            early.Select(line => line.QuerySelector("bdi")!.TextContent).ShouldBe(["Ada", "Ben", "Cid"], "Dan took it back");
            foreach (var line in early)
            {
                var name = line.QuerySelector("bdi")!.TextContent;
                var record = JsonDocument.Parse(await reader.Client.GetStringAsync($"/u/{name}/json")).RootElement.GetProperty("forecasts").EnumerateArray().Single();
                var (baseline, last) = (record.GetProperty("baseline").GetDouble(), record.GetProperty("last").GetDouble());
                baseline.ShouldBe(expected[name], .001);
                line.Words().ShouldEndWith($"{100 * last:0}% in the end, baseline score {Points(baseline)}");
                (await reader.GetAsync($"/u/{name}")).QuerySelector(".list td[data-label=Baseline]")!.Words().ShouldBe(Points(baseline));
            }
            // By the log they came after what was said ten days later by another clock
            early.Skip(1).Select(line => Since(line) >= ledger.Estimates.Single(e => e.Percent == 90 && e.Before == 60).At.AddSeconds(-1)).ShouldAllBe(isLater => isLater);
        }
    }

    private async Task<(string Slug, double Planned)> OpenAsync(int days)
    {
        var slug = Fresh.Slug();
        var now = one.Clock.Now();
        await one.UseAsync<BoardLog>(async log => await log.OpenAsync(() => new()
        {
            Slug = slug, Title = $"The question called {slug}", Thesis = "It may.", Criteria = "True if it is.", Category = Category.Work,
            Horizon = DateOnly.FromDateTime(now.UtcDateTime).AddDays(days), OpenedAt = now,
        }, await Textak.Web.Features.Accounts.EditorialAccount.EnsureAsync(one.Services), () => []));
        var forecast = await one.ForecastAsync(slug);
        return (slug, (forecast.DueAt - forecast.OpenedAt).TotalDays);
    }

    private async Task<Participant> JoinAsync(string name)
    {
        var person = await Participant.JoinAsync(one, name);
        people.Add(person);
        return person;
    }

    private async Task ResolveAsync(string slug)
    {
        var keeper = await Participant.ModerateAsync(one, "Keeper");
        people.Add(keeper);
        (await keeper.StepAsync(slug, "ResolveTrue", "It came true.", "https://proof.example/")).ShouldBeTaken();
    }

    private static IEnumerable<IElement> Early(IElement story) => story.Children[0].QuerySelectorAll("li");

    private static DateTimeOffset Since(IElement line) => DateTimeOffset.Parse(line.QuerySelector("time")!.GetAttribute("datetime")!, CultureInfo.InvariantCulture);

    private static string Points(double points) => $"{points:+0.0;−0.0}";
}
