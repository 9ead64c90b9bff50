using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Forecasts.Import;
using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>What a new board starts with: the files as they are copied beside the program.</summary>
public class SeedsTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "seeds");

    public static TheoryData<string> Names =>
        [.. Directory.EnumerateFiles(Folder, "*.md").Select(path => Path.GetFileName(path)).Where(name => name is not "README.md").Order(StringComparer.Ordinal)];

    [Theory, MemberData(nameof(Names))]
    public void Reads_without_errors(string name)
    {
        var seed = Seed(name);

        seed.Slug.ShouldBe(Path.GetFileNameWithoutExtension(name));
        seed.WhyItMatters.ShouldNotBeNull();
        seed.Signals.Count.ShouldBeInRange(1, 4);
        seed.History.Count.ShouldBeInRange(8, 14);
        foreach (var side in Enum.GetValues<Side>()) seed.Arguments.Count(a => a.Side == side).ShouldBeInRange(5, 10);
        seed.Arguments.Select(a => a.Text).ShouldBeUnique();
    }

    [Theory, MemberData(nameof(Names))]
    public void Reads_on_any_later_day(string name) =>
        ForecastFileReader.Read(name, Text(name), Now.AddYears(6)).Errors.ShouldBeEmpty();

    [Fact]
    public void All_categories_and_both_outcomes_are_there()
    {
        var seeds = Names.Select(row => Seed(row.Data)).ToList();

        seeds.Count.ShouldBeInRange(12, 14);
        seeds.Select(seed => seed.Category).Distinct().ShouldBe(Enum.GetValues<Category>(), ignoreOrder: true);
        seeds.Select(seed => seed.Resolution?.Status).OfType<Status>().ShouldBe([Status.ResolvedTrue, Status.ResolvedFalse], ignoreOrder: true);
        seeds.Select(seed => seed.Slug).ShouldBeUnique();
        seeds.Select(seed => seed.Title).ShouldBeUnique();
    }

    [Fact]
    public void The_first_one_says_what_the_captured_page_says()
    {
        var (seed, page) = (Seed("open-source-frontier.md"), Accept(Captured));

        (seed.Title, seed.Thesis, seed.Criteria).ShouldBe((page.Title, page.Thesis, page.Criteria));
        (seed.Horizon, seed.StatedConfidence, seed.Category).ShouldBe((page.Horizon, page.StatedConfidence, page.Category));
        seed.Arguments.Select(a => (a.Side, a.Text)).ShouldBe(page.Arguments.Select(a => (a.Side, a.Text)));
        seed.Signals.Select(s => (s.Headline, s.Source)).ShouldBe(page.Signals.Select(s => (s.Headline, s.Source)));
        seed.History.TakeLast(2).ShouldBe(page.History);
    }

    [Fact]
    public void The_example_in_the_readme_is_a_forecast_and_the_readme_is_none()
    {
        var readme = Text("README.md");
        ForecastFileReader.Read("README.md", readme, Now).File.ShouldBeNull();

        var example = readme.Split("```")[1].TrimStart('\n');
        Accept(example, "crewed-moon-landing.md").Arguments.Count.ShouldBe(3);
    }

    private static string Text(string name) => File.ReadAllText(Path.Combine(Folder, name));

    private static ForecastFile Seed(string name) => Accept(Text(name), name);
}
