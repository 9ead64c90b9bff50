using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Data;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>
/// Two ready accounts for Development. Their passwords differ from database to database and stand in the log alone.
/// Where the same database is run in any other environment, the start takes the passwords away.
/// </summary>
public sealed class DemoAccounts(TextakDb db, UserManager<Account> users, TimeProvider time, ILogger<DemoAccounts> logger)
{
    public const string Moderator = "Demo Moderator";
    public const string Participant = "Demo Participant";

    /// <summary>Makes them where they aren't there, and says in the log how to sign in.</summary>
    public async Task OpenAsync()
    {
        await OpenAsync(Moderator, Roles.Moderator);
        await OpenAsync(Participant);
    }

    /// <summary>Sees to it that nobody can be or stay signed in as one of them.</summary>
    public async Task CloseAsync()
    {
        foreach (var name in (string[])[Moderator, Participant])
            if (await HouseAccount.FindAsync(db, name) is { PasswordHash: not null } account)
            {
                account.PasswordHash = null;
                await users.UpdateSecurityStampAsync(account);
                await AccessToken.RevokeAllAsync(db, account.Id, time.Now());
            }
    }

    private async Task OpenAsync(string name, params string[] more)
    {
        var account = await HouseAccount.EnsureAsync(db, name, time.Now());
        foreach (var role in more.Prepend(Roles.Participant))
            if (!await users.IsInRoleAsync(account, role)) await db.OnceAsync(() => users.AddToRoleAsync(account, role));

        // The same at each start and on each node; sessions last over a restart
        var password = PasswordFor(account);
        if (!await users.CheckPasswordAsync(account, password))
        {
            account.PasswordHash = users.PasswordHasher.HashPassword(account, password);
            await users.UpdateAsync(account);
        }
        logger.LogInformation("Development: sign in at /account/sign-in as \"{Name}\" with the password {Password}", name, password);
    }

    // From the random stamp that each account has, and never back
    private static string PasswordFor(Account account) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"textak demo {account.SecurityStamp}")))[..16];
}
