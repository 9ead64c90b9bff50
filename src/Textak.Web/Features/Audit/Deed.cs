namespace Textak.Web.Features.Audit;

/// <summary>What a moderator or an admin did.</summary>
public enum Deed
{
    ArgumentHidden, ArgumentRestored, CriteriaChanged, Published, Locked, Resolved, Reopened,
    RoleGranted, AccountSuspended, AccountRestored, AccountSignedOut,
}
