using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Api;

/// <summary>A piece of news that bears on a forecast.</summary>
public sealed record ApiSignal
{
    /// <summary>Its number.</summary>
    /// <example>7</example>
    public required long Id { get; init; }

    /// <summary>What it says.</summary>
    /// <example>"A new open model tops the index"</example>
    public required string Headline { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>"Example News"</example>
    public required string? Source { get; init; }

    /// <summary>Where it stands.</summary>
    /// <example>"https://example.org/news/7"</example>
    public required string? Link { get; init; }

    /// <summary>When it was published.</summary>
    /// <example>"2027-02-01T00:00:00Z"</example>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Which way it pulls.</summary>
    /// <example>"for"</example>
    public required Direction Direction { get; init; }

    /// <summary>How near it is to what it tells; null for what came with an imported forecast.</summary>
    /// <example>"direct"</example>
    public required Grade? Grade { get; init; }

    /// <summary>Until when it counts as a source; null where that has no end.</summary>
    /// <example>"2027-05-01T00:00:00Z"</example>
    public required DateTimeOffset? CountsUntil { get; init; }

    /// <summary>Web addresses where the same story was told too: the same evidence, which counts for nothing more.</summary>
    public required IReadOnlyList<string> Others { get; init; }

    internal static ApiSignal Of(Signal s) => new()
    {
        Id = s.Id, Headline = s.Headline, Source = s.Source, Link = s.Link, PublishedAt = s.PublishedAt, Direction = s.Direction, Grade = s.Grade, CountsUntil = s.CountsUntil, Others = s.Others,
    };
}

/// <summary>A piece of news to be added by hand.</summary>
public sealed record ApiNewSignal
{
    /// <summary>As it stands there; at most 300 characters.</summary>
    /// <example>"A new open model tops the index"</example>
    public string? Headline { get; init; }

    /// <summary>Who published it. It may be left out where there is a link.</summary>
    /// <example>"Example News"</example>
    public string? Source { get; init; }

    /// <summary>Where anybody can read it.</summary>
    /// <example>"https://example.org/news/7"</example>
    public string? Link { get; init; }

    /// <summary>A day or a time, in UTC where it doesn't say.</summary>
    /// <example>"2026-02-01"</example>
    public string? Published { get; init; }

    /// <summary>Which way it pulls.</summary>
    /// <example>"for"</example>
    public Direction? Direction { get; init; }

    /// <summary>How near it is to what it tells; proximate where nothing is said.</summary>
    /// <example>"direct"</example>
    public Grade? Grade { get; init; }

    /// <summary>The slugs of the forecasts that it touches, 1 to 10.</summary>
    public IReadOnlyList<string>? Boards { get; init; }

    internal TypedSignal Typed => new(Headline, Source, Link, Published, Direction?.ToString(), Grade?.ToString());
}

/// <summary>The boards to which a signal was added.</summary>
public sealed record ApiAddedSignal
{
    /// <summary>In the order in which they were named.</summary>
    public required IReadOnlyList<ApiAddedOn> Boards { get; init; }
}

/// <summary>A signal on one board.</summary>
public sealed record ApiAddedOn
{
    /// <summary>The board.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The event's sequence number in its log.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>The signal's number, by which an estimate may name it.</summary>
    /// <example>7</example>
    public required long SignalId { get; init; }
}

/// <summary>Why a signal is taken back.</summary>
public sealed record ApiSignalWithdrawal
{
    /// <summary>Everybody may read it.</summary>
    /// <example>"The report was a hoax."</example>
    public string? Reason { get; init; }
}
