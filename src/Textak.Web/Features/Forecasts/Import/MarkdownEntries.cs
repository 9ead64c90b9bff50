using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The lists of a hand-written forecast. An argument without a time gets one by its place in its list.</summary>
internal sealed class MarkdownEntries(Timeline timeline, DateTimeOffset now, Problems problems)
{
    private static readonly string[] ArgumentKeys = ["link", "when", "title", "publisher", "grade"];
    private static readonly string[] SignalKeys = ["source", "link", "when", "direction"];

    public IEnumerable<ImportedArgument> ReadArguments(Section? section, Side side)
    {
        if (section is null) return [];
        return ReadArguments(ListItem.ReadAll(section, ArgumentKeys, problems, Argument.DeepestLevel), side, timeline);
    }

    /// <param name="within">From what they answer, or from the opening, to the end.</param>
    private List<ImportedArgument> ReadArguments(IReadOnlyList<ListItem> items, Side side, Timeline within)
    {
        var read = new List<ImportedArgument>();
        foreach (var (index, item) in items.Index())
        {
            var at = item.Find("when") is { } when ? ReadWhile(when) : within.Place(index, items.Count);
            if (at < within.Opened && within != timeline) problems.Add(item.Line, "It is older than what it answers.");
            if (item.Links.Count > SourceLink.Most) problems.Add(item.Line, $"It has {item.Links.Count} links; at most {SourceLink.Most} fit.");
            read.Add(new(side, Check.Argument(problems, item.Line, item.Text), at)
            {
                Sources = item.Links.Count == 0 ? [] : [.. item.Links.Select(ReadSource).OfType<ImportedSource>()],
                Rebuttals = item.Answers.Count == 0 ? [] : ReadArguments(item.Answers, side.Opposite(), timeline with { Opened = at }),
            });
        }
        return read;
    }

    private ImportedSource? ReadSource(IReadOnlyDictionary<string, TextLine> said)
    {
        var link = Check.Link(problems, said["link"]);
        string? Word(string key, string what, int most) => said.TryGetValue(key, out var line) ? Check.Text(problems, line.Number, what, line.Text, most) : null;
        var (title, publisher) = (Word("title", "The title", SourceLink.TitleLength), Word("publisher", "The publisher", SourceLink.PublisherLength));
        var grade = Grade.Circumstantial;
        if (said.TryGetValue("grade", out var given) && !Words.TryRead(given.Text, out grade))
            problems.Add(given.Number, $"\"{Check.Shown(given.Text)}\" is not a grade. Write one of: {Words.All<Grade>()}.");
        return link is null ? null : new(link, title, publisher, grade);
    }

    /// <summary>News may be older than the forecast, and come after its resolution.</summary>
    public IReadOnlyList<ImportedSignal> ReadSignals(Section? section)
    {
        if (section is null) return [];
        return [.. ListItem.ReadAll(section, SignalKeys, problems).Select(item => new ImportedSignal(
            Check.Text(problems, item.Line, "The headline", item.Text, Signal.HeadlineLength),
            item.Find("source") is { } source ? Check.Text(problems, source.Number, "The source", source.Text, Signal.SourceLength) : null,
            Check.Link(problems, item.Find("link")),
            ReadPublished(item),
            ReadDirection(item)))];
    }

    private DateTimeOffset ReadWhile(TextLine when)
    {
        var at = ReadPast(when);
        if (at < timeline.Opened) problems.Add(when.Number, $"\"{when.Text}\" lies before the forecast opened.");
        else if (at > timeline.End) problems.Add(when.Number, $"\"{when.Text}\" lies after the forecast resolved.");
        return at ?? timeline.End;
    }

    private DateTimeOffset ReadPublished(ListItem item)
    {
        if (item.Find("when") is { } when) return ReadPast(when) ?? now;
        problems.Add(item.Line, $"The signal has no \"when:\" below it. {When.Forms}");
        return now;
    }

    private DateTimeOffset? ReadPast(TextLine when)
    {
        if (!When.TryRead(when.Text, now, out var at))
            problems.Add(when.Number, $"\"{Check.Shown(when.Text)}\" is not a time. {When.Forms}");
        else if (at > now) problems.Add(when.Number, $"\"{when.Text}\" lies in the future.");
        else return at;
        return null;
    }

    private Direction ReadDirection(ListItem item)
    {
        if (item.Find("direction") is not { } given) return Direction.Neutral;
        if (!Words.TryRead<Direction>(given.Text, out var direction))
            problems.Add(given.Number, $"\"{Check.Shown(given.Text)}\" is not a direction. Write one of: {Words.All<Direction>()}.");
        return direction;
    }
}
