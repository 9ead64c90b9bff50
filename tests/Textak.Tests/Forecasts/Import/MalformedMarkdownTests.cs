using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>Hand-written forecasts with one thing broken: refused, with the line and what to mend.</summary>
public class MalformedMarkdownTests
{
    [Theory]
    [InlineData("---\n\nThe", "The", 1, "The front matter never ends")]
    [InlineData("title: A crewed ship lands on the Moon\n", "", 1, "The title (\"title:\" in the front matter) is missing")]
    [InlineData("title: A crewed ship lands on the Moon", "title:", 2, "\"title:\" has no value")]
    [InlineData("title: A", "titel: A", 2, "\"titel\" is not a key of a forecast. The keys are: title, slug")]
    [InlineData("title: A", "A", 2, "is not a \"key: value\" line")]
    [InlineData("slug: crewed-moon-landing", "slug: Crewed Moon", 3, "\"Crewed Moon\" can't be an address")]
    [InlineData("category: research", "category: space", 4, "\"space\" is not a category. Write one of: models, industry, work, policy, healthcare, research")]
    [InlineData("category: research", "category: 3", 4, "\"3\" is not a category")]
    [InlineData("horizon: Q4 2028\n", "", 1, "The front matter has no \"horizon:\"")]
    [InlineData("horizon: Q4 2028", "horizon: soon", 5, "\"soon\" is not a horizon")]
    [InlineData("confidence: moderate", "confidence: medium", 6, "\"medium\" is not a confidence")]
    [InlineData("confidence: moderate", "title: Again", 6, "\"title:\" stands here a second time; the first is in line 2")]
    [InlineData("opened: 30 days ago", "opened: long ago", 7, "\"long ago\" is not a time")]
    [InlineData("opened: 30 days ago", "opened: 2030-01-01", 7, "\"2030-01-01\" lies in the future")]
    [InlineData("opened: 30 days ago", "opened: 29 days ago", 8, "\"30 days ago 40\" in the history lies before the forecast opened")]
    [InlineData("14 days ago 44", "14 days ago", 8, "\"14 days ago\" is not a time and a number of percent")]
    [InlineData("14 days ago 44", "14 days ago 100", 8, "\"100\" is not a probability")]
    [InlineData("14 days ago 44", "14 days ago 4.4", 8, "\"4.4\" is not a probability")]
    [InlineData("14 days ago 44", "30 days ago 44", 8, "isn't later than the entry before it")]
    [InlineData("3 hours ago 47", "2027-01-01 47", 8, "lies in the future")]
    [InlineData("confidence: moderate", "status: locked", 6, "\"locked\" is not a status of a file")]
    [InlineData("confidence: moderate", "resolved: 2 days ago", 6, "but the status is open")]
    [InlineData("confidence: moderate", "sources: https://sky.example/", 6, "\"sources:\" stands here, but the status is open")]
    [InlineData("confidence: moderate", "status: annulled", 1, "has no \"resolved:\" with the time")]
    [InlineData("confidence: moderate", "status: annulled\nresolved: 1 hour ago", 41, "The file ends without \"## Resolution\"")]
    [InlineData("The rocket flies; the lander is late.", "", 9, "The thesis (the text below the front matter) is missing")]
    [InlineData("The rocket flies", "# The rocket flies", 11, "is Markdown that has no place here")]
    [InlineData("Whoever lands next decides", "- Whoever lands next decides", 15, "is Markdown that has no place here")]
    [InlineData("## Why it matters", "## Why", 13, "\"why\" is not a section of a forecast. The sections are: Why it matters")]
    [InlineData("Whoever lands next decides\nwhich ground is studied first.", "", 13, "The text of Why it matters is missing")]
    [InlineData("## Resolution criteria\n", "\n", 40, "The file ends without \"## Resolution criteria\"")]
    [InlineData("## Signals", "## For", 34, "\"## For\" stands here a second time; the first is in line 22")]
    [InlineData("- The date", "The date", 24, "belongs to no entry")]
    [InlineData("  that is how", "that is how", 25, "belongs to no entry")]
    [InlineData("- The date", "* The date", 24, "Begin an entry with \"- \"")]
    [InlineData("  when: 12 days ago", "  title: A plan\n  grade: excellent", 29, "\"excellent\" is not a grade")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  title: A plan\n  when: 12", 27, "says something of a link")]
    [InlineData("  source: NASA", "  - source: NASA", 37, "A list can't stand inside a list")]
    [InlineData("  that is how", "  - That is a rebuttal.\n    - And this answers it.\n      - And this goes too deep.\n  that is how", 27, "A list can't stand inside a list")]
    [InlineData("  that is how", "  - That is a rebuttal.\n  that is how", 26, "Text stands after what answers it")]
    [InlineData("  that is how", "  - Short.\n    link: nowhere", 26, "is not a link")]
    [InlineData("  when: 12 days ago", "  when: 12 days ago\n  - It is older than that.\n    when: 13 days ago", 29, "older than what it answers")]
    [InlineData("- Two landers are being built, and only one has to be ready.", "- Two.", 26, "The argument has 4 characters")]
    [InlineData("- Two landers are being built, and only one has to be ready.", "-", 26, "The argument has 0 characters")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  link: www.nasa.gov\n  when: 12", 27, "\"www.nasa.gov\" is not a link")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  link: ftp://nasa.gov/\n  when: 12", 27, "is not a link")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  link: javascript:alert(1)\n  when: 12", 27, "is not a link")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  link:\n  when: 12", 27, "\"link:\" has no value")]
    [InlineData("  link: https://www.nasa.gov/\n  when: 12", "  lnk: https://www.nasa.gov/\n  when: 12", 27, "\"lnk:\" is not a key here; the keys are: link, when")]
    [InlineData("  when: 12 days ago", "  wehn: 12 days ago", 28, "\"wehn:\" is not a key here")]
    [InlineData("  when: 12 days ago", "  source: NASA", 28, "\"source:\" is not a key here")]
    [InlineData("  when: 12 days ago", "  when: in May", 28, "\"in May\" is not a time")]
    [InlineData("  when: 12 days ago", "  when: 31 days ago", 28, "lies before the forecast opened")]
    [InlineData("  when: 12 days ago", "  when: 2026-11-24", 28, "lies in the future")]
    [InlineData("  when: 12 days ago", "  when: 12 days ago\n  when: now", 29, "\"when:\" stands here a second time; the first is in line 28")]
    [InlineData("  when: 12 days ago", "  when: 12 days ago\n  and more text", 29, "Text stands after \"link:\"")]
    [InlineData("  when: 2022-12-11\n", "", 36, "The signal has no \"when:\" below it")]
    [InlineData("  when: 2022-12-11", "  when: 2027-12-11", 39, "lies in the future")]
    [InlineData("direction: for", "direction: up", 40, "\"up\" is not a direction. Write one of: neutral, for, against")]
    public void Is_refused(string old, string with, int line, string reason)
    {
        var result = Read(Moon.Replaced(old, with), "seeds/moon.md");

        result.File.ShouldBeNull();
        result.Errors.ShouldContain(error =>
            error.File == "seeds/moon.md" && error.Line == line && error.Reason.Contains(reason, StringComparison.Ordinal),
            string.Join('\n', result.Errors));
    }

    [Theory]
    [InlineData("resolved: 2025-03-01T06:30", "resolved: 2024-12-31", 6, "The forecast resolves before it opens")]
    [InlineData("resolved: 2025-03-01T06:30", "resolved: 2027-03-01", 6, "lies in the future")]
    [InlineData("2025-02-28 80", "2025-03-02 80", 10, "lies after the forecast resolved")]
    [InlineData("sources: https", "sources: ftp", 7, "\"ftp://comet.example/log\" is not a link")]
    [InlineData("  https://comet.example/log", "  the log of the observatory", 8, "\"observatory\" is not a link")]
    [InlineData("  https://comet.example/log", "  https://a.example https://b.example https://c.example https://d.example", 7, "Those are 6 sources; at most 5 fit")]
    [InlineData("Seen by thousands.", "", 15, "The reason of the resolution is missing")]
    [InlineData("status: resolved true\n", "", 5, "but the status is open")]
    [InlineData("## Resolution\n", "## For\n- Brighter each night\n  when: 2025-03-02\n## Resolution\n", 17, "lies after the forecast resolved")]
    public void A_resolution_that_does_not_fit(string old, string with, int line, string reason)
    {
        var errors = Read(Comet.Replaced(old, with)).Errors;

        errors.ShouldContain(error => error.Line == line && error.Reason.Contains(reason, StringComparison.Ordinal), string.Join('\n', errors));
    }

    [Theory]
    [InlineData("- Forecaster 17", "- Moderator", "\"Moderator\" can't be a participant. That name is kept for Textak itself.")]
    [InlineData("- Forecaster 17", "- =1", "can't be a participant")]
    [InlineData("- Forecaster 17", "- FORECASTER 18", "looks too much like another name")]
    [InlineData("  history: 12 days ago 40\n", "", "has no \"history:\" below the name")]
    [InlineData("12 days ago 40", "12 days ago 0", "is not a probability")]
    [InlineData("12 days ago 40", "31 days ago 40", "lies before the forecast opened")]
    [InlineData("12 days ago 40", "12 days ago withdrawn", "there is no estimate to withdraw")]
    [InlineData("12 days ago 40", "12 days ago 40, 5 days ago withdrawn, 4 days ago withdrawn", "there is no estimate to withdraw")]
    [InlineData("12 days ago 40", "12 days ago 40, 12 days ago 50", "isn't later than the entry before it")]
    [InlineData("  history: 12", "  link: https://example.org/\n  history: 12", "\"link:\" is not a key here; the keys are: history")]
    public void A_participant_that_does_not_fit(string old, string with, string reason)
    {
        var errors = Read((Moon + "\n## Estimates\n- Forecaster 17\n  history: 12 days ago 40\n- Forecaster 18\n  history: 9 days ago 40\n").Replaced(old, with)).Errors;

        errors.ShouldContain(error => error.Reason.Contains(reason, StringComparison.Ordinal), string.Join('\n', errors));
    }

    [Fact]
    public void One_fault_is_one_error()
    {
        Read(Moon.Replaced("opened: 30 days ago", "opened: long ago")).Errors.Count.ShouldBe(1);
        Read(Moon.Replaced("  when: 12", "  wehn: 12")).Errors.Count.ShouldBe(1);
        Read(Moon.Replaced("---\n\nThe", "The")).Errors.Count.ShouldBe(1);
        Read(Moon.Replaced("## Resolution criteria\n", "\n")).Errors.Count.ShouldBe(1);
        Read(Moon.Replaced("## Against\n", "## Contra\n")).Errors.Count.ShouldBe(1);
        Read(Comet.Replaced("resolved true", "resolved well")).Errors.Count.ShouldBe(1);
        Read(Comet.Replaced("## Resolution\nSeen by thousands.", "")).Errors.Count.ShouldBe(1);
    }
}
