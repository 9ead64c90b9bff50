using Textak.Web.Features.Audit;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Sanctions;

namespace Textak.Web.Features.Api;

/// <summary>An argument that moderators are to decide about.</summary>
public sealed record ApiCase
{
    /// <summary>The board.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The argument, with its text.</summary>
    public required ApiArgument Argument { get; init; }

    /// <summary>Where the queue has it.</summary>
    /// <example>"waiting"</example>
    public required CaseState State { get; init; }

    /// <summary>When it came into the queue.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Who is at it; null for nobody.</summary>
    /// <example>null</example>
    public required string? Holder { get; init; }

    /// <summary>What the account may do to it now, beside claiming it and letting it go.</summary>
    public required IReadOnlyList<CaseAct> Acts { get; init; }

    /// <summary>Causes with how often each was named since it was settled last.</summary>
    public required IReadOnlyList<ApiCauseCount> Causes { get; init; }

    /// <summary>The newest reports.</summary>
    public required IReadOnlyList<ApiReported> Reports { get; init; }

    /// <summary>What the author says to the hiding; null where nobody objects.</summary>
    /// <example>null</example>
    public required string? Appeal { get; init; }

    internal static ApiCase Of(CaseModel shown) => new()
    {
        Slug = shown.Item.Slug, Argument = ApiArgument.Of(shown.Item.Argument), State = shown.Item.Case.State, Since = shown.Item.Case.Since, Holder = shown.Item.Holder, Acts = shown.Acts,
        Causes = [.. shown.Item.Causes.Select(c => new ApiCauseCount { Cause = c.Cause, Count = c.Count })],
        Reports = [.. shown.Item.Reports.Select(r => new ApiReported { Cause = r.Cause, Note = r.Note, By = r.By, At = r.At })], Appeal = shown.Item.Open?.Text,
    };
}

/// <summary>How often a cause was named.</summary>
public sealed record ApiCauseCount
{
    /// <summary>What is wrong.</summary>
    /// <example>"spam"</example>
    public required Cause Cause { get; init; }

    /// <summary>How often.</summary>
    /// <example>2</example>
    public required int Count { get; init; }
}

/// <summary>A report.</summary>
public sealed record ApiReported
{
    /// <summary>What is wrong.</summary>
    /// <example>"spam"</example>
    public required Cause Cause { get; init; }

    /// <summary>More of it.</summary>
    /// <example>null</example>
    public required string? Note { get; init; }

    /// <summary>Who reported it.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string By { get; init; }

    /// <summary>When.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }
}

/// <summary>The moderators' queue.</summary>
public sealed record ApiQueue
{
    /// <summary>What the account may decide first.</summary>
    public required IReadOnlyList<ApiCase> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    /// <example>1</example>
    public required int Count { get; init; }
}

/// <summary>The hiding of one's own argument, and one's objection to it.</summary>
public sealed record ApiHiding
{
    /// <summary>The board.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The argument, as its author sees it.</summary>
    public required ApiArgument Argument { get; init; }

    /// <summary>Whether it can be objected to.</summary>
    /// <example>true</example>
    public required bool Open { get; init; }

    /// <summary>What one said; null where one said nothing.</summary>
    /// <example>null</example>
    public required string? Appeal { get; init; }

    /// <summary>Whether it was shown again; null until another moderator decides.</summary>
    /// <example>null</example>
    public required bool? Granted { get; init; }

    /// <summary>Why.</summary>
    /// <example>null</example>
    public required string? Answer { get; init; }

    internal static ApiHiding Of(HiddenOfMine h) => new()
    {
        Slug = h.Slug, Argument = ApiArgument.Of(h.Argument), Open = h.IsOpen, Appeal = h.Appeal?.Text, Granted = h.Appeal?.Granted, Answer = h.Appeal?.Answer,
    };
}

/// <summary>What somebody had or has to bear.</summary>
public sealed record ApiSanction
{
    /// <summary>Its number.</summary>
    /// <example>3</example>
    public required long Id { get; init; }

    /// <summary>A word, silence on one board, or to stay outside.</summary>
    /// <example>"mute"</example>
    public required SanctionKind Kind { get; init; }

    /// <summary>The board that it is about; null where it is about none.</summary>
    /// <example>"open-source-frontier"</example>
    public required string? Board { get; init; }

    /// <summary>Why; null where nobody had to say.</summary>
    /// <example>"Insults, again."</example>
    public required string? Reason { get; init; }

    /// <summary>When it began.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>When it ends; the year 9999 for good.</summary>
    /// <example>"2027-03-08T12:00:00Z"</example>
    public required DateTimeOffset Until { get; init; }

    /// <summary>When it was lifted, or read; null where it wasn't.</summary>
    /// <example>null</example>
    public required DateTimeOffset? LiftedAt { get; init; }

    internal static ApiSanction Of(Sanction s) => new() { Id = s.Id, Kind = s.Kind, Board = s.Forecast?.Slug, Reason = s.Reason, At = s.At, Until = s.Until, LiftedAt = s.LiftedAt };
}

/// <summary>An act of the open record.</summary>
public sealed record ApiAct
{
    /// <summary>Its number in the chain.</summary>
    /// <example>12</example>
    public required long Number { get; init; }

    /// <summary>When.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Who; null for whoever runs the program.</summary>
    /// <example>"Robin Keeper"</example>
    public required string? By { get; init; }

    /// <summary>What.</summary>
    /// <example>"argumentHidden"</example>
    public required Deed Deed { get; init; }

    /// <summary>What that leaves open: a status, a role, an end in time.</summary>
    /// <example>null</example>
    public required string? Detail { get; init; }

    /// <summary>Why.</summary>
    /// <example>"It is advertising."</example>
    public required string? Reason { get; init; }

    /// <summary>On which board.</summary>
    /// <example>"open-source-frontier"</example>
    public required string? Slug { get; init; }

    /// <summary>To which argument.</summary>
    /// <example>17</example>
    public required long? ArgumentId { get; init; }

    /// <summary>To whom.</summary>
    /// <example>null</example>
    public required string? Person { get; init; }

    internal static ApiAct Of(LoggedAct a) => new() { Number = a.Number, At = a.At, By = a.By, Deed = a.Deed, Detail = a.Detail, Reason = a.Reason, Slug = a.Slug, ArgumentId = a.ArgumentId, Person = a.Person };
}
