using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Signals;
using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

public class MarkdownTests
{
    [Fact]
    public void Everything_an_open_forecast_can_say()
    {
        var moon = Accept(Moon);

        moon.Slug.ShouldBe("crewed-moon-landing");
        moon.Title.ShouldBe("A crewed ship lands on the Moon");
        moon.Thesis.ShouldBe("The rocket flies; the lander is late.");
        moon.WhyItMatters.ShouldBe("Whoever lands next decides which ground is studied first.");
        moon.Category.ShouldBe(Category.Research);
        moon.Horizon.ShouldBe(new DateOnly(2028, 12, 31));
        moon.StatedConfidence.ShouldBe(Confidence.Moderate);
        moon.OpenedAt.ShouldBe(Now.AddDays(-30));
        moon.Resolution.ShouldBeNull();
        moon.History.ShouldBe([new(Now.AddDays(-30), 40), new(Now.AddDays(-14), 44), new(Now.AddHours(-3), 47)]);
        moon.Arguments.Select(a => (a.Side, a.Text, a.Sources.SingleOrDefault()?.Link, a.At)).ShouldBe([
            (Side.For, "The date has moved less each year: that is how late programmes arrive.", null, Now.AddDays(-20)),
            (Side.For, "Two landers are being built, and only one has to be ready.", "https://www.nasa.gov/", Now.AddDays(-12)),
            (Side.Against, "Refuelling in orbit has to work before anybody lands.", null, Now.AddDays(-15))]);
        moon.Signals.ShouldBe([new("Artemis I returns safely", "NASA", "https://www.nasa.gov/", new(2022, 12, 11, 0, 0, 0, TimeSpan.Zero), Direction.For)]);
    }

    [Fact]
    public void Everything_a_resolved_forecast_can_say()
    {
        var comet = Accept(Comet, "/anywhere/naked-eye-comet.md");

        comet.Slug.ShouldBe("naked-eye-comet");
        comet.Horizon.ShouldBe(new DateOnly(2025, 6, 30));
        comet.Category.ShouldBe(Category.Models);
        var resolution = comet.Resolution.ShouldNotBeNull();
        (resolution.Status, resolution.At, resolution.Reason).ShouldBe((Status.ResolvedTrue, new(2025, 3, 1, 6, 30, 0, TimeSpan.Zero), "Seen by thousands."));
        resolution.Sources.ShouldBe(["https://comet.example/log", "https://sky.example/nights"]);
        comet.History.Select(point => (point.At.Month, point.At.Day, point.Percent)).ShouldBe([(1, 1, 40), (2, 1, 55), (2, 28, 80)]);
        comet.Arguments.ShouldBeEmpty();
    }

    [Fact]
    public void Participants_have_histories_of_their_own()
    {
        var moon = Accept(Moon + """

            ## Estimates
            - Forecaster 17
              history: 12 days ago 40, 5 days ago withdrawn, 3 hours ago 47 %
            - Forecaster  18
              history: 2026-11-01 99
            """);

        moon.Participants.Select(p => p.Name).ShouldBe(["Forecaster 17", "Forecaster 18"]);
        moon.Participants[0].Words.ShouldBe([new(Now.AddDays(-12), 40), new(Now.AddDays(-5), null), new(Now.AddHours(-3), 47)]);
        Accept(Moon).Participants.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("resolved-false", Status.ResolvedFalse)]
    [InlineData("Resolved False", Status.ResolvedFalse)]
    [InlineData("ambiguous", Status.Ambiguous)]
    [InlineData("annulled", Status.Annulled)]
    public void Statuses(string word, Status status) => Accept(Comet.Replaced("resolved true", word)).Resolution!.Status.ShouldBe(status);

    [Theory]
    [InlineData("A colon: it stands in the first line")]
    [InlineData("when: the words of a field, but in the first line")]
    [InlineData("link: none needed for this one")]
    [InlineData("Two lines\n  note: with a colon in the second", "Two lines note: with a colon in the second")]
    [InlineData("Two lines\n  and then: a colon", "Two lines and then: a colon")]
    [InlineData("Two lines\n  so then:\n  three", "Two lines so then: three")]
    [InlineData("Two lines\n  namely:\n  three", "Two lines namely: three")]
    [InlineData("A long one\n\n  goes on after a blank line", "A long one goes on after a blank line")]
    [InlineData("See https://example.org/ at 10:30 for the details")]
    [InlineData("<b>Tags</b> & **stars** stay \"as they are\" — ≠ 😀")]
    public void Texts_are_kept(string written, string? kept = null)
    {
        var moon = Accept(Moon.Replaced("Refuelling in orbit has to work before anybody lands.", written));

        moon.Arguments[^1].Text.ShouldBe(kept ?? written);
    }

    [Fact]
    public void Paragraphs_are_parted_by_blank_lines() =>
        Accept(Moon.Replaced("the lander is late.", "the lander\nis late.\n\n\nIt always is.")).Thesis.ShouldBe("The rocket flies; the lander is late.\n\nIt always is.");

    [Fact]
    public void Line_ends_marks_and_blanks_do_not_matter()
    {
        var same = Accept(Moon);
        foreach (var variant in (string[])["\uFEFF\n\n" + Moon, Moon.Replaced("\n", "\r\n"), Moon.Replaced("\n", "  \n"), Moon.Replaced("  when:", "\n\twhen:"), Moon + "\n\n\n"])
        {
            var moon = Accept(variant);
            moon.Arguments.ShouldBeEquivalentTo(same.Arguments);
            moon.Signals.ShouldBe(same.Signals);
            moon.History.ShouldBe(same.History);
            (moon.Thesis, moon.Criteria, moon.WhyItMatters).ShouldBe((same.Thesis, same.Criteria, same.WhyItMatters));
        }
    }

    [Fact]
    public void A_forecast_that_says_little_opens_now()
    {
        var file = Accept("---\ntitle: T\nhorizon: Q2 2027\n---\nThesis.\n## Resolution criteria\nTrue if so.\n## For\n- A reason to think so", "short.md");

        file.OpenedAt.ShouldBe(Now);
        file.Arguments.ShouldHaveSingleItem().At.ShouldBe(Now);
        file.History.ShouldBeEmpty();
        file.StatedConfidence.ShouldBeNull();
    }

    [Fact]
    public void The_file_has_the_last_word_on_its_category()
    {
        ForecastFileReader.Read("moon.md", Moon, Now, Category.Work).File!.Category.ShouldBe(Category.Research);
        ForecastFileReader.Read("moon.md", Moon.Replaced("category: research\n", ""), Now, Category.Work).File!.Category.ShouldBe(Category.Work);
    }

    [Fact]
    public void Times_are_in_utc_wherever_the_reader_stands()
    {
        var there = ForecastFileReader.Read("moon.md", Moon, Now.ToOffset(TimeSpan.FromHours(9))).File!;

        there.History.ShouldAllBe(point => point.At.Offset == TimeSpan.Zero);
        there.OpenedAt.ShouldBe(Now.AddDays(-30));
        there.Arguments.ShouldBeEquivalentTo(Accept(Moon).Arguments);
    }
}
