using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Tests.Forecasts.Import;
using Textak.Tests.Live;
using Textak.Web.Features.Forecasts;
using Percent = Textak.Forecasting.Percent;

namespace Textak.Tests.Forecasts;

/// <summary>Files become boards: whole, or not at all, and never twice.</summary>
public sealed class ImportTests : IAsyncLifetime
{
    private readonly BusySite site = new();

    public ValueTask InitializeAsync() => site.InitializeAsync();
    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task The_captured_page_as_it_is()
    {
        var imported = await site.ImportAsync("open-source-frontier.txt", Files.Captured);

        (imported.Success, imported.Added).ShouldBe((true, true));
        imported.Lines.ShouldBe(["open-source-frontier.txt: /f/open-source-frontier, 10 for, 8 against, 1 signal, 2 estimates."]);
        var ledger = await Ledger.ReadAsync(site, "open-source-frontier");
        ledger.ShouldAddUp();
        var forecast = ledger.Forecast;
        (forecast.ForCount, forecast.AgainstCount, forecast.HorizonLabel, forecast.StatedConfidence).ShouldBe((10, 8, "Q1 2027", Confidence.Moderate));
        Percent.Of(forecast.Probability!.Value).ShouldBe(75);
        ledger.Points.Select(point => Percent.Of(point.Probability!.Value)).ShouldBe([72, 75]);
        ledger.Signals.ShouldHaveSingleItem().Source.ShouldBe("LLM Stats / Kili Technology");
        var numbers = await site.ReadAsync(db => db.NumbersAsync(forecast, TimeProvider.System.GetUtcNow(), default));
        (numbers.Percent, numbers.Movement, numbers.ConfidenceWord).ShouldBe((75, 3, "moderate"));
    }

    [Fact]
    public async Task Twice_adds_nothing()
    {
        await site.ImportAsync("open-source-frontier.txt", Files.Captured);
        var before = await CountAsync();

        var again = await site.ImportAsync("open-source-frontier.txt", Files.Captured);
        var underAnotherName = await site.ImportAsync("another-name.txt", Files.Captured);

        foreach (var imported in new[] { again, underAnotherName })
        {
            (imported.Success, imported.Added).ShouldBe((true, false));
            imported.Lines.ShouldHaveSingleItem().ShouldEndWith("already there, at /f/open-source-frontier; nothing was added.");
        }
        (await CountAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task A_broken_file_says_where_and_why_and_nothing_of_it_is_loaded()
    {
        var broken = Files.Moon.Replaced("horizon: Q4 2028", "horizon: some day").Replaced("## Against", "## Agianst");

        var imported = await site.ImportAsync("moon.md", broken);

        (imported.Success, imported.Added).ShouldBe((false, false));
        imported.Lines.Count.ShouldBe(3);
        imported.Lines[0].ShouldMatch(@"moon\.md:5: .*some day");
        imported.Lines[1].ShouldMatch(@"moon\.md:\d+: .*agianst");
        imported.Lines[2].ShouldBe("moon.md: nothing was loaded.");
        (await CountAsync()).ShouldBe((0, 0, 0, 0));
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_no_crash()
    {
        var imported = await site.ImportAsync("no-such-file.md");

        (imported.Success, imported.Added).ShouldBe((false, false));
        imported.Lines.ShouldHaveSingleItem().ShouldStartWith("no-such-file.md: there is no such file");
    }

    [Fact]
    public async Task At_once_each_file_becomes_one_board()
    {
        // Into a database that has no editorial account yet, either
        var imports = Enumerable.Range(0, 4).SelectMany(_ => new[] { ("moon.md", Files.Moon), ("comet.md", Files.Comet) }).ToList();
        foreach (var (name, text) in imports.Take(2)) await File.WriteAllTextAsync(site.PathOf(name), text);

        var imported = await Task.WhenAll(imports.Select(file => Task.Run(() => site.ImportAsync(file.Item1))));

        imported.ShouldAllBe(i => i.Success);
        imported.Count(i => i.Added).ShouldBe(2);
        (await site.ReadAsync(db => db.Forecasts.CountAsync())).ShouldBe(2);
        (await site.ReadAsync(db => db.Users.CountAsync())).ShouldBe(1);
        (await Ledger.ReadAsync(site, "crewed-moon-landing")).ShouldAddUp();
        (await Ledger.ReadAsync(site, "comet")).ShouldAddUp();
        using var reader = site.Visit();
        (await reader.GetAsync("/f/comet")).QuerySelectorAll("#standing .sources a").Select(a => a.GetAttribute("href")).ShouldBe(["https://comet.example/log", "https://sky.example/nights"]);
    }

    [Fact]
    public async Task Participants_of_files_become_accounts_that_nobody_can_use_and_no_file_speaks_for_who_is_here()
    {
        const string estimates = "\n## Estimates\n- Forecaster 17\n  history: 12 days ago 30, 5 days ago 40\n- Ada\n  history: 9 days ago 60, 2 days ago withdrawn\n";
        (await site.ImportAsync("moon.md", Files.Moon + estimates)).Lines.ShouldHaveSingleItem().ShouldEndWith("6 estimates.");
        (await site.ImportAsync("sun.md", (Files.Moon + estimates).Replaced("crewed-moon-landing", "sun").Replaced("A crewed ship lands on the Moon", "Another one"))).Added.ShouldBeTrue();
        (await Ledger.ReadAsync(site, "crewed-moon-landing")).ShouldAddUp();
        (await Ledger.ReadAsync(site, "sun")).ShouldAddUp();
        (await site.ReadAsync(db => db.Users.CountAsync())).ShouldBe(3, "the editors, and two who are the same in both files");
        using var visitor = site.Visit();
        await Should.ThrowAsync<InvalidOperationException>(() => visitor.RegisterAsync("Ada"));

        (await site.RegisterAsync("Ben")).Dispose();
        var before = await CountAsync();
        var refused = await site.ImportAsync("star.md", (Files.Moon + estimates).Replaced("- Ada", "- bEN").Replaced("crewed-moon-landing", "star").Replaced("A crewed ship lands on the Moon", "A third"));
        (refused.Success, refused.Lines[0]).ShouldBe((false, "star.md: \"Ben\" is somebody's account here, and only they speak for it."));
        (await CountAsync()).ShouldBe(before);
    }

    private Task<(int, int, int, int)> CountAsync() => site.ReadAsync(async db =>
        (await db.Forecasts.CountAsync(), await db.Arguments.CountAsync(), await db.Signals.CountAsync(), await db.Events.CountAsync()));
}
