using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Records;

/// <summary>Whose names stand on the pages of records.</summary>
internal static class People
{
    /// <summary>Accounts that get no place among others: the house's own, and those that are suspended.</summary>
    public static async Task<HashSet<long>> LeftOutAsync(TextakDb db, DateTimeOffset now, CancellationToken stop) =>
        await db.Users.Where(a => a.SuspendedUntil > now || HouseAccount.Folded.Contains(a.NormalizedUserName!)).Select(a => a.Id).ToHashSetAsync(stop);

    /// <summary>Those of some accounts, a few hundred at most, that are programs.</summary>
    public static Task<HashSet<long>> ProgramsAsync(TextakDb db, IReadOnlyCollection<long> accounts, CancellationToken stop) =>
        db.Users.Where(a => accounts.Contains(a.Id) && a.OwnerId != null).Select(a => a.Id).ToHashSetAsync(stop);

    /// <summary>The names of some accounts, a few hundred at most.</summary>
    public static Task<Dictionary<long, string>> NamesAsync(TextakDb db, IReadOnlyCollection<long> accounts, CancellationToken stop) =>
        db.Users.Where(a => accounts.Contains(a.Id)).ToDictionaryAsync(a => a.Id, a => a.UserName!, stop);
}
