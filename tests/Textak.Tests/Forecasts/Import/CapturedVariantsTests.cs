using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>Ways in which another copy of a page may differ and still be read.</summary>
public class CapturedVariantsTests
{
    [Theory]
    [InlineData("75% 3 ptsby Q1 2027", 72)]
    [InlineData("75% 3 pts by Q1 2027", 72)]
    [InlineData("75 % ▲ 3 pts by Q1 2027", 72)]
    [InlineData("75%▲3 ptsbyQ1 2027", 72)]
    [InlineData("75% +3 pts by q1 2027", 72)]
    [InlineData("75% ▼ 2 ptsby Q1 2027", 77)]
    [InlineData("75% -2 pts by Q1 2027", 77)]
    [InlineData("75% −2 pts by Q1 2027", 77)]
    [InlineData("75% ▼ 1 pt by 2027-03-31", 76)]
    [InlineData("75% unchangedby Q1 2027", 75)]
    [InlineData("75% unchanged by Q1 2027", 75)]
    [InlineData("75% 0 ptsby Q1 2027", 75)]
    [InlineData("75% by Q1 2027", 75)]
    public void Movement(string line, int weekAgo)
    {
        var page = Accept(Captured.Replaced("75% 3 ptsby Q1 2027", line));

        page.History.Select(point => point.Percent).ShouldBe([weekAgo, 75]);
        page.Horizon.ShouldBe(new DateOnly(2027, 3, 31));
    }

    [Fact]
    public void Line_ends_marks_and_blanks_do_not_matter()
    {
        var same = Accept(Captured);
        string[] variants =
        [
            Captured.Replaced("\n", "\r\n"),
            Captured.Replaced("\n", "\r"),
            "\uFEFF" + Captured,
            Captured.Replaced("\n", "  \t\n") + " ",
            Captured.Replaced("\n\n", "\n"),
            "\n\n" + Captured.Replaced("\n", "\n\n\n") + "\n\n",
            "  " + Captured.Replaced("\n", "\n  "),
        ];
        foreach (var variant in variants)
        {
            var page = Accept(variant);
            (page.Title, page.Thesis, page.Criteria).ShouldBe((same.Title, same.Thesis, same.Criteria));
            page.Arguments.ShouldBe(same.Arguments);
            page.Signals.ShouldBe(same.Signals);
            page.History.ShouldBe(same.History);
        }
    }

    [Theory]
    [InlineData("textak\n", "")]
    [InlineData("← BACK TO FEED\n", "")]
    [InlineData("← BACK TO FEED", "BACK TO FEED")]
    [InlineData("▲ FOR", "FOR")]
    [InlineData("▲ FOR", "▲For (10)")]
    [InlineData("▼ AGAINST", "AGAINST (8)")]
    [InlineData("moderate", "Moderate")]
    public void Furniture_may_differ(string old, string with) => Accept(Captured.Replaced(old, with)).Arguments.Count.ShouldBe(18);

    [Fact]
    public void A_page_without_signals_or_arguments()
    {
        var page = Accept("textak\n50% unchanged by 2030-01-01\nlow\nTitle\nThesis\nRESOLUTION CRITERIA\nOne.\n\nTwo.\n▲ FOR\n▼ AGAINST\nRECENT SIGNALS (0)");

        page.Criteria.ShouldBe("One.\n\nTwo.");
        page.Arguments.ShouldBeEmpty();
        page.Signals.ShouldBeEmpty();
    }

    [Fact]
    public void Several_signals_are_newest_first()
    {
        var page = Accept(Captured.Replaced("RECENT SIGNALS (1)", "RECENT SIGNALS (2)") + "\nAnother headline\nAnother source\n");

        page.Signals.Select(signal => signal.Source).ShouldBe(["LLM Stats / Kili Technology", "Another source"]);
        page.Signals[0].PublishedAt.ShouldBeGreaterThan(page.Signals[1].PublishedAt);
    }
}
