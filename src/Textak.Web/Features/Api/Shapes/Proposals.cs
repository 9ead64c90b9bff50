using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Proposals;

namespace Textak.Web.Features.Api;

/// <summary>A question that somebody would have the board ask.</summary>
public sealed record ApiProposal
{
    /// <summary>Its number.</summary>
    /// <example>4</example>
    public required long Id { get; init; }

    /// <summary>Who proposes it.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Proposer { get; init; }

    /// <summary>Where it is.</summary>
    /// <example>"waiting"</example>
    public required ProposalState State { get; init; }

    /// <summary>What the moderators say to it; null until they say something.</summary>
    /// <example>null</example>
    public required string? Note { get; init; }

    /// <summary>The question.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public required string Title { get; init; }

    /// <summary>What it claims.</summary>
    /// <example>"An open model leads by then."</example>
    public required string Thesis { get; init; }

    /// <summary>Why it matters.</summary>
    /// <example>null</example>
    public required string? Why { get; init; }

    /// <summary>What makes it true and what false.</summary>
    /// <example>"True if an open model is first in the yearly report by the end of 2027; false otherwise."</example>
    public required string Criteria { get; init; }

    /// <summary>What it is about.</summary>
    /// <example>"models"</example>
    public required Category Category { get; init; }

    /// <summary>The last day on which it can come true.</summary>
    /// <example>"2027-12-31"</example>
    public required DateOnly Horizon { get; init; }

    /// <summary>When it was changed last, by whichever side.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset ChangedAt { get; init; }

    /// <summary>What became of it; null unless it was published.</summary>
    /// <example>null</example>
    public required string? Slug { get; init; }

    internal static ApiProposal Of(Proposal p) => new()
    {
        Id = p.Id, Proposer = p.Proposer!.UserName!, State = p.State, Note = p.Note, Title = p.Title, Thesis = p.Thesis, Why = p.WhyItMatters, Criteria = p.Criteria,
        Category = p.Category, Horizon = p.Horizon, ChangedAt = p.ChangedAt, Slug = p.Forecast?.Slug,
    };
}

/// <summary>The account's own proposals, and for moderators those that wait.</summary>
public sealed record ApiProposals
{
    /// <summary>One's own, the newest first.</summary>
    public required IReadOnlyList<ApiProposal> Mine { get; init; }

    /// <summary>Those of others that wait for a moderator, who waits longest first; empty for everybody else.</summary>
    public required IReadOnlyList<ApiProposal> Waiting { get; init; }
}

/// <summary>What is to be said of a question as far as it is written.</summary>
public sealed record ApiDraftCheck
{
    /// <summary>What keeps it from being asked.</summary>
    public required IReadOnlyList<ApiRemark> Problems { get; init; }

    /// <summary>What could be better.</summary>
    public required IReadOnlyList<ApiRemark> Advice { get; init; }

    /// <summary>Forecasts that ask much the same.</summary>
    public required IReadOnlyList<SimilarQuestions.Found> Similar { get; init; }

    internal static ApiDraftCheck Of(IReadOnlyList<Refusal> problems, IReadOnlyList<Refusal> advice, IReadOnlyList<SimilarQuestions.Found> similar) =>
        new() { Problems = [.. problems.Select(ApiRemark.Of)], Advice = [.. advice.Select(ApiRemark.Of)], Similar = similar };
}

/// <summary>A sentence about a field.</summary>
public sealed record ApiRemark
{
    /// <summary>Its name in the draft; empty where it is about the whole.</summary>
    /// <example>"criteria"</example>
    public required string Field { get; init; }

    /// <summary>What is to be said.</summary>
    /// <example>"Name the source by which it will be decided."</example>
    public required string Message { get; init; }

    internal static ApiRemark Of(Refusal r) => new() { Field = r.Field.ToLowerInvariant(), Message = r.Message };
}
