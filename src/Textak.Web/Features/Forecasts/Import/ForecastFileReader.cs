using System.Text;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// Reads a forecast from text: a captured page, or Markdown with front matter (seeds/README.md describes it).
/// Which of the two it is shows in its first line. No line is dropped: one that has no place is an error.
/// </summary>
public static class ForecastFileReader
{
    /// <summary>In UTF-8. Whoever opens the file should look at its length first.</summary>
    public const int MaxBytes = 1_000_000;

    /// <summary>
    /// The path names the file in errors, and its last part without the extension is the slug where the text gives none.
    /// Relative times count back from <paramref name="now"/>, and nothing may lie after it; the category is for a text that names none.
    /// </summary>
    public static ReadResult Read(string path, string text, DateTimeOffset now, Category? category = null)
    {
        var problems = new Problems(path);
        var file = Parse(path, text, now.ToUniversalTime(), category ?? Category.Models, problems);
        return file is null || problems.Any ? new ReadResult(null, problems.ByLine()) : new ReadResult(file, []);
    }

    private static ForecastFile? Parse(string path, string text, DateTimeOffset now, Category category, Problems problems)
    {
        var bytes = Encoding.UTF8.GetByteCount(text);
        if (bytes > MaxBytes)
        {
            problems.Add(1, $"The file has {bytes} bytes; at most {MaxBytes} are read. One file holds one forecast.");
            return null;
        }

        var lines = TextLine.Split(text);
        foreach (var line in lines) CheckCharacters(line, problems);

        var first = lines.FirstOrDefault(line => !line.IsBlank, new TextLine(1, ""));
        var name = new TextLine(first.Number, Path.GetFileNameWithoutExtension(path));
        if (MarkdownReader.Recognises(first)) return new MarkdownReader(lines, problems, now).Read(name, category);
        if (CapturedPageReader.Recognises(first)) return new CapturedPageReader(lines, problems, now).Read(name, category);

        problems.Add(first.Number, first.IsBlank
            ? "The file is empty."
            : $"\"{Check.Shown(first.Trimmed)}\" begins neither a Markdown forecast, whose first line is \"---\", "
              + "nor a captured page, whose first line is \"textak\" or \"← BACK TO FEED\".");
        return null;
    }

    private static void CheckCharacters(TextLine line, Problems problems)
    {
        for (var i = 0; i < line.Text.Length; i++)
        {
            var c = line.Text[i];
            if (char.IsSurrogatePair(line.Text, i)) i++;
            else if (c == '\uFFFD' || char.IsSurrogate(c))
                problems.Add(line.Number, $"Character {i + 1} can't be read. Save the file as UTF-8.");
            else if (char.IsControl(c) && c != '\t')
                problems.Add(line.Number, $"Character {i + 1} is an invisible control character (U+{(int)c:X4}). Delete it.");
        }
    }
}
