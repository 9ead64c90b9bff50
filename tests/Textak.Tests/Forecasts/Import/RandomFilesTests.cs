using CsCheck;
using Textak.Web.Features.Forecasts.Import;
using static Textak.Tests.Forecasts.Import.Files;

namespace Textak.Tests.Forecasts.Import;

/// <summary>Whatever the text is, the reader answers with a file or with errors that have a place; it never throws.</summary>
public class RandomFilesTests
{
    private static readonly string[] Texts = [Captured, Moon, Comet];

    private static readonly string[] Pieces =
    [
        "\n", "\n\n", "\r", "---", "---\n", "## For\n", "## ", "- ", "  ", "\t", ":", "  when: ", "  link: https://", "  x: now", "%", "99999999999", "0", "-",
        "▲ FOR\n", "▼", "RECENT SIGNALS (2)\n", "RECENT SIGNALS (99999999)\n", "RECENT SIGNALS ()\n", "(", ")", "history: ", "status: annulled\n", "resolved: now\n",
        "9999 weeks ago", "0001-01-01", "9999-12-31T23:59+00:00", "Q4 9999", "\0", "\uD800", "\uDC00", "\uFFFD", "\uFEFF", "😀", "\u2028", "\u0085",
    ];

    private static readonly Gen<string> Mutated =
        from text in Gen.OneOf(Texts)
        from cuts in Gen.Select(Gen.Int[0, 4000], Gen.Int[0, 40], Gen.OneOf(Gen.OneOf(Pieces), Gen.String)).Array[1, 6]
        select cuts.Aggregate(text, (before, cut) =>
        {
            var at = Math.Min(cut.Item1, before.Length);
            return string.Concat(before.AsSpan(0, at), cut.Item3, before.AsSpan(Math.Min(at + cut.Item2, before.Length)));
        });

    [Fact]
    public void Mutations() => Mutated.Sample(text => Answers(text), iter: 2000);

    [Fact]
    public void Noise() => Gen.OneOf(Gen.String, Gen.OneOf(Pieces).Array[0, 60].Select(string.Concat)).Sample(text =>
    {
        Answers(text);
        Answers("textak\n" + text);
        Answers("---\n" + text);
    });

    [Fact]
    public void Each_truncation()
    {
        foreach (var text in Texts)
            for (var length = 0; length < text.Length; length++)
                Answers(text[..length]);
    }

    [Fact]
    public void A_page_that_lost_lines_at_its_end_is_refused()
    {
        var lines = Captured.Split('\n');
        for (var kept = 0; kept < lines.Length; kept++)
            Read(string.Join('\n', lines.Take(kept))).File.ShouldBeNull($"{kept} lines");
    }

    [Fact]
    public void The_largest_files_take_no_long_time()
    {
        foreach (var piece in (string[])["x\n", "- \n", "## For\n", "a: b\n", "\n", " x\n", "(", "- x\n  when: now\n"])
            foreach (var start in (string[])[Captured + "\n", Moon + "\n", "---\nhistory: "])
                Answers(start + string.Concat(Enumerable.Repeat(piece, (ForecastFileReader.MaxBytes - 8000) / piece.Length)));
    }

    private static void Answers(string text)
    {
        var result = Read(text);
        (result.File is null).ShouldBe(result.Errors.Count > 0);
        var lines = text.Count(c => c is '\n' or '\r') + 1;
        result.Errors.ShouldAllBe(error => error.File == "seeds/moon.md" && error.Line >= 1 && error.Line <= lines && error.Reason.Length > 10);
        if (result.File is { } file) Holds(file);
    }

    private static void Holds(ForecastFile file)
    {
        file.History.ShouldAllBe(point => point.Percent >= 1 && point.Percent <= 99 && point.At >= file.OpenedAt && point.At <= Now);
        file.History.Select(point => point.At).ShouldBe(file.History.Select(point => point.At).Order());
        file.Arguments.ShouldAllBe(argument => argument.At >= file.OpenedAt && argument.At <= Now && argument.Text == argument.Text.Trim());
        file.Signals.ShouldAllBe(signal => signal.PublishedAt <= Now);
    }
}
