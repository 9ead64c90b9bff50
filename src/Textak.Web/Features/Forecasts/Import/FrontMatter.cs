namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The block between two lines "---" at the top: <c>key: value</c>; an indented line goes on with the value above.</summary>
internal sealed class FrontMatter
{
    public const string Fence = "---";
    private static readonly string[] Keys = ["title", "slug", "category", "horizon", "confidence", "opened", "status", "resolved", "sources", "history"];
    private readonly Dictionary<string, List<TextLine>> values = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>What follows the block.</summary>
    public IReadOnlyList<TextLine> Body { get; private init; } = [];

    /// <summary>Where the block begins; a missing key is missing there.</summary>
    public int Line { get; private init; }

    /// <summary>Where the block ends; a missing thesis is missing there.</summary>
    public int EndLine { get; private init; }

    public static FrontMatter? Read(IReadOnlyList<TextLine> lines, Problems problems)
    {
        var open = lines.TakeWhile(line => line.IsBlank).Count();
        var inside = lines.Skip(open + 1).TakeWhile(line => line.Text is not Fence).ToList();
        var matter = new FrontMatter
        {
            Line = lines[open].Number,
            EndLine = lines[open].Number + inside.Count + 1,
            Body = [.. lines.Skip(open + inside.Count + 2)],
        };
        if (open + 1 + inside.Count == lines.Count)
        {
            problems.Add(matter.Line, "The front matter never ends. Put a line \"---\" after its last key.");
            return null;
        }
        matter.Fill(inside, problems);
        return matter;
    }

    /// <summary>The value's lines, trimmed; null where the key isn't there.</summary>
    public IReadOnlyList<TextLine>? Lines(string key) => values.GetValueOrDefault(key);

    /// <summary>The value as one line; null where the key isn't there.</summary>
    public TextLine? Find(string key) =>
        Lines(key) is [var first, ..] all ? new TextLine(first.Number, string.Join(' ', all.Select(line => line.Text)).Trim()) : null;

    private void Fill(List<TextLine> lines, Problems problems)
    {
        List<TextLine>? value = null;
        foreach (var line in lines.Where(line => !line.IsBlank))
        {
            if (line.IsIndented && value is not null) value.Add(new TextLine(line.Number, line.Trimmed));
            else value = Begin(line, problems);
        }
        foreach (var (key, empty) in values.Where(pair => pair.Value.TrueForAll(line => line.IsBlank)))
            problems.Add(empty[0].Number, $"\"{key}:\" has no value. Give it one, or delete the line.");
    }

    private List<TextLine> Begin(TextLine line, Problems problems)
    {
        var colon = line.Text.IndexOf(':', StringComparison.Ordinal);
        var key = colon < 0 ? "" : line.Text[..colon].Trim();
        List<TextLine> value = [new(line.Number, line.Text[(colon + 1)..].Trim())];
        if (colon < 0)
            problems.Add(line.Number, $"\"{Check.Shown(line.Trimmed)}\" is not a \"key: value\" line.");
        else if (!Keys.Contains(key, StringComparer.OrdinalIgnoreCase))
            problems.Add(line.Number, $"\"{Check.Shown(key)}\" is not a key of a forecast. The keys are: {string.Join(", ", Keys)}.");
        else if (!values.TryAdd(key, value))
            problems.Add(line.Number, $"\"{key}:\" stands here a second time; the first is in line {values[key][0].Number}. Keep one.");
        return value;
    }
}
