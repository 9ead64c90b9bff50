using System.Globalization;
using System.Security.Claims;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>Who looks at a page: what they may see is decided by this alone.</summary>
/// <param name="Id">The account, or null for a watcher without one.</param>
/// <param name="Moderates">Whether they see hidden text and may hide and restore.</param>
/// <param name="OwnFirst">Whether they want to see others' numbers only after setting their own.</param>
/// <param name="IsNew">Whether their account is in its first day.</param>
public sealed record Viewer(long? Id, bool Moderates, bool OwnFirst = false, bool IsNew = false)
{
    private const string OwnFirstClaim = "textak:own-first", NewClaim = "textak:new";

    /// <summary>Anybody: what goes out live, and what a page shows before personal parts are put on.</summary>
    public static Viewer Anyone { get; } = new(null, Moderates: false);

    /// <summary>How many arguments the viewer may have posted before they post no more today; null where that is left to them.</summary>
    internal int? MostArguments(Limits limits) => IsNew && limits.NewcomerArguments is > 0 and var most ? most : null;

    public static Viewer From(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && user.Identity is { IsAuthenticated: true }
            ? new(long.Parse(id, CultureInfo.InvariantCulture), user.IsInRole(Roles.Moderator) || user.IsInRole(Roles.Admin), user.HasClaim(OwnFirstClaim, ""), user.HasClaim(NewClaim, ""))
            : Anyone;

    /// <summary>Says for one request how the account is now, whatever the cookie remembers.</summary>
    internal static void Describe(ClaimsPrincipal user, bool ownFirst, bool isNew)
    {
        foreach (var identity in user.Identities)
            foreach (var claim in identity.FindAll(claim => claim.Type is OwnFirstClaim or NewClaim).ToList()) identity.RemoveClaim(claim);
        if (ownFirst) user.Identities.First().AddClaim(new(OwnFirstClaim, ""));
        if (isNew) user.Identities.First().AddClaim(new(NewClaim, ""));
    }
}
