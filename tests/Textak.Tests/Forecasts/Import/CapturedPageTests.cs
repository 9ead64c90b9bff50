using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Signals;
using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>The page that the product grew from, read as it is.</summary>
public class CapturedPageTests
{
    private readonly ForecastFile page = Accept(Captured, "somewhere/open-source-frontier.txt");

    [Fact]
    public void Head()
    {
        page.Slug.ShouldBe("open-source-frontier");
        page.Title.ShouldBe("Open-source model matches closed frontier performance");
        page.Thesis.ShouldBe("The gap between open and closed models has been narrowing.");
        page.Criteria.ShouldBe("True if an open-weights model scores within 2% of the leading closed model on MMLU, HumanEval, and GPQA.");
        page.Horizon.ShouldBe(new DateOnly(2027, 3, 31));
        page.StatedConfidence.ShouldBe(Confidence.Moderate);
        page.WhyItMatters.ShouldBeNull();
        page.Resolution.ShouldBeNull();
    }

    [Fact]
    public void Seventy_five_percent_after_three_points_up() =>
        page.History.ShouldBe([new(Now.AddDays(-8), 72), new(Now.AddHours(-1), 75)]);

    [Fact]
    public void Ten_arguments_for_letter_by_letter() => Texts(Side.For).ShouldBe([
        "Meta investing heavily in open-source",
        "Training techniques closing gap",
        "Compute costs dropping dramatically \u2014 100x cost reduction verified",
        "DeepSeek V4 potentially matching current frontier performance with 90% HumanEval",
        "8-month gap between frontier and open-source models shrinking",
        "Hardware advances making training accessible",
        "Open-weight models now match GPT-4 and Claude on many benchmarks",
        "Stanford AI Index 2025 Report confirms convergence: gap shrank from 17.5 pts to effectively zero on knowledge tasks by early 2026",
        "Mistral Ministral 14B Reasoning rivaling models 5-10x its size \u2014 efficiency parity emerging alongside capability parity",
        "Multiple open-source models (GLM-5.1, Kimi K2.5, DeepSeek V4 Pro) now match or exceed closed-source on MMLU, GPQA Diamond, code tasks"]);

    [Fact]
    public void Eight_arguments_against_letter_by_letter() => Texts(Side.Against).ShouldBe([
        "Frontier labs have unreleased capabilities like Anthropic's leaked 'Mythos' representing step-change improvements",
        "Frontier labs have data advantages",
        "Post-training techniques closely held",
        "Benchmark parity \u2260 real-world parity \u2014 Stanford AI Index confirms knowledge benchmark parity but real-world deployment gaps may persist",
        "Closed labs can maintain advantages through undisclosed model development",
        "Poor calibration suggests fundamental limitations in current open-source approaches",
        "Anthropic's $900B valuation and $30B funding round signal ongoing frontier investment far exceeding what open-source projects can match \u2014 capability lead may be maintained through deployment and RLHF rather than architecture alone",
        "Benchmark saturation (MMLU >88% for all frontier models) means benchmark parity is now a lower bar than it was \u2014 parity on saturated benchmarks is less meaningful than it appears"]);

    [Fact]
    public void One_signal_with_its_source()
    {
        var signal = page.Signals.ShouldHaveSingleItem();
        signal.Headline.ShouldBe("AI Model Prices Drop 10-100x Annually; 7B Parameter Models Achieve 70B+ Performance Levels");
        signal.Source.ShouldBe("LLM Stats / Kili Technology");
        signal.Direction.ShouldBe(Direction.Neutral);
        signal.PublishedAt.ShouldBeInRange(Now.AddDays(-7), Now);
    }

    [Fact]
    public void Each_written_line_has_a_place()
    {
        string[] furniture = ["textak", "← BACK TO FEED", "75% 3 ptsby Q1 2027", "moderate", "RESOLUTION CRITERIA", "▲ FOR", "▼ AGAINST", "RECENT SIGNALS (1)"];
        string[] kept = [page.Title, page.Thesis, page.Criteria, .. page.Arguments.Select(a => a.Text), .. page.Signals.SelectMany(s => new[] { s.Headline, s.Source! })];

        kept.Concat(furniture).ShouldBe(Captured.Split('\n').Where(line => line.Length > 0), ignoreOrder: true);
    }

    [Fact]
    public void Arguments_keep_their_order_in_time()
    {
        foreach (var side in Enum.GetValues<Side>())
        {
            var times = page.Arguments.Where(a => a.Side == side).Select(a => a.At).ToList();
            times.ShouldBe(times.Order());
            times.ShouldBeUnique();
            times.ShouldAllBe(at => at > page.OpenedAt && at < Now);
        }
        page.OpenedAt.ShouldBeLessThanOrEqualTo(page.History[0].At);
    }

    [Fact]
    public void The_category_is_models_unless_told()
    {
        page.Category.ShouldBe(Category.Models);
        ForecastFileReader.Read("x.txt", Captured, Now, Category.Policy).File!.Category.ShouldBe(Category.Policy);
    }

    [Fact]
    public void Reading_it_twice_gives_the_same()
    {
        var again = Accept(Captured, "open-source-frontier.txt");
        again.Arguments.ShouldBe(page.Arguments);
        again.Signals.ShouldBe(page.Signals);
    }

    private IEnumerable<string> Texts(Side side) => page.Arguments.Where(a => a.Side == side).Select(a => a.Text);
}
