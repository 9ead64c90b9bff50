using Textak.Web.Features.Accounts;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>What a hand-written forecast says of time: opening, resolution and the history of its number.</summary>
internal sealed class MarkdownMoments(FrontMatter matter, Outline body, Problems problems, DateTimeOffset now)
{
    private const string Withdrawn = "withdrawn";
    private static readonly string[] ParticipantKeys = ["history"];
    private static readonly Status[] Known = [Status.Open, Status.ResolvedTrue, Status.ResolvedFalse, Status.Ambiguous, Status.Annulled];

    /// <summary>A status that ends the forecast, its time and its reason go together: all three, or none. Only then has it sources.</summary>
    public ImportedResolution? ReadResolution()
    {
        if (ReadStatus() is not { } status) return null;
        var (at, reason) = (matter.Find("resolved"), body.Find("resolution"));
        if (status == Status.Open)
        {
            const string mend = "stands here, but the status is open. Say how it resolved, like \"status: resolved true\", or delete it.";
            if (at is { } given) problems.Add(given.Number, $"\"resolved:\" {mend}");
            if (matter.Find("sources") is { } named) problems.Add(named.Number, $"\"sources:\" {mend}");
            if (reason is not null) problems.Add(reason.Line, $"\"## Resolution\" {mend}");
            return null;
        }

        if (at is null) problems.Add(matter.Line, "The forecast isn't open any more, but the front matter has no \"resolved:\" with the time.");
        reason ??= body.Need("resolution", "## Resolution", "The forecast isn't open any more; say there why.", problems);
        return new ImportedResolution(
            status,
            at is { } time ? ReadMoment(time) ?? now : now,
            ReadReason(reason),
            ReadSources());
    }

    /// <summary>A forecast that doesn't say when it opened opens now.</summary>
    public Timeline ReadTimeline(ImportedResolution? resolution)
    {
        // An opening that can't be read must not make everything after it look too early
        var opened = matter.Find("opened") is { } given ? ReadMoment(given) ?? DateTimeOffset.MinValue : now;
        if (resolution is null || opened < resolution.At) return new Timeline(opened, resolution?.At ?? now);

        var line = matter.Find("resolved") ?? matter.Find("status");
        problems.Add(line?.Number ?? matter.Line, "The forecast resolves before it opens. Give \"opened:\" a time before \"resolved:\".");
        return new Timeline(resolution.At, resolution.At);
    }

    public IReadOnlyList<ImportedEstimate> ReadHistory(Timeline timeline)
    {
        var history = new List<ImportedEstimate>();
        foreach (var line in matter.Lines("history") ?? [])
        {
            foreach (var entry in line.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            {
                if (ReadPoint(line.Number, entry) is not { } point) continue;
                if (IsInOrder(line.Number, entry, point.At, history.LastOrDefault()?.At, timeline)) history.Add(point);
            }
        }
        return history;
    }

    /// <summary>What participants said, each with a history of their own.</summary>
    public IReadOnlyList<ImportedParticipant> ReadParticipants(Section? section, Timeline timeline)
    {
        var participants = new List<ImportedParticipant>();
        foreach (var item in section is null ? [] : ListItem.ReadAll(section, ParticipantKeys, problems))
        {
            var name = DisplayName.Clean(item.Text);
            if (DisplayName.Problem(name) is { } problem) problems.Add(item.Line, $"\"{Check.Shown(item.Text)}\" can't be a participant. {problem}");
            else if (participants.Exists(p => DisplayName.Fold(p.Name) == DisplayName.Fold(name)))
                problems.Add(item.Line, $"\"{name}\" stands here a second time, or looks too much like another name. Join the two.");
            if (item.Find("history") is { } history) participants.Add(new(name, ReadWords(history, timeline)));
            else problems.Add(item.Line, "The participant has no \"history:\" below the name: times and numbers, with commas between.");
        }
        return participants;
    }

    private List<ImportedWord> ReadWords(TextLine line, Timeline timeline)
    {
        var words = new List<ImportedWord>();
        foreach (var entry in line.Text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (ReadWord(line.Number, entry) is not { } word) continue;
            if (word.Percent is null && words.LastOrDefault()?.Percent is null) problems.Add(line.Number, $"\"{entry}\": there is no estimate to withdraw.");
            else if (IsInOrder(line.Number, entry, word.At, words.LastOrDefault()?.At, timeline)) words.Add(word);
        }
        return words;
    }

    /// <summary>Like <see cref="ReadPoint"/>, and "3 days ago withdrawn".</summary>
    private ImportedWord? ReadWord(int line, string entry)
    {
        if (entry.EndsWith(Withdrawn, StringComparison.OrdinalIgnoreCase) && When.TryRead(entry[..^Withdrawn.Length].Trim(), now, out var at)) return new(at, null);
        return ReadPoint(line, entry) is { } point ? new(point.At, point.Percent) : null;
    }

    private string ReadReason(Section? section) => section is null
        ? ""
        : Check.Text(problems, section.FirstLine, "The reason of the resolution", Prose.Join(section.Body), Forecast.ProseLength);

    /// <summary>Web addresses with blanks between, whether commas stand there too or not.</summary>
    private List<string> ReadSources()
    {
        var lines = matter.Lines("sources") ?? [];
        var written = lines.SelectMany(line => line.Text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => new TextLine(line.Number, word.TrimEnd(','))))
            .Where(word => !word.IsBlank).DistinctBy(word => word.Text).ToList();
        if (written.Count > Evidence.MostSources) problems.Add(lines[0].Number, $"Those are {written.Count} sources; at most {Evidence.MostSources} fit.");
        return [.. written.Select(word => Check.Link(problems, word, Evidence.LinkLength)).OfType<string>()];
    }

    private Status? ReadStatus()
    {
        if (matter.Find("status") is not { } given) return Status.Open;
        if (Words.TryRead<Status>(given.Text, out var status) && Known.Contains(status)) return status;
        problems.Add(given.Number,
            $"\"{Check.Shown(given.Text)}\" is not a status of a file. Write one of: open, resolved true, resolved false, ambiguous, annulled.");
        return null;
    }

    private DateTimeOffset? ReadMoment(TextLine given)
    {
        if (!When.TryRead(given.Text, now, out var at))
            problems.Add(given.Number, $"\"{Check.Shown(given.Text)}\" is not a time. {When.Forms}");
        else if (at > now) problems.Add(given.Number, $"\"{given.Text}\" lies in the future.");
        else return at;
        return null;
    }

    /// <summary>"56 days ago 61" or "2025-07-01 61 %": the last word is the number.</summary>
    private ImportedEstimate? ReadPoint(int line, string entry)
    {
        var words = entry.TrimEnd('%', ' ');
        var cut = words.LastIndexOf(' ');
        if (cut > 0 && When.TryRead(words[..cut].Trim(), now, out var at))
            return new ImportedEstimate(at, Check.Percent(problems, line, words[(cut + 1)..]));
        problems.Add(line,
            $"\"{Check.Shown(entry)}\" is not a time and a number of percent, like \"8 days ago 72\" or \"2025-07-01 72\". Commas go between them.");
        return null;
    }

    private bool IsInOrder(int line, string entry, DateTimeOffset at, DateTimeOffset? before, Timeline timeline)
    {
        var wrong =
            at > now ? "lies in the future"
            : at < timeline.Opened ? "lies before the forecast opened"
            : at > timeline.End ? "lies after the forecast resolved"
            : at <= before ? "isn't later than the entry before it; the oldest comes first"
            : null;
        if (wrong is not null) problems.Add(line, $"\"{entry}\" in the history {wrong}.");
        return wrong is null;
    }
}
