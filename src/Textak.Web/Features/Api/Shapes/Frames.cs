using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Api;

/// <summary>
/// The events after one number up to another, as the board looks now. One that begins where the last one ended continues it. Numbers are
/// absolute, and arguments take the place of those of the same id; points and events are to be added once.
/// </summary>
public sealed record ApiFrame
{
    /// <summary>The board.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The last event that is not in it.</summary>
    /// <example>41</example>
    public required long From { get; init; }

    /// <summary>The last event that is in it: its id.</summary>
    /// <example>42</example>
    public required long To { get; init; }

    /// <summary>The newest event when it was made. Beyond to, more follow.</summary>
    /// <example>42</example>
    public required long Head { get; init; }

    /// <summary>When it was made.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether too much has happened to be told piece by piece: the board and its lists are to be read anew.</summary>
    /// <example>false</example>
    public required bool Reset { get; init; }

    /// <summary>Where the forecast stands.</summary>
    /// <example>"open"</example>
    public required Status Status { get; init; }

    /// <summary>The figures.</summary>
    public required ApiNumbers Numbers { get; init; }

    /// <summary>The version of the resolution criteria in force.</summary>
    /// <example>1</example>
    public required int CriteriaNumber { get; init; }

    /// <summary>Minutes that have to lie between two arguments of the same account.</summary>
    /// <example>0</example>
    public required int SlowMinutes { get; init; }

    /// <summary>What young accounts make of the number; empty where that is nothing.</summary>
    /// <example>""</example>
    public required string Brigade { get; init; }

    /// <summary>How many watch, at least.</summary>
    /// <example>8</example>
    public required int Watchers { get; init; }

    /// <summary>Arguments and rebuttals that are new or look different now; what is hidden has no text.</summary>
    public required IReadOnlyList<ApiArgument> Arguments { get; init; }

    /// <summary>Those of them that are new.</summary>
    public required IReadOnlyList<long> Posted { get; init; }

    /// <summary>Signals that came, or count no longer: each takes the place of the one with its id.</summary>
    public required IReadOnlyList<ApiSignal> Signals { get; init; }

    /// <summary>Signals that a moderator took back: nothing of them is to be read any more.</summary>
    public required IReadOnlyList<long> Withdrawn { get; init; }

    /// <summary>Points of the history, each with its moment to the second; none where numbers are held back.</summary>
    public required IReadOnlyList<ApiPoint> Points { get; init; }

    /// <summary>What happened, as far as it is told.</summary>
    public required IReadOnlyList<ApiEvent> Events { get; init; }

    internal static ApiFrame Of(News news, IReadOnlyList<ApiEvent> events, bool heldBack)
    {
        var (frame, numbers) = (news.Frame, heldBack ? news.Numbers.HeldBack() : news.Numbers);
        return new()
        {
            Slug = frame.Slug, From = frame.From, To = frame.To, Head = frame.Head, At = frame.At, Reset = frame.Reload, Status = news.Status, Numbers = ApiNumbers.Of(numbers, frame.Sources),
            CriteriaNumber = frame.CriteriaNumber, SlowMinutes = frame.Slow, Brigade = heldBack ? "" : frame.Brigade, Watchers = frame.Watchers,
            Arguments = [.. news.Views.Select(view => ApiArgument.Of(heldBack ? view.HeldBack() : view))], Posted = [.. news.Views.Select(view => view.Id).Where(news.Posted.Contains)],
            Signals = [.. news.Signals.Where(s => !s.IsWithdrawn).Select(ApiSignal.Of)], Withdrawn = [.. news.Signals.Where(s => s.IsWithdrawn).Select(s => s.Id)], Points = heldBack ? [] : [.. news.Points.Select(Of)], Events = events,
        };
    }

    private static ApiPoint Of(Point p) => new() { Seq = p.Seq, At = DateTimeOffset.FromUnixTimeSeconds(p.T), Percent = p.P, Lower = p.Lower, Upper = p.Upper, Mean = p.Mean };
}

/// <summary>A whole board, from which a stream goes on: what the event reset brings.</summary>
public sealed record ApiSnapshot
{
    /// <summary>The board.</summary>
    public required ApiBoard Board { get; init; }

    /// <summary>The newest arguments of each side; further ones and rebuttals are lists to be read.</summary>
    public required IReadOnlyList<ApiArgument> Arguments { get; init; }

    /// <summary>The sides that have more.</summary>
    public required IReadOnlyList<Side> More { get; init; }
}
