using Textak.Web.Features.Forecasts.Import;
using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>Captured pages with one thing broken: refused, with the line and what to mend.</summary>
public class MalformedPagesTests
{
    [Theory]
    [InlineData("75% 3 ptsby", "75 3 ptsby", 3, "The number line reads \"75 3 ptsby Q1 2027\". It should be like")]
    [InlineData("75% 3 ptsby Q1 2027", "75% 3 pts Q1 2027", 3, "It should be like")]
    [InlineData("75% 3 ptsby", "75% 3 miles by", 3, "It should be like")]
    [InlineData("75% 3 ptsby", "75% ▲ -3 ptsby", 3, "It should be like")]
    [InlineData("75%", "100%", 3, "\"100\" is not a probability")]
    [InlineData("75%", "0%", 3, "\"0\" is not a probability")]
    [InlineData("75%", "99999999999%", 3, "is not a probability")]
    [InlineData("3 pts", "80 pts", 3, "A movement of 80 points that ends at 75 % began outside 1 to 99 %")]
    [InlineData("3 pts", "-30 pts", 3, "began outside")]
    [InlineData("3 pts", "99999999999 pts", 3, "began outside")]
    [InlineData("Q1 2027", "Q5 2027", 3, "\"Q5 2027\" is not a horizon")]
    [InlineData("Q1 2027", "spring", 3, "\"spring\" is not a horizon")]
    [InlineData("moderate", "certain", 4, "The confidence word reads \"certain\"")]
    [InlineData("moderate\n", "\n", 6, "The confidence word reads \"Open-source model")]
    [InlineData("Open-source model matches closed frontier performance", "", 8, "The thesis is missing")]
    [InlineData("RESOLUTION CRITERIA\n", "\n", 61, "The file ends without \"RESOLUTION CRITERIA\"")]
    [InlineData("True if an open-weights model scores within 2% of the leading closed model on MMLU, HumanEval, and GPQA.", "", 10, "The text of the resolution criteria is missing")]
    [InlineData("▲ FOR", "▲ BECAUSE", 14, "looks like a heading that has no place here")]
    [InlineData("▲ FOR", "", 61, "The file ends without \"▲ FOR\"")]
    [InlineData("▲ FOR", "▼ FOR", 61, "The file ends without \"▲ FOR\"")]
    [InlineData("▲ FOR", "▲ FOR (9)", 14, "announces 9 arguments; 10 follow")]
    [InlineData("▼ AGAINST", "▲ FOR", 36, "\"▲ FOR\" stands here a second time; the first is in line 14")]
    [InlineData("▼ AGAINST", "", 61, "The file ends without \"▼ AGAINST\"")]
    [InlineData("Training techniques closing gap", "Training", 18, "The argument has 8 characters; it needs at least 10")]
    [InlineData("Post-training techniques closely held", "WHO IS WATCHING", 42, "looks like a heading that has no place here")]
    [InlineData("RECENT SIGNALS (1)", "RECENT SIGNALS", 54, "needs its count")]
    [InlineData("RECENT SIGNALS (1)", "RECENT SIGNALS (2)", 54, "announces 2 signals, a headline and a source each, so 4 lines; 2 follow")]
    [InlineData("RECENT SIGNALS (1)", "RECENT SIGNALS (0)", 54, "2 follow")]
    [InlineData("RECENT SIGNALS (1)", "RECENT SIGNALS (2147483647)", 54, "2 follow")]
    [InlineData("\nLLM Stats / Kili Technology", "", 54, "so 2 lines; 1 follow")]
    [InlineData("Kili Technology", "Kili Technology\nA line too many", 54, "so 2 lines; 3 follow")]
    [InlineData("textak", "tictac", 1, "\"tictac\" begins neither a Markdown forecast")]
    [InlineData("Meta investing", "Meta\0investing", 16, "Character 5 is an invisible control character (U+0000)")]
    [InlineData("Meta investing", "Meta\uFFFDinvesting", 16, "Character 5 can't be read. Save the file as UTF-8")]
    [InlineData("Meta investing", "Meta\uD800investing", 16, "Save the file as UTF-8")]
    public void Is_refused(string old, string with, int line, string reason)
    {
        var result = Read(Captured.Replaced(old, with), "inbox/open-source-frontier.txt");

        result.File.ShouldBeNull();
        // A line that was taken out moves those below it; the file then ends earlier than its 56 lines
        var last = Captured.Replaced(old, with).Split('\n').Length;
        result.Errors.ShouldContain(error =>
            error.File == "inbox/open-source-frontier.txt" && error.Line == Math.Min(line, last) && error.Reason.Contains(reason, StringComparison.Ordinal),
            string.Join('\n', result.Errors));
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once_in_the_order_of_lines()
    {
        var errors = Read(Captured.Replaced("75%", "0%").Replaced("moderate", "certain").Replaced("SIGNALS (1)", "SIGNALS (3)")).Errors;

        errors.Select(error => error.Line).ShouldBe([3, 4, 54]);
        errors[1].ToString().ShouldBe("seeds/moon.md:4: The confidence word reads \"certain\". The line after the number line says one of: low, moderate, high.");
    }

    [Theory]
    [InlineData("Open Source Frontier.txt")]
    [InlineData("open--source.txt")]
    [InlineData("-open.txt")]
    [InlineData("ökonomie.txt")]
    [InlineData(".txt")]
    [InlineData("")]
    public void A_name_that_is_no_address(string path) =>
        Read(Captured, path).Errors.ShouldHaveSingleItem().Reason.ShouldContain("can't be an address");

    [Fact]
    public void Texts_longer_than_a_board_holds()
    {
        string[] texts =
        [
            Captured.Replaced("The gap between", new string('x', 300)),
            Captured.Replaced("Open-source model matches", new string('x', 200)),
            Captured.Replaced("True if", new string('x', 2000)),
            Captured.Replaced("Meta investing", new string('x', 500)),
            Captured.Replaced("AI Model Prices", new string('x', 300)),
            Captured.Replaced("LLM Stats", new string('x', 200)),
        ];
        foreach (var text in texts) Read(text, "x.txt").Errors.ShouldHaveSingleItem().Reason.ShouldMatch("has [0-9]+ characters; at most [0-9]+ fit");
    }

    [Fact]
    public void A_file_that_is_too_large()
    {
        var error = Read(Captured + new string('—', ForecastFileReader.MaxBytes / 3)).Errors.ShouldHaveSingleItem();

        error.Line.ShouldBe(1);
        error.Reason.ShouldContain("at most 1000000 are read");
    }

    [Theory]
    [InlineData("")]
    [InlineData("\uFEFF\r\n \n")]
    public void An_empty_file(string text) => Read(text).Errors.ShouldBe([new ReadError("seeds/moon.md", 1, "The file is empty.")]);

    [Fact]
    public void Very_many_errors_are_cut_short()
    {
        var errors = Read(Moon + string.Concat(Enumerable.Repeat("\nlost", 5000))).Errors;

        errors.Count.ShouldBe(101);
        errors[^1].Reason.ShouldBe("4900 more errors begin here. Mend the ones above first.");
    }
}
