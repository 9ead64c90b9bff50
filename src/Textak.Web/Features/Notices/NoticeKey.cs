using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>What is gathered into one notice has this in common.</summary>
/// <param name="Subject">See <see cref="Notice.Subject"/>.</param>
internal sealed record NoticeKey(long AccountId, NoticeCause Cause, EventKind Kind, long? ForecastId, long? ProposalId, long? Subject)
{
    /// <summary>Whether it is about an argument that moved the board's number, and not about one that was posted.</summary>
    public bool IsSwing => Cause == NoticeCause.Argument && Kind == EventKind.EstimateSet;

    /// <summary>Whether it tells of others' numbers, which some want to see only after setting their own.</summary>
    public bool TellsNumbers => Cause == NoticeCause.Moved || IsSwing;

    /// <summary>What somebody hears of once only, however it comes; null where they hear of it each time.</summary>
    public (long AccountId, NoticeCause Cause, long Subject)? Once => Cause == NoticeCause.Report || IsSwing ? (AccountId, Cause, Subject!.Value) : null;
}
