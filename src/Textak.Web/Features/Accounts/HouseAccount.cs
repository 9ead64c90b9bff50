using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>Accounts that the program makes for itself, under names that nobody can register.</summary>
internal static class HouseAccount
{
    /// <summary>Their names, folded: these speak for the house, and compete with nobody.</summary>
    public static IReadOnlyList<string> Folded { get; } =
        [.. new[] { Account.Editorial, DemoAccounts.Moderator, DemoAccounts.Participant }.Select(DisplayName.Fold)];

    /// <summary>Finds it, or makes it, without a password. Several nodes may try at once.</summary>
    public static async Task<Account> EnsureAsync(TextakDb db, string name, DateTimeOffset now, Action<Account>? prepare = null)
    {
        if (await FindAsync(db, name) is { } there) return there;
        var account = new Account
        {
            UserName = name,
            NormalizedUserName = DisplayName.Fold(name),
            SecurityStamp = Ids.New().ToString("N"),
            LockoutEnabled = true,
            CreatedAt = now,
        };
        prepare?.Invoke(account);
        db.Users.Add(account);
        try
        {
            await db.SaveChangesAsync();
            return account;
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return await FindAsync(db, name) ?? throw new InvalidOperationException($"\"{name}\" was taken and is gone.", e);
        }
    }

    public static Task<Account?> FindAsync(TextakDb db, string name)
    {
        var folded = DisplayName.Fold(name);
        return db.Users.SingleOrDefaultAsync(account => account.NormalizedUserName == folded);
    }
}
