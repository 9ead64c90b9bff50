using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Estimates;

/// <summary>Something that happened on a board, beside its curve. It leads there, and says nothing of anybody's text.</summary>
/// <param name="Kind">"for", "against", "signal", "criteria", "resolution": what it looks like.</param>
/// <param name="Link">The element that it leads to on the board's page, "#argument-7", or another page.</param>
/// <param name="What">In a few words: "an argument for".</param>
public sealed record Mark(DateTimeOffset At, string Kind, string Link, string What)
{
    /// <summary>Of how many arguments, the newest, there are marks.</summary>
    public const int MostArguments = 400;

    /// <summary>The sign of its kind, which means the same as the colour.</summary>
    public string Sign => Kind switch { "for" => "▲", "against" => "▼", "signal" => "◆", "criteria" => "§", _ => "■" };

    /// <summary>Which of three lines below the curve it stands on, from 1.</summary>
    public int Lane => Kind switch { "for" => 1, "against" => 3, _ => 2 };

    /// <summary>All of a board's, oldest first. A hidden argument has none.</summary>
    public static IReadOnlyList<Mark> Of(Board board)
    {
        var shown = board.Arguments.Select(a => a.Id).ToHashSet();
        var arguments = board.Posted.Select(a => new Mark(a.At, a.Side.Word(), shown.Contains(a.Id) ? $"#argument-{a.Id}" : $"/f/{board.Forecast.Slug}/arguments/{a.Id}", $"an argument {a.Side.Word()}"));
        // News that is older than the question stands at its beginning
        var signals = board.Signals.Select(s => new Mark(s.PublishedAt > board.Forecast.OpenedAt ? s.PublishedAt : board.Forecast.OpenedAt, "signal", $"#signal-{s.Id}", "a signal"));
        var criteria = board.Criteria.Versions.Where(version => version.Number > 1).Select(version => new Mark(version.At, "criteria", "#criteria", "new criteria"));
        var end = board.Forecast is { ResolvedAt: { } at, Verdict: { } verdict } ? [new Mark(at, "resolution", "#standing", board.Forecast.Status == Status.Annulled ? "annulled" : $"resolved {verdict.ToLowerInvariant()}")] : Array.Empty<Mark>();
        return [.. arguments.Concat(signals).Concat(criteria).Concat(end).OrderBy(mark => mark.At)];
    }
}
