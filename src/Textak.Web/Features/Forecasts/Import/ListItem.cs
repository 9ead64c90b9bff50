namespace Textak.Web.Features.Forecasts.Import;

/// <summary>One entry of a list: "- text", which may go on over indented lines, then its indented <c>key: value</c> lines.</summary>
internal sealed class ListItem(int line)
{
    private readonly List<string> text = [];
    private readonly Dictionary<string, TextLine> fields = new(StringComparer.Ordinal);

    public int Line => line;

    public string Text => string.Join(' ', text);

    public TextLine? Find(string key) => fields.TryGetValue(key, out var value) ? value : null;

    public static IReadOnlyList<ListItem> ReadAll(Section section, string[] keys, Problems problems)
    {
        var items = new List<ListItem>();
        foreach (var line in section.Written)
        {
            if (line.Text.StartsWith("- ", StringComparison.Ordinal) || line.Text is "-") items.Add(Begin(line));
            else if (line.IsIndented && items.Count > 0) items[^1].GoOn(line, keys, problems);
            else problems.Add(line.Number,
                $"\"{Check.Shown(line.Trimmed)}\" belongs to no entry. Begin an entry with \"- \", or indent a line to go on with the one above.");
        }
        return items;
    }

    private static ListItem Begin(TextLine line)
    {
        var item = new ListItem(line.Number);
        item.text.Add(line.Text[1..].Trim());
        return item;
    }

    private void GoOn(TextLine line, string[] keys, Problems problems)
    {
        var (key, value) = ItemField.Cut(line);
        if (ItemField.IsMeant(key, value, keys)) AddField(key, new TextLine(line.Number, value), keys, problems);
        else if (fields.Count > 0)
            problems.Add(line.Number,
                $"Text stands after \"{fields.Keys.First()}:\". Put the text first and the keys ({string.Join(", ", keys)}) below it.");
        else if (line.Trimmed.StartsWith("- ", StringComparison.Ordinal))
            problems.Add(line.Number,
                "A list can't stand inside a list. Begin the line with \"- \" at its very start, or make it part of the text.");
        else text.Add(line.Trimmed);
    }

    private void AddField(string key, TextLine value, string[] keys, Problems problems)
    {
        if (!keys.Contains(key, StringComparer.Ordinal))
            problems.Add(value.Number,
                $"\"{key}:\" is not a key here; the keys are: {string.Join(", ", keys)}. If it is text, begin the line with another word.");
        else if (value.IsBlank)
            problems.Add(value.Number, $"\"{key}:\" has no value. Give it one, or delete the line.");
        else if (!fields.TryAdd(key, value))
            problems.Add(value.Number, $"\"{key}:\" stands here a second time; the first is in line {fields[key].Number}. Keep one.");
    }
}
