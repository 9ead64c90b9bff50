namespace Textak.Web.Features.Wire;

/// <summary>What a moderator may do with an item. The first two decide nothing.</summary>
public enum WireAct { Claim, Release, Accept, Dismiss, Merge }

public static class WireActs
{
    /// <returns>The act of that name, as the form sends it; null where there is none.</returns>
    public static WireAct? Read(string? name) => Enum.TryParse<WireAct>(name, ignoreCase: true, out var act) && Enum.IsDefined(act) && !char.IsAsciiDigit(name![0]) ? act : null;
}
