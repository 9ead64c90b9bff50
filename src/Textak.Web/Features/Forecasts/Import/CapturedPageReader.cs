using Textak.Forecasting;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>
/// Reads the text of a board as it is copied from a screen: each title, argument, headline and source is one line.
/// Such a text has no times. The probability is taken as an hour old and where it moved from as eight days old, so
/// that the board shows both; the opening is four weeks back, and each side's arguments stand evenly after it in their
/// order. The signals, newest first on the page, stand evenly in the last week.
/// </summary>
internal sealed class CapturedPageReader(IReadOnlyList<TextLine> lines, Problems problems, DateTimeOffset now)
{
    private const string Brand = "textak";
    private readonly DateTimeOffset opened = now.AddDays(-28);
    private readonly DateTimeOffset recent = now.AddHours(-1);
    private TextLine lastRead = new(1, "");

    public static bool Recognises(TextLine first) => IsBrand(first) || IsBackToFeed(first);

    public ForecastFile Read(TextLine slug, Category category)
    {
        var page = Outline.Read(lines, CapturedHeadings.Read, problems);
        var head = new Queue<TextLine>(page.Head);
        SkipBrand(head);
        var number = NumberLine.Read(problems, Next(head));
        var confidence = ReadConfidence(Next(head));
        var title = Next(head);
        var thesis = new Section(new Heading("thesis"), title.Number, [.. head]);
        var criteria = page.Need(CapturedHeadings.Criteria, "RESOLUTION CRITERIA", "It stands between the thesis and ▲ FOR.", problems);

        return new ForecastFile(
            Slug.Check(problems, slug),
            Check.Text(problems, title.Number, "The title", title.Trimmed, Forecast.TitleLength),
            Check.Text(problems, thesis.FirstLine, "The thesis", Prose.Join(thesis.Body), Forecast.ThesisLength),
            WhyItMatters: null,
            category,
            number.Horizon,
            ReadCriteria(criteria),
            confidence,
            opened,
            Resolution: null,
            [new ImportedEstimate(now.AddDays(-8), number.Percent - number.Movement), new ImportedEstimate(recent, number.Percent)],
            Participants: [],
            [.. ReadArguments(page, Side.For), .. ReadArguments(page, Side.Against)],
            ReadSignals(page));
    }

    private static bool IsBrand(TextLine line) => string.Equals(line.Trimmed, Brand, StringComparison.OrdinalIgnoreCase);

    private static bool IsBackToFeed(TextLine line) =>
        string.Equals(line.Trimmed.TrimStart('←', ' '), "BACK TO FEED", StringComparison.OrdinalIgnoreCase);

    private static void SkipBrand(Queue<TextLine> head)
    {
        while (head.TryPeek(out var line) && line.IsBlank) head.Dequeue();
        if (head.TryPeek(out var brand) && IsBrand(brand)) head.Dequeue();
        while (head.TryPeek(out var line) && line.IsBlank) head.Dequeue();
        if (head.TryPeek(out var back) && IsBackToFeed(back)) head.Dequeue();
    }

    /// <summary>The next written line; at the end of the head an empty one, which the checks then miss.</summary>
    private TextLine Next(Queue<TextLine> head)
    {
        while (head.TryDequeue(out var line))
            if (!line.IsBlank) return lastRead = line;
        return new TextLine(lastRead.Number, "");
    }

    private Confidence? ReadConfidence(TextLine line)
    {
        if (Words.TryRead<Confidence>(line.Trimmed, out var confidence)) return confidence;
        var found = line.IsBlank ? "is missing" : $"reads \"{Check.Shown(line.Trimmed)}\"";
        problems.Add(line.Number, $"The confidence word {found}. The line after the number line says one of: {Words.All<Confidence>()}.");
        return null;
    }

    private string ReadCriteria(Section? section)
    {
        if (section is null) return "";
        RefuseUnknownHeadings(section);
        return Check.Text(problems, section.FirstLine, "The text of the resolution criteria", Prose.Join(section.Body), Forecast.ProseLength);
    }

    private IEnumerable<ImportedArgument> ReadArguments(Outline page, Side side)
    {
        var (name, written) = side == Side.For ? (CapturedHeadings.For, "▲ FOR") : (CapturedHeadings.Against, "▼ AGAINST");
        if (page.Need(name, written, "A side without arguments still has its heading.", problems) is not { } section) return [];
        RefuseUnknownHeadings(section);

        var said = section.Written.ToList();
        if (section.Heading.Count is { } announced && announced != said.Count)
            problems.Add(section.Line, $"The heading announces {announced} arguments; {said.Count} follow. Was a line lost or split?");
        var timeline = new Timeline(opened, recent);
        return said.Select((line, index) => new ImportedArgument(
            side,
            Check.Argument(problems, line.Number, line.Trimmed),
            timeline.Place(index, said.Count)));
    }

    private List<ImportedSignal> ReadSignals(Outline page)
    {
        const string hint = "A page without signals says RECENT SIGNALS (0). Was it cut short?";
        if (page.Need(CapturedHeadings.Signals, "RECENT SIGNALS (n)", hint, problems) is not { } section) return [];
        var said = section.Written.ToList();
        if (section.Heading.Count is not { } announced)
        {
            problems.Add(section.Line, "The heading needs its count, like RECENT SIGNALS (1).");
            return [];
        }
        if (said.Count != 2L * announced)
        {
            problems.Add(section.Line,
                $"The heading announces {announced} signals, a headline and a source each, so {2L * announced} lines; {said.Count} follow.");
            return [];
        }

        var timeline = new Timeline(now.AddDays(-7), recent);
        return [.. said.Chunk(2).Select((pair, index) => new ImportedSignal(
            Check.Text(problems, pair[0].Number, "The headline", pair[0].Trimmed, Signal.HeadlineLength),
            Check.Text(problems, pair[1].Number, "The source", pair[1].Trimmed, Signal.SourceLength),
            Link: null,
            timeline.Place(announced - 1 - index, announced),
            Direction.Neutral))];
    }

    private void RefuseUnknownHeadings(Section section)
    {
        foreach (var line in section.Written.Where(CapturedHeadings.LooksLikeOne))
            problems.Add(line.Number,
                $"\"{Check.Shown(line.Trimmed)}\" looks like a heading that has no place here. "
                + "Delete it with what is below it, or don't write it in capitals.");
    }
}
