using Textak.Web.Features.Records;

namespace Textak.Web.Features.Api;

/// <summary>Whose token this is, and what it lets them do.</summary>
public sealed record ApiMe
{
    /// <summary>The account's name.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Name { get; init; }

    /// <summary>Whether it is a program.</summary>
    /// <example>false</example>
    public required bool Program { get; init; }

    /// <summary>Whose program it is; null for a person's.</summary>
    /// <example>null</example>
    public required string? Owner { get; init; }

    /// <summary>Whether it moderates, by this token, at this moment.</summary>
    /// <example>false</example>
    public required bool Moderates { get; init; }

    /// <summary>What the token lets it do.</summary>
    public required IReadOnlyList<string> Scopes { get; init; }

    /// <summary>When the token expires.</summary>
    /// <example>"2027-06-01T00:00:00Z"</example>
    public required DateTimeOffset ExpiresAt { get; init; }

    /// <summary>Warnings that it hasn't read, and boards on which it is muted.</summary>
    public required IReadOnlyList<ApiSanction> Sanctions { get; init; }

    /// <summary>What moderators hid of its own.</summary>
    public required IReadOnlyList<ApiHiding> Hidden { get; init; }
}

/// <summary>What anybody may know of how somebody forecasts and argues.</summary>
public sealed record ApiPerson
{
    /// <summary>The name.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Name { get; init; }

    /// <summary>Whose program it is; null for a person.</summary>
    /// <example>null</example>
    public required string? Owner { get; init; }

    /// <summary>Since when.</summary>
    /// <example>"2027-01-01T00:00:00Z"</example>
    public required DateTimeOffset Since { get; init; }

    /// <summary>Whether the account is suspended.</summary>
    /// <example>false</example>
    public required bool Suspended { get; init; }

    /// <summary>Whether it is the house's own, which speaks for what was imported.</summary>
    /// <example>false</example>
    public required bool House { get; init; }

    /// <summary>How many of their arguments anybody may see.</summary>
    /// <example>9</example>
    public required int Arguments { get; init; }

    /// <summary>Points for a whole forecast against others; null with too few forecasts for a place.</summary>
    /// <example>null</example>
    public required double? Peer { get; init; }

    /// <summary>Baseline points in all; likewise.</summary>
    /// <example>null</example>
    public required double? Baseline { get; init; }

    /// <summary>What they add up to; null with nothing to score.</summary>
    public required SummaryRow? Summary { get; init; }

    /// <summary>Their resolved forecasts, the newest first.</summary>
    public required IReadOnlyList<OwnRow> Scored { get; init; }

    /// <summary>Boards on which they have an estimate now; what it says is theirs alone.</summary>
    public required IReadOnlyList<string> Open { get; init; }

    /// <summary>The arguments of theirs that people say moved them, the strongest first.</summary>
    public required IReadOnlyList<ArgumentRow> Moved { get; init; }

    internal static ApiPerson Of(PublicRecord r) => new()
    {
        Name = r.Name, Owner = r.Owner, Since = r.Since, Suspended = r.IsSuspended, House = r.IsHouse, Arguments = r.Arguments, Peer = r.Peer, Baseline = r.Baseline,
        Summary = SummaryRow.From(r.Name, r.Summary), Scored = [.. r.Scored.Select(one => OwnRow.Of(one.Forecast, one.Own))], Open = [.. r.Open.Select(f => f.Slug)],
        // Hidden between the two readings, it is in the list without its text
        Moved = [.. r.Moved.Where(m => m.Argument.Text is not null).Select(ArgumentRow.Of)],
    };
}

/// <summary>How good the board's own numbers turned out.</summary>
public sealed record ApiTrackRecord
{
    /// <summary>How many forecasts wait for their answer.</summary>
    /// <example>12</example>
    public required int Open { get; init; }

    /// <summary>How many ended without a score.</summary>
    /// <example>1</example>
    public required int Unscored { get; init; }

    /// <summary>The board's number in all; null with nothing to score.</summary>
    public required SummaryRow? Board { get; init; }

    /// <summary>The geometric mean of odds beside it.</summary>
    public required SummaryRow? Mean { get; init; }

    /// <summary>By category.</summary>
    public required IReadOnlyList<SummaryRow> Categories { get; init; }

    /// <summary>By the time from opening to horizon.</summary>
    public required IReadOnlyList<SummaryRow> Horizons { get; init; }

    internal static ApiTrackRecord Of(TrackRecord r) => new()
    {
        Open = r.Open, Unscored = r.Unscored, Board = SummaryRow.From("the board's number", r.Board), Mean = SummaryRow.From("the geometric mean of odds", r.Mean),
        Categories = [.. r.ByCategory.Select(g => SummaryRow.From(g.Label, g.Summary)!)], Horizons = [.. r.ByHorizon.Select(g => SummaryRow.From(g.Label, g.Summary)!)],
    };
}
