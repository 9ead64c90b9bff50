using System.Globalization;
using System.Security.Claims;

namespace Textak.Web.Features.Accounts;

/// <summary>Who looks at a page: what they may see is decided by this alone.</summary>
/// <param name="Id">The account, or null for a watcher without one.</param>
/// <param name="Moderates">Whether they see hidden text and may hide and restore.</param>
public sealed record Viewer(long? Id, bool Moderates)
{
    /// <summary>Anybody: what goes out live, and what a page shows before personal parts are put on.</summary>
    public static Viewer Anyone { get; } = new(null, Moderates: false);

    public static Viewer From(ClaimsPrincipal user) =>
        user.FindFirstValue(ClaimTypes.NameIdentifier) is { } id && user.Identity is { IsAuthenticated: true }
            ? new(long.Parse(id, CultureInfo.InvariantCulture), user.IsInRole(Roles.Moderator) || user.IsInRole(Roles.Admin))
            : Anyone;
}
