namespace Textak.Web.Features.Forecasts.Import;

/// <param name="Name">In lower case, without arrows or marks.</param>
/// <param name="Count">How many entries the heading announces, where it does.</param>
internal sealed record Heading(string Name, int? Count = null);

internal sealed record Section(Heading Heading, int Line, IReadOnlyList<TextLine> Body)
{
    public IEnumerable<TextLine> Written => Body.Where(line => !line.IsBlank);

    /// <summary>Where a complaint about the section's text belongs: its first written line, else its heading.</summary>
    public int FirstLine => Written.Select(line => line.Number).FirstOrDefault(Line);
}

/// <summary>A file cut at its headings: what stands before the first, then the sections by name.</summary>
internal sealed class Outline
{
    private readonly Dictionary<string, Section> sections = new(StringComparer.Ordinal);
    private readonly int lastLine;

    private Outline(IReadOnlyList<TextLine> head, int lastLine) => (Head, this.lastLine) = (head, lastLine);

    public IReadOnlyList<TextLine> Head { get; }

    public IEnumerable<Section> Sections => sections.Values;

    public static Outline Read(IReadOnlyList<TextLine> lines, Func<TextLine, Heading?> headingOf, Problems problems)
    {
        var starts = Enumerable.Range(0, lines.Count).Where(i => headingOf(lines[i]) is not null).ToList();
        var outline = new Outline(
            [.. lines.Take(starts.Count > 0 ? starts[0] : lines.Count)],
            lines.LastOrDefault(line => !line.IsBlank, new TextLine(1, "")).Number);

        for (var i = 0; i < starts.Count; i++)
        {
            var end = i + 1 < starts.Count ? starts[i + 1] : lines.Count;
            var start = lines[starts[i]];
            var section = new Section(headingOf(start)!, start.Number, [.. lines.Skip(starts[i] + 1).Take(end - starts[i] - 1)]);
            if (!outline.sections.TryAdd(section.Heading.Name, section))
            {
                var first = outline.sections[section.Heading.Name].Line;
                problems.Add(start.Number, $"\"{start.Trimmed}\" stands here a second time; the first is in line {first}. Join the two.");
            }
        }
        return outline;
    }

    public Section? Find(string name) => sections.GetValueOrDefault(name);

    /// <summary>The section, or null and a problem at the end of the file.</summary>
    public Section? Need(string name, string written, string hint, Problems problems)
    {
        var section = Find(name);
        if (section is null) problems.Add(lastLine, $"The file ends without \"{written}\". {hint}");
        return section;
    }
}
