using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>The lists of a hand-written forecast. An argument without a time gets one by its place in its list.</summary>
internal sealed class MarkdownEntries(Timeline timeline, DateTimeOffset now, Problems problems)
{
    private static readonly string[] ArgumentKeys = ["link", "when"];
    private static readonly string[] SignalKeys = ["source", "link", "when", "direction"];

    public IEnumerable<ImportedArgument> ReadArguments(Section? section, Side side)
    {
        if (section is null) return [];
        var items = ListItem.ReadAll(section, ArgumentKeys, problems);
        return items.Select((item, index) => new ImportedArgument(
            side,
            Check.Argument(problems, item.Line, item.Text),
            Check.Link(problems, item.Find("link")),
            item.Find("when") is { } when ? ReadWhile(when) : timeline.Place(index, items.Count)));
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
