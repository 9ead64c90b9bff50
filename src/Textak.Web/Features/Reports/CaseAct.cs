namespace Textak.Web.Features.Reports;

/// <summary>What a moderator may do with a case. The first two decide nothing.</summary>
public enum CaseAct { Claim, Release, Hide, Dismiss, Escalate, Restore, Refuse }

public static class CaseActs
{
    /// <returns>The act of that name, as the form sends it; null where there is none.</returns>
    public static CaseAct? Read(string? name) => Enum.TryParse<CaseAct>(name, ignoreCase: true, out var act) && Enum.IsDefined(act) && !char.IsAsciiDigit(name![0]) ? act : null;

    /// <summary>The decisions that make sense, for a moderator or for an admin.</summary>
    public static IEnumerable<CaseAct> From(CaseState state, bool administers) => state switch
    {
        CaseState.Waiting => administers ? [CaseAct.Hide, CaseAct.Dismiss] : [CaseAct.Hide, CaseAct.Dismiss, CaseAct.Escalate],
        CaseState.Escalated when administers => [CaseAct.Hide, CaseAct.Dismiss],
        CaseState.Appealed => [CaseAct.Restore, CaseAct.Refuse],
        _ => [],
    };

    /// <summary>The key that chooses it in the queue; null for none of its own.</summary>
    public static string? Key(this CaseAct act) => act switch
    {
        CaseAct.Hide => "h",
        CaseAct.Dismiss => "d",
        CaseAct.Escalate => "e",
        CaseAct.Restore => "r",
        CaseAct.Refuse => "n",
        _ => null,
    };

    /// <summary>What it is called on its button.</summary>
    public static string Say(this CaseAct act) => act switch
    {
        CaseAct.Claim => "Take it",
        CaseAct.Release => "Let it go",
        CaseAct.Hide => "Hide",
        CaseAct.Dismiss => "Dismiss",
        CaseAct.Escalate => "Ask an admin",
        CaseAct.Restore => "Show again",
        _ => "Keep hidden",
    };
}
