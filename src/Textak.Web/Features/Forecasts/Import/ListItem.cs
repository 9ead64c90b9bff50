namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// One entry of a list: "- text", which may go on over indented lines, then its indented <c>key: value</c> lines, then the entries
/// that answer it, indented too, where the list has any.
/// </summary>
internal sealed class ListItem(int line, int indent)
{
    private readonly List<ListItem> answers = [];
    private readonly List<string> text = [];
    private readonly Dictionary<string, TextLine> fields = new(StringComparer.Ordinal);
    private readonly List<Dictionary<string, TextLine>> links = [];
    private string? first;

    public int Line => line;

    private int Indent => indent;

    public string Text => string.Join(' ', text);

    public IReadOnlyList<ListItem> Answers => answers;

    /// <summary>Each link with what is said of it, in a list whose entries may have several.</summary>
    public IReadOnlyList<IReadOnlyDictionary<string, TextLine>> Links => links;

    public TextLine? Find(string key) => fields.TryGetValue(key, out var value) ? value : null;

    /// <param name="levels">How deep entries may be answered by others.</param>
    public static IReadOnlyList<ListItem> ReadAll(Section section, string[] keys, Problems problems, int levels = 0)
    {
        var items = new List<ListItem>();
        foreach (var line in section.Written)
        {
            if (!line.IsIndented && IsEntry(line)) items.Add(Begin(line));
            else if (line.IsIndented && items.Count > 0) items[^1].GoOn(line, keys, problems, levels);
            else problems.Add(line.Number,
                $"\"{Check.Shown(line.Trimmed)}\" belongs to no entry. Begin an entry with \"- \", or indent a line to go on with the one above.");
        }
        return items;
    }

    private static ListItem Begin(TextLine line)
    {
        var item = new ListItem(line.Number, line.Indent);
        item.text.Add(line.Trimmed[1..].Trim());
        return item;
    }

    private static bool IsEntry(TextLine line) => line.Trimmed is "-" or ['-', ' ', ..];

    private void GoOn(TextLine line, string[] keys, Problems problems, int levels)
    {
        if (answers.Count > 0 && line.Indent > answers[^1].Indent)
        {
            answers[^1].GoOn(line, keys, problems, levels - 1);
            return;
        }
        if (IsEntry(line) && levels > 0)
        {
            answers.Add(Begin(line));
            return;
        }
        var (key, value) = ItemField.Cut(line);
        if (ItemField.IsMeant(key, value, keys)) AddField(key, new TextLine(line.Number, value), keys, problems);
        else if (answers.Count > 0)
            problems.Add(line.Number, "Text stands after what answers it. Put the text and its keys first, and the answers below them.");
        else if (first is not null && !IsEntry(line))
            problems.Add(line.Number,
                $"Text stands after \"{first}:\". Put the text first and the keys ({string.Join(", ", keys)}) below it.");
        else if (IsEntry(line))
            problems.Add(line.Number,
                "A list can't stand inside a list here. Begin the line with \"- \" at its very start, or make it part of the text.");
        else text.Add(line.Trimmed);
    }

    private void AddField(string key, TextLine value, string[] keys, Problems problems)
    {
        if (!keys.Contains(key, StringComparer.Ordinal))
            problems.Add(value.Number,
                $"\"{key}:\" is not a key here; the keys are: {string.Join(", ", keys)}. If it is text, begin the line with another word.");
        else if (value.IsBlank)
            problems.Add(value.Number, $"\"{key}:\" has no value. Give it one, or delete the line.");
        else if (PlaceOf(key, keys) is not { } place)
            problems.Add(value.Number, $"\"{key}:\" says something of a link. Put it below one.");
        else if (!place.TryAdd(key, value))
            problems.Add(value.Number, $"\"{key}:\" stands here a second time; the first is in line {place[key].Number}. Keep one.");
        first ??= key;
    }

    // Where entries may have several links, what is said of one stands below it
    private Dictionary<string, TextLine>? PlaceOf(string key, string[] keys)
    {
        if (!keys.Contains("grade", StringComparer.Ordinal) || key is "when") return fields;
        if (key is "link") links.Add(new(StringComparer.Ordinal));
        return links.LastOrDefault();
    }
}
