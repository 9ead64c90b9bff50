using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Api;

/// <summary>An argument as the account may see it. What a moderator hid has no text and no sources, but for its author and moderators.</summary>
public sealed record ApiArgument
{
    /// <summary>Its number.</summary>
    /// <example>17</example>
    public required long Id { get; init; }

    /// <summary>Which way it pulls.</summary>
    /// <example>"for"</example>
    public required Side Side { get; init; }

    /// <summary>The argument that it rebuts; null where it stands by itself.</summary>
    /// <example>null</example>
    public required long? Answers { get; init; }

    /// <summary>How deep it stands: 0, 1 or 2.</summary>
    /// <example>0</example>
    public required int Level { get; init; }

    /// <summary>How many visible arguments rebut it directly.</summary>
    /// <example>2</example>
    public required int Rebuttals { get; init; }

    /// <summary>What it says; null where that is hidden.</summary>
    /// <example>"Each of the last three releases closed half of the gap that was left."</example>
    public required string? Text { get; init; }

    /// <summary>What it cites.</summary>
    public required IReadOnlyList<ApiSource> Sources { get; init; }

    /// <summary>Who wrote it.</summary>
    public required ApiAuthor Author { get; init; }

    /// <summary>When.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset PostedAt { get; init; }

    /// <summary>Which wording it is, from 1 on.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>Since when it is that; null as long as it is as it was posted.</summary>
    /// <example>null</example>
    public required DateTimeOffset? EditedAt { get; init; }

    /// <summary>Since when it is hidden; null while everybody sees it.</summary>
    /// <example>null</example>
    public required DateTimeOffset? HiddenAt { get; init; }

    /// <summary>Why a moderator hid it.</summary>
    /// <example>null</example>
    public required string? HiddenReason { get; init; }

    /// <summary>Whether its author took it from the board.</summary>
    /// <example>false</example>
    public required bool Withdrawn { get; init; }

    /// <summary>Strength votes.</summary>
    /// <example>6</example>
    public required int Votes { get; init; }

    /// <summary>Their mean, drawn to the middle, 0 to 5.</summary>
    /// <example>3.8</example>
    public required double Strength { get; init; }

    /// <summary>How much they differ.</summary>
    /// <example>0.4</example>
    public required double Contest { get; init; }

    /// <summary>How many agree with it.</summary>
    /// <example>3</example>
    public required int Agreements { get; init; }

    /// <summary>How many people say that it moved them; 0 where that is held back.</summary>
    /// <example>2</example>
    public required int Named { get; init; }

    /// <summary>How many of them changed an estimate that they had.</summary>
    /// <example>1</example>
    public required int Moved { get; init; }

    /// <summary>Points for each of those.</summary>
    /// <example>5</example>
    public required double MeanPoints { get; init; }

    /// <summary>Its shares of their steps in log-odds, in all.</summary>
    /// <example>0.31</example>
    public required double LogOdds { get; init; }

    internal static ApiArgument Of(ArgumentView a) => new()
    {
        Id = a.Id, Side = a.Side, Answers = a.AnswersId, Level = a.Level, Rebuttals = a.Rebuttals, Text = a.Text, Sources = [.. a.Sources.Select(ApiSource.Of)],
        Author = new() { Name = a.Author, Program = a.ByProgram }, PostedAt = a.PostedAt, Edition = a.Edition, EditedAt = a.EditedAt, HiddenAt = a.HiddenAt,
        HiddenReason = a.HiddenReason, Withdrawn = a.IsWithdrawn, Votes = a.Votes, Strength = a.Strength, Contest = a.Contest, Agreements = a.Agreements,
        Named = a.Named, Moved = a.Moved, MeanPoints = a.Impact.MeanPoints, LogOdds = a.LogOdds,
    };
}

/// <summary>What an argument cites.</summary>
public sealed record ApiSource
{
    /// <summary>Its number.</summary>
    /// <example>5</example>
    public required long Id { get; init; }

    /// <summary>A whole web address.</summary>
    /// <example>"https://example.org/report"</example>
    public required string Link { get; init; }

    /// <summary>What it is called.</summary>
    /// <example>"The yearly report"</example>
    public required string? Title { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>"Example Institute"</example>
    public required string? Publisher { get; init; }

    /// <summary>How near it is to what it is cited for.</summary>
    /// <example>"direct"</example>
    public required Grade Grade { get; init; }

    /// <summary>How many say that it deserves another grade.</summary>
    /// <example>0</example>
    public required int Challenges { get; init; }

    internal static ApiSource Of(SourceView s) => new() { Id = s.Id, Link = s.Link, Title = s.Title, Publisher = s.Publisher, Grade = s.Grade, Challenges = s.Challenges };
}

/// <summary>One argument with what stands on its own page.</summary>
public sealed record ApiArgumentDetail
{
    /// <summary>The argument.</summary>
    public required ApiArgument Argument { get; init; }

    /// <summary>What it rebuts; null where it stands by itself.</summary>
    public required ApiArgument? Answered { get; init; }

    /// <summary>The grades by which others challenge its sources.</summary>
    public required IReadOnlyList<ApiChallenge> Challenges { get; init; }

    /// <summary>The board's number in whole percent; null where nothing names the argument, and where it is held back.</summary>
    /// <example>72</example>
    public required int? Percent { get; init; }

    /// <summary>What that would be without the argument.</summary>
    /// <example>69</example>
    public required int? Without { get; init; }

    /// <summary>The account's own strength vote, 0 to 5; null where there is none.</summary>
    /// <example>null</example>
    public required int? MyVote { get; init; }

    /// <summary>Whether the account agrees with it.</summary>
    /// <example>false</example>
    public required bool Agrees { get; init; }
}

/// <summary>How many would give a source another grade.</summary>
public sealed record ApiChallenge
{
    /// <summary>The source.</summary>
    /// <example>5</example>
    public required long SourceId { get; init; }

    /// <summary>The grade that they would give.</summary>
    /// <example>"proximate"</example>
    public required Grade Grade { get; init; }

    /// <summary>How many.</summary>
    /// <example>2</example>
    public required int Count { get; init; }
}

/// <summary>What an argument says, or said.</summary>
public sealed record ApiWording
{
    /// <summary>Which wording, from 1 on.</summary>
    /// <example>1</example>
    public required int Edition { get; init; }

    /// <summary>The event that brought it: its ETag while it is the argument's own.</summary>
    /// <example>12</example>
    public required long Seq { get; init; }

    /// <summary>Since when it said so.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>What it says.</summary>
    /// <example>"Each of the last three releases closed half of the gap that was left."</example>
    public required string Text { get; init; }
}
