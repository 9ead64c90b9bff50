using Textak.Web.Features.Proposals;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Sanctions;

namespace Textak.Web.Features.Api;

/// <summary>What a moderator does with a case.</summary>
public sealed record ApiCaseDecision
{
    /// <summary>Claim and release decide nothing.</summary>
    /// <example>"hide"</example>
    public CaseAct? Act { get; init; }

    /// <summary>Why; everybody may read it. Claim and release need none.</summary>
    /// <example>"It is advertising."</example>
    public string? Reason { get; init; }
}

/// <summary>Whether everybody may see an argument.</summary>
public sealed record ApiVisibility
{
    /// <summary>Whether it is hidden from now on.</summary>
    /// <example>true</example>
    public bool? Hidden { get; init; }

    /// <summary>Why; it takes the argument's place.</summary>
    /// <example>"It is advertising."</example>
    public string? Reason { get; init; }
}

/// <summary>New resolution criteria.</summary>
public sealed record ApiNewCriteria
{
    /// <summary>What makes it true, by which source, until when.</summary>
    /// <example>"True if two independent sources say so by the end of 2027; false otherwise."</example>
    public string? Text { get; init; }

    /// <summary>Why they change; everybody may read it.</summary>
    /// <example>"The register that was named has closed."</example>
    public string? Reason { get; init; }
}

/// <summary>A step of a forecast to another status.</summary>
public sealed record ApiNewStep
{
    /// <summary>What is to become of it.</summary>
    /// <example>"lock"</example>
    public Step? Step { get; init; }

    /// <summary>Why; everybody may read it.</summary>
    /// <example>"The vote is under way."</example>
    public string? Reason { get; init; }

    /// <summary>Web addresses by which that can be checked; a resolution to true or false needs one.</summary>
    public IReadOnlyList<string>? Sources { get; init; }
}

/// <summary>How slow a board is.</summary>
public sealed record ApiSlowMode
{
    /// <summary>Minutes between two arguments of the same account; 0 for none.</summary>
    /// <example>5</example>
    public int? Minutes { get; init; }

    /// <summary>Why; everybody may read it.</summary>
    /// <example>"Many new voices at once."</example>
    public string? Reason { get; init; }
}

/// <summary>What somebody has to bear.</summary>
public sealed record ApiNewSanction
{
    /// <summary>A word, silence on one board, or to stay outside.</summary>
    /// <example>"mute"</example>
    public SanctionKind? Kind { get; init; }

    /// <summary>The slug of the board of a mute.</summary>
    /// <example>"open-source-frontier"</example>
    public string? Board { get; init; }

    /// <summary>How many days; null for good. A warning has no length.</summary>
    /// <example>7</example>
    public int? Days { get; init; }

    /// <summary>Why; everybody may read it.</summary>
    /// <example>"Insults, again."</example>
    public string? Reason { get; init; }
}

/// <summary>Why something ends before its time.</summary>
public sealed record ApiLift
{
    /// <summary>Everybody may read it.</summary>
    /// <example>"They apologised."</example>
    public string? Reason { get; init; }
}

/// <summary>What a moderator does with a proposal.</summary>
public sealed record ApiProposalDecision
{
    /// <summary>What becomes of it.</summary>
    /// <example>"publish"</example>
    public ProposalAct? Act { get; init; }

    /// <summary>Why.</summary>
    /// <example>"Clear, and by a source that all can read."</example>
    public string? Reason { get; init; }
}
