using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Sanctions;

/// <summary>To whom a moderator may do something.</summary>
public static class SanctionReach
{
    /// <summary>Why nothing can be done to an account by this moderator; null where something can.</summary>
    public static async Task<Refusal?> WrongAsync(TextakDb db, Account account, Viewer viewer, bool administers)
    {
        if (account.Id == viewer.Id) return new("", "This is your own account.");
        if (account.OwnerId is { } owner && owner == viewer.Id) return new("", "This is your own program.");
        if (HouseAccount.Folded.Contains(account.NormalizedUserName!)) return new("", "This account belongs to the house.");
        var keepers = db.Roles.Where(role => role.Name == Roles.Moderator || role.Name == Roles.Admin).Select(role => role.Id);
        return !administers && await db.UserRoles.AnyAsync(given => (given.UserId == account.Id || given.UserId == account.OwnerId) && keepers.Contains(given.RoleId))
            ? new("", "They moderate too: that is for an admin.") : null;
    }
}
