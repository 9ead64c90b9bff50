using Textak.Web.Features.Live;

namespace Textak.Web.Features.Api;

/// <summary>What became of a command: the same for each repetition of its Idempotency-Key.</summary>
public sealed record ApiDone
{
    /// <summary>The event's sequence number in the forecast's log; 0 where it is in none.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>The argument that it posted or touched, if any.</summary>
    /// <example>17</example>
    public long? ArgumentId { get; init; }
}

/// <summary>Why a request failed (RFC 9457).</summary>
public sealed record ApiProblem
{
    /// <summary>Where this kind of failure is explained.</summary>
    /// <example>"/api/errors#refused"</example>
    public required string Type { get; init; }

    /// <summary>The kind in a few words.</summary>
    /// <example>"The board says no"</example>
    public required string Title { get; init; }

    /// <summary>The status of the answer.</summary>
    /// <example>422</example>
    public required int Status { get; init; }

    /// <summary>What is wrong and what to do, in a sentence.</summary>
    /// <example>"Give a whole number from 1 to 99 percent."</example>
    public required string Detail { get; init; }

    /// <summary>Messages by the name of the field that they are about; null where it is about none.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>>? Errors { get; init; }

    /// <summary>The number under which the log has this request.</summary>
    /// <example>"4bf92f3577b34da6a3ce929d0e0e4736"</example>
    public required string TraceId { get; init; }
}

/// <summary>A part of a list.</summary>
public sealed record ApiPage<T>
{
    /// <summary>As many as were asked for, or what was left.</summary>
    public required IReadOnlyList<T> Items { get; init; }

    /// <summary>The cursor of the next part; null on the last.</summary>
    /// <example>"bmV3ZXN0fDYzODd8MTc"</example>
    public string? Next { get; init; }

    /// <summary>Cuts what was read, one more than was asked for, to size.</summary>
    internal static ApiPage<T> Of<TRow>(IReadOnlyList<TRow> read, int limit, Func<TRow, T> select, Func<TRow, string> cursor) => new()
    {
        Items = [.. read.Take(limit).Select(select)], Next = read.Count > limit ? cursor(read[limit - 1]) : null,
    };
}

/// <summary>Who said something.</summary>
public sealed record ApiAuthor
{
    /// <summary>The name as everybody sees it; the record is at /people/{name}.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Name { get; init; }

    /// <summary>Whether it is a program.</summary>
    /// <example>false</example>
    public required bool Program { get; init; }
}

/// <summary>One event of a forecast's log. It names things and never repeats a text.</summary>
public sealed record ApiEvent
{
    /// <summary>Its number in the log: 1, 2, 3, ... without gaps; what concerns moderators or one person alone is left out of lists.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>What happened.</summary>
    /// <example>"argumentPosted"</example>
    public required EventKind Kind { get; init; }

    /// <summary>When.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whose doing it was.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string By { get; init; }

    /// <summary>The argument that it is about, if any.</summary>
    /// <example>17</example>
    public required long? ArgumentId { get; init; }

    /// <summary>The signal that it is about, if any.</summary>
    /// <example>null</example>
    public required long? SignalId { get; init; }
}
