using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Replay;
using Textak.Web.Features.Visits;

namespace Textak.Web.Features.Api;

/// <summary>A board as it stood after one event of its log. What is hidden from the account now is so in the past too.</summary>
public sealed record ApiPast
{
    /// <summary>The event.</summary>
    /// <example>30</example>
    public required long Seq { get; init; }

    /// <summary>When it happened.</summary>
    /// <example>"2027-02-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>The newest event that there is.</summary>
    /// <example>42</example>
    public required long Head { get; init; }

    /// <summary>Where the forecast stood.</summary>
    /// <example>"open"</example>
    public required Status Status { get; init; }

    /// <summary>Why; null where nobody had to say.</summary>
    /// <example>null</example>
    public required string? Reason { get; init; }

    /// <summary>The figures of then.</summary>
    public required ApiNumbers Numbers { get; init; }

    /// <summary>The account's own estimate of then.</summary>
    /// <example>null</example>
    public required int? Mine { get; init; }

    /// <summary>The criteria of then.</summary>
    public required ApiCriteriaVersion Criteria { get; init; }

    /// <summary>What divided the board.</summary>
    public required ApiCrux? Crux { get; init; }

    /// <summary>The newest arguments of each side, as they stood.</summary>
    public required IReadOnlyList<ApiPastArgument> Arguments { get; init; }

    /// <summary>The news of then.</summary>
    public required IReadOnlyList<ApiSignal> Signals { get; init; }

    /// <summary>The newest acts of moderators until then.</summary>
    public required IReadOnlyList<ApiAct> Acts { get; init; }

    internal static ApiPast Of(PastBoard b) => new()
    {
        Seq = b.Moment.Seq, At = b.Moment.At, Head = b.Moment.Head, Status = b.Standing.Status, Reason = b.Standing.Reason, Numbers = ApiNumbers.Of(b.Figures.Numbers, b.Figures.Sources),
        Mine = b.Figures.Mine, Criteria = ApiCriteriaVersion.Of(b.Figures.Criteria.Versions[0]), Crux = ApiCrux.Of(b.Crux), Arguments = [.. b.Arguments.Select(ApiPastArgument.Of)],
        Signals = [.. b.Signals.Select(ApiSignal.Of)], Acts = [.. b.Acts.Select(ApiAct.Of)],
    };
}

/// <summary>An argument as it stood.</summary>
public sealed record ApiPastArgument
{
    /// <summary>With the wording, the sources and the weight that it had.</summary>
    public required ApiArgument Argument { get; init; }

    /// <summary>Whether it was seen then, and is hidden or withdrawn by now.</summary>
    /// <example>false</example>
    public required bool HiddenSince { get; init; }

    internal static ApiPastArgument Of(PastArgument a) => new() { Argument = ApiArgument.Of(a.View), HiddenSince = a.HiddenSince };
}

/// <summary>One argument with what rebutted it, as they stood.</summary>
public sealed record ApiPastThread
{
    /// <summary>The argument.</summary>
    public required ApiPastArgument Argument { get; init; }

    /// <summary>Some of those that answered it, oldest first, and of those that answered them.</summary>
    public required IReadOnlyList<ApiPastArgument> Rebuttals { get; init; }

    /// <summary>What to send as after for the next; null on the last part.</summary>
    /// <example>null</example>
    public required long? More { get; init; }
}

/// <summary>What is new on a board.</summary>
public sealed record ApiSince
{
    /// <summary>The last event that is not new; null where nothing is new, or nobody knows.</summary>
    /// <example>30</example>
    public required long? After { get; init; }

    /// <summary>How many arguments that stand by themselves.</summary>
    /// <example>3</example>
    public required int Arguments { get; init; }

    /// <summary>How many rebuttals.</summary>
    /// <example>1</example>
    public required int Rebuttals { get; init; }

    /// <summary>The numbers of the newest of both.</summary>
    public required IReadOnlyList<long> New { get; init; }

    /// <summary>The number as it was, in whole percent.</summary>
    /// <example>70</example>
    public required int? From { get; init; }

    /// <summary>The number as it is.</summary>
    /// <example>72</example>
    public required int? To { get; init; }

    /// <summary>Whether the criteria changed.</summary>
    /// <example>false</example>
    public required bool Criteria { get; init; }

    internal static ApiSince Of(SinceView? s) => new()
    {
        After = s?.After, Arguments = s?.Arguments ?? 0, Rebuttals = s?.Rebuttals ?? 0, New = [.. (s?.New ?? []).Select(p => p.Id)], From = s?.From, To = s?.To, Criteria = s?.Criteria ?? false,
    };
}

/// <summary>What the account may do to where a forecast stands.</summary>
public sealed record ApiSteps
{
    /// <summary>Where it stands.</summary>
    /// <example>"open"</example>
    public required Status Status { get; init; }

    /// <summary>The steps that make sense now.</summary>
    public required IReadOnlyList<Resolution.Step> Steps { get; init; }
}
