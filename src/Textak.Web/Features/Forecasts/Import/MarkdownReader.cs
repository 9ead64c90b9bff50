using Textak.Forecasting;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>Reads a forecast written by hand: front matter, the thesis, then sections. Texts are plain.</summary>
internal sealed class MarkdownReader(IReadOnlyList<TextLine> lines, Problems problems, DateTimeOffset now)
{
    private const string Why = "why it matters";
    private const string Criteria = "resolution criteria";
    private static readonly string[] Headings = ["Why it matters", "Resolution criteria", "Resolution", "For", "Against", "Signals", "Estimates"];

    public static bool Recognises(TextLine first) => first.Text is FrontMatter.Fence;

    /// <returns>Null where the front matter has no end, so that there is no telling what is what.</returns>
    public ForecastFile? Read(TextLine slug, Category category)
    {
        if (FrontMatter.Read(lines, problems) is not { } matter) return null;
        var body = Outline.Read(matter.Body, HeadingOf, problems);
        RefuseUnknown(body);
        var moments = new MarkdownMoments(matter, body, problems, now);
        var resolution = moments.ReadResolution();
        var timeline = moments.ReadTimeline(resolution);
        var entries = new MarkdownEntries(timeline, now, problems);

        var thesis = new Section(new Heading("thesis"), matter.EndLine, body.Head);
        var criteria = body.Need(Criteria, "## Resolution criteria", "It says what makes the forecast true, and by which source.", problems);

        return new ForecastFile(
            Slug.Check(problems, matter.Find("slug") ?? slug),
            ReadTitle(matter),
            ReadProse(thesis, "The thesis (the text below the front matter)", Forecast.ThesisLength) ?? "",
            ReadProse(body.Find(Why), "The text of Why it matters", Forecast.ProseLength),
            ReadWord<Category>(matter.Find("category"), "category") ?? category,
            ReadHorizon(matter),
            ReadProse(criteria, "The text of the resolution criteria", Forecast.ProseLength) ?? "",
            ReadWord<Confidence>(matter.Find("confidence"), "confidence"),
            timeline.Opened,
            resolution,
            moments.ReadHistory(timeline),
            moments.ReadParticipants(body.Find("estimates"), timeline),
            [.. entries.ReadArguments(body.Find("for"), Side.For), .. entries.ReadArguments(body.Find("against"), Side.Against)],
            entries.ReadSignals(body.Find("signals")));
    }

    private static Heading? HeadingOf(TextLine line) =>
        line.Text.StartsWith("##", StringComparison.Ordinal) && !line.Text.StartsWith("###", StringComparison.Ordinal)
            ? new Heading(line.Text[2..].Trim().ToLowerInvariant())
            : null;

    private void RefuseUnknown(Outline body)
    {
        foreach (var section in body.Sections.Where(section => !Headings.Contains(section.Heading.Name, StringComparer.OrdinalIgnoreCase)))
            problems.Add(section.Line,
                $"\"{Check.Shown(section.Heading.Name)}\" is not a section of a forecast. The sections are: {string.Join(", ", Headings)}.");
    }

    private string ReadTitle(FrontMatter matter)
    {
        var title = matter.Find("title") ?? new TextLine(matter.Line, "");
        return Check.Text(problems, title.Number, "The title (\"title:\" in the front matter)", title.Text, Forecast.TitleLength);
    }

    private string? ReadProse(Section? section, string what, int most)
    {
        if (section is null) return null;
        foreach (var line in section.Written.Where(line => LooksMarkedUp(line.Trimmed)))
            problems.Add(line.Number,
                $"\"{Check.Shown(line.Trimmed)}\" is Markdown that has no place here. Headings begin with \"## \", "
                + "lists stand below For, Against and Signals, and the rest is plain sentences.");
        return Check.Text(problems, section.FirstLine, what, Prose.Join(section.Body), most);
    }

    private static bool LooksMarkedUp(string text) =>
        text is FrontMatter.Fence or ['#', ..] or ['-' or '*', ' ', ..];

    private T? ReadWord<T>(TextLine? line, string key) where T : struct, Enum
    {
        if (line is not { } given) return null;
        if (Words.TryRead<T>(given.Text, out var value)) return value;
        problems.Add(given.Number, $"\"{Check.Shown(given.Text)}\" is not a {key}. Write one of: {Words.All<T>()}.");
        return null;
    }

    private DateOnly ReadHorizon(FrontMatter matter)
    {
        var given = matter.Find("horizon");
        if (HorizonDate.TryRead(given?.Text ?? "", out var horizon)) return horizon;
        var wrong = given is { } line ? $"\"{Check.Shown(line.Text)}\" is not a horizon." : "The front matter has no \"horizon:\".";
        problems.Add(given?.Number ?? matter.Line, $"{wrong} {HorizonDate.Forms}");
        return default;
    }
}
