namespace Textak.Web.Features.Audit;

/// <summary>What a moderator or an admin did.</summary>
public enum Deed
{
    ArgumentHidden, ArgumentRestored, CriteriaChanged, Published, Locked, Resolved, Reopened,
    ReportsDismissed, CaseEscalated, AppealRefused,
    RoleGranted, AccountSuspended, AccountRestored, AccountSignedOut,
    AccountWarned, AccountMuted, AccountUnmuted, SlowModeSet,
    ProposalReturned, ProposalDeclined,
    SignalAdded, SignalWithdrawn, TermsChanged, NewsDismissed, NewsMerged, FeedRegistered, FeedChanged, FeedPaused, FeedResumed,
}
