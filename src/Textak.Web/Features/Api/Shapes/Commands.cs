using Textak.Web.Features.Arguments;
using Textak.Web.Features.Proposals;
using Textak.Web.Features.Reports;

namespace Textak.Web.Features.Api;

/// <summary>A source to be cited.</summary>
public sealed record ApiNewSource
{
    /// <summary>A web address that begins with https:// or http://.</summary>
    /// <example>"https://example.org/report"</example>
    public string? Link { get; init; }

    /// <summary>What it is called.</summary>
    /// <example>"The yearly report"</example>
    public string? Title { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>"Example Institute"</example>
    public string? Publisher { get; init; }

    /// <summary>How near it is to what it is cited for; circumstantial where nothing is said.</summary>
    /// <example>"direct"</example>
    public Grade? Grade { get; init; }

    internal TypedSource Typed => new(Link, Title, Publisher, Grade?.ToString());
}

/// <summary>An argument to be posted.</summary>
public sealed record ApiNewArgument
{
    /// <summary>Which way it pulls.</summary>
    /// <example>"for"</example>
    public Side? Side { get; init; }

    /// <summary>10 to 500 characters of plain text.</summary>
    /// <example>"Each of the last three releases closed half of the gap that was left."</example>
    public string? Text { get; init; }

    /// <summary>What it cites first; more can be added later.</summary>
    public ApiNewSource? Source { get; init; }

    /// <summary>One's estimate, which it moved, whole percent; it takes the scope estimate too.</summary>
    /// <example>72</example>
    public int? Percent { get; init; }
}

/// <summary>A rebuttal to be posted.</summary>
public sealed record ApiNewRebuttal
{
    /// <summary>10 to 500 characters of plain text.</summary>
    /// <example>"The third of them was measured by its makers, and by nobody else."</example>
    public string? Text { get; init; }

    /// <summary>What it cites first.</summary>
    public ApiNewSource? Source { get; init; }
}

/// <summary>Another wording of one's argument.</summary>
public sealed record ApiNewWording
{
    /// <summary>10 to 500 characters of plain text.</summary>
    /// <example>"Each of the last four releases closed half of the gap that was left."</example>
    public string? Text { get; init; }
}

/// <summary>How strong one finds an argument.</summary>
public sealed record ApiVote
{
    /// <summary>0 to 5.</summary>
    /// <example>4</example>
    public int? Stars { get; init; }
}

/// <summary>Whether one agrees.</summary>
public sealed record ApiAgreement
{
    /// <summary>Whether from now on.</summary>
    /// <example>true</example>
    public bool? Agrees { get; init; }
}

/// <summary>A grade for a source.</summary>
public sealed record ApiGrading
{
    /// <summary>How near it is to what it is cited for.</summary>
    /// <example>"proximate"</example>
    public Grade? Grade { get; init; }
}

/// <summary>A report to the moderators.</summary>
public sealed record ApiReport
{
    /// <summary>What is wrong.</summary>
    /// <example>"spam"</example>
    public Cause? Cause { get; init; }

    /// <summary>More of it, at most 500 characters; needed where the cause is other.</summary>
    /// <example>"It sells something."</example>
    public string? Note { get; init; }
}

/// <summary>An objection to the hiding of one's argument.</summary>
public sealed record ApiNewAppeal
{
    /// <summary>10 to 1000 characters.</summary>
    /// <example>"It quotes a report, and insults nobody."</example>
    public string? Text { get; init; }
}

/// <summary>One's estimate.</summary>
public sealed record ApiNewEstimate
{
    /// <summary>Whole percent, 1 to 99.</summary>
    /// <example>72</example>
    public int? Percent { get; init; }

    /// <summary>The arguments of the board that moved one there.</summary>
    public IReadOnlyList<long>? Arguments { get; init; }

    /// <summary>The signals of the board that moved one there.</summary>
    public IReadOnlyList<long>? Signals { get; init; }
}

/// <summary>That one stands by one's estimate.</summary>
public sealed record ApiReaffirmation
{
    /// <summary>What one stands by, as it was read.</summary>
    /// <example>72</example>
    public int? Percent { get; init; }
}

/// <summary>A question as far as it is written.</summary>
public sealed record ApiDraft
{
    /// <summary>The question, to be answered by yes or no.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public string? Title { get; init; }

    /// <summary>What it claims, in a sentence.</summary>
    /// <example>"An open model leads by then."</example>
    public string? Thesis { get; init; }

    /// <summary>Why it matters.</summary>
    /// <example>null</example>
    public string? Why { get; init; }

    /// <summary>What makes it true and what false, by which source, until when.</summary>
    /// <example>"True if an open model is first in the yearly report by the end of 2027; false otherwise."</example>
    public string? Criteria { get; init; }

    /// <summary>What it is about.</summary>
    /// <example>"models"</example>
    public string? Category { get; init; }

    /// <summary>The last day on which it can come true.</summary>
    /// <example>"2027-12-31"</example>
    public string? Horizon { get; init; }

    internal Draft Typed => new(Title, Thesis, Why, Criteria, Category, Horizon);
}

/// <summary>How far one has seen a board.</summary>
public sealed record ApiSeen
{
    /// <summary>The newest event that one has seen.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }
}

/// <summary>Warnings that one has read.</summary>
public sealed record ApiRead
{
    /// <summary>The newest of them, by its number.</summary>
    /// <example>3</example>
    public required long Newest { get; init; }
}
