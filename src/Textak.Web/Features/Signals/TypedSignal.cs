using System.Globalization;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Signals;

/// <summary>A piece of news as a moderator typed it.</summary>
/// <param name="Published">A day or a time, in UTC where it doesn't say.</param>
/// <param name="Grade">A grade's name; of hand what nobody chose is a report of what others saw.</param>
public sealed record TypedSignal(string? Headline, string? Source, string? Link, string? Published, string? Direction, string? Grade = null)
{
    /// <summary>Boards to which one is added at once.</summary>
    public const int MostBoards = 10;

    // A newspaper of today in the far east is one of tomorrow here
    private static readonly TimeSpan Ahead = TimeSpan.FromDays(1);

    /// <summary>Reads it.</summary>
    /// <returns>What is to be added, or what is wrong at which field.</returns>
    public (AddSignal? Signal, Refusal? Refusal) Read(DateTimeOffset now)
    {
        var (headline, source) = (Line(Headline), Line(Source));
        if (headline.Length == 0) return Refuse(nameof(Headline), "Give the headline.");
        // As the databases count it
        if (headline.Length > Signal.HeadlineLength) return Refuse(nameof(Headline), $"That is {headline.Length} characters; keep the headline within {Signal.HeadlineLength}.");
        if (Plain.Problem(headline) is { } unreadable) return Refuse(nameof(Headline), unreadable);
        if (source.Length > Signal.SourceLength) return Refuse(nameof(Source), $"Keep the source within {Signal.SourceLength} characters.");
        if (source.Length > 0 && Plain.Problem(source) is { } unnamed) return Refuse(nameof(Source), unnamed);
        if (!Plain.TryLink(Link, Signal.LinkLength, out var link)) return Refuse(nameof(Link), "The link must be a web address that begins with https:// or http://.");
        if (link is null && source.Length == 0) return Refuse(nameof(Source), "Say who published it, or give its address.");
        if (!DateTimeOffset.TryParse(Published, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at))
            return Refuse(nameof(Published), "Say when it was published, such as 2026-11-26 or 2026-11-26 14:30.");
        if (at > now + Ahead || at.Year < 1900) return Refuse(nameof(Published), "News is of the past: give the day on which it was published.");
        if (Directions.Read(Direction) is not { } direction) return Refuse(nameof(Direction), "Choose which way it points: for, against or neutral.");
        if ((string.IsNullOrWhiteSpace(Grade) ? Arguments.Grade.Proximate : Grades.Read(Grade)) is not { } grade) return Refuse(nameof(Grade), "Choose a grade: direct, proximate or circumstantial.");
        return (new(headline, source.Length > 0 ? source : null, link, at < now ? at : now, direction, grade), null);
    }

    /// <summary>Adds it to some boards, one after the other.</summary>
    /// <param name="slugs">Their names in addresses.</param>
    /// <returns>What became of it on each; or what is wrong at which field.</returns>
    internal async Task<(IReadOnlyList<Answer> Answers, Refusal? Refusal)> AddAsync(BoardLog log, Tailer tailer, IReadOnlyList<string> slugs, long by, Guid commandId, DateTimeOffset now, CancellationToken stop)
    {
        var (signal, wrong) = Read(now);
        if (signal is null) return ([], wrong);
        if (slugs.Count is 0 or > MostBoards) return ([], new("Boards", slugs.Count == 0 ? "Name at least one board." : $"Name at most {MostBoards} boards."));
        var ids = new List<long>();
        foreach (var slug in slugs)
            if (await tailer.FindAsync(slug, stop) is { } id) ids.Add(id);
            else return ([], new("Boards", $"There is no forecast at “{slug}”."));
        return await SeveralBoards.AppendAsync(log, tailer, ids, by, commandId, _ => signal.ApplyAsync);
    }

    // A headline is one line
    private static string Line(string? typed) => Plain.Text(typed).ReplaceLineEndings(" ").Trim();

    private static (AddSignal?, Refusal?) Refuse(string field, string message) => (null, new(field, message));
}
