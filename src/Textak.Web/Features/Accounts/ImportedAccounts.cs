using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Accounts;

/// <summary>The accounts behind estimates that came with a file. Nobody can sign in as one of them.</summary>
internal static class ImportedAccounts
{
    /// <summary>Finds them, or makes them.</summary>
    /// <returns>Their ids by name; or a name that is somebody's account here, for which a file doesn't speak, and then nothing was made.</returns>
    public static async Task<(IReadOnlyDictionary<string, long> Ids, string? Taken)> EnsureAsync(
        TextakDb db, IReadOnlyList<string> names, DateTimeOffset now, CancellationToken stop)
    {
        var ids = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var some in names.Chunk(500))
        {
            var folded = some.Select(name => DisplayName.Fold(name)).ToList();
            var there = await db.Users.AsNoTracking().Where(a => folded.Contains(a.NormalizedUserName!)).ToListAsync(stop);
            if (there.Find(account => !IsImported(account)) is { } owned) return (ids, owned.UserName);
            foreach (var name in some)
                if (there.Find(account => account.NormalizedUserName == DisplayName.Fold(name)) is { } account) ids.Add(name, account.Id);
        }
        foreach (var name in names.Where(name => !ids.ContainsKey(name)))
            ids.Add(name, (await HouseAccount.EnsureAsync(db, name, now, account => account.LockoutEnd = Account.ForGood)).Id);
        return (ids, null);
    }

    private static bool IsImported(Account account) => account.PasswordHash is null && account.LockoutEnd == Account.ForGood;
}
