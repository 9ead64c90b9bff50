using Microsoft.EntityFrameworkCore;
using Textak.Tests.Forecasts.Import;
using Textak.Tests.Live;

namespace Textak.Tests.Forecasts;

/// <summary>The import as it is called from a shell, while the board is being served.</summary>
public sealed class ImportVerbTests : IAsyncLifetime
{
    private readonly BusySite site = new();
    private string captured = "", moon = "", broken = "";

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        (captured, moon, broken) = (site.PathOf("open-source-frontier.txt"), site.PathOf("moon.md"), site.PathOf("broken.md"));
        await File.WriteAllTextAsync(captured, Files.Captured);
        await File.WriteAllTextAsync(moon, Files.Moon);
        await File.WriteAllTextAsync(broken, Files.Moon.Replaced("horizon: Q4 2028", "horizon: some day").Replaced("crewed-moon-landing", "broken"));
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    [Fact]
    public async Task Each_file_is_answered_in_a_line_and_one_that_is_broken_stops_no_other()
    {
        var ran = await Ran.OnAsync(site, "import", captured, broken, moon, captured, site.PathOf("missing.md"), Path.GetDirectoryName(moon)!);

        ran.ExitCode.ShouldBe(1);
        ran.Output.ShouldBe("""
            open-source-frontier.txt: /f/open-source-frontier, 10 for, 8 against, 1 signal, 2 estimates.
            moon.md: /f/crewed-moon-landing, 2 for, 1 against, 1 signal, 3 estimates.
            open-source-frontier.txt: already there, at /f/open-source-frontier; nothing was added.

            """, StringCompareShould.IgnoreLineEndings);
        var errors = ran.Errors.Split('\n');
        errors[0].ShouldMatch(@"broken\.md:5: .*some day");
        errors[1..].ShouldBe(["broken.md: nothing was loaded.", "missing.md: there is no such file.", $"{Path.GetFileName(Path.GetDirectoryName(moon))}: is a folder; name the files in it.", ""]);
        (await site.ReadAsync(db => db.Forecasts.OrderBy(f => f.Slug).Select(f => f.Slug).ToListAsync())).ShouldBe(["crewed-moon-landing", "open-source-frontier"]);
        using var reader = site.Visit();
        (await reader.GetAsync("/f/open-source-frontier")).QuerySelector("#probability")!.TextContent.ShouldBe("75");
    }

    [Fact]
    public async Task Two_programs_at_once_add_it_once()
    {
        var ran = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => Ran.OnAsync(site, "import", captured)));

        ran.ShouldAllBe(one => one.ExitCode == 0 && one.Errors == "", string.Join('\n', ran.Select(one => one.Errors)));
        ran.Count(one => one.Output.Contains("10 for, 8 against", StringComparison.Ordinal)).ShouldBe(1);
        (await site.ReadAsync(db => db.Forecasts.CountAsync())).ShouldBe(1);
        (await Ledger.ReadAsync(site, "open-source-frontier")).ShouldAddUp();
    }

    [Theory]
    [InlineData("needs at least one file")]
    [InlineData("is no category", "--Import:Category=gardening", "file.md")]
    public async Task Wrong_usage_is_one_line(string said, params string[] words)
    {
        var ran = await Ran.OnAsync(site, ["import", .. words]);

        (ran.ExitCode, ran.Output).ShouldBe((2, ""));
        ran.Errors.ShouldStartWith("textak: ");
        ran.Errors.ShouldContain(said);
        ran.Errors.ShouldContain("Usage: import FILE...");
    }
}
