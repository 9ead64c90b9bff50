using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>
/// Lets people in. A try is taken from the account before the password is looked at, in one statement: however many are
/// made at once, no more than the allowed number is answered. An unknown name costs the time of a wrong password.
/// </summary>
public sealed class Door(
    UserManager<Account> users, IHttpContextAccessor context, IUserClaimsPrincipalFactory<Account> claims, IOptions<IdentityOptions> options,
    ILogger<SignInManager<Account>> logger, IAuthenticationSchemeProvider schemes, IUserConfirmation<Account> confirmation, TextakDb db, TimeProvider time)
    : SignInManager<Account>(users, context, claims, options, logger, schemes, confirmation)
{
    private static string? decoy;

    public override async Task<SignInResult> PasswordSignInAsync(string userName, string password, bool isPersistent, bool lockoutOnFailure)
    {
        if (await UserManager.FindByNameAsync(userName) is { } account)
            return await PasswordSignInAsync(account, password, isPersistent, lockoutOnFailure);
        Pretend(password);
        return SignInResult.Failed;
    }

    public override async Task<SignInResult> CheckPasswordSignInAsync(Account user, string password, bool lockoutOnFailure)
    {
        if (!await CanSignInAsync(user) || !await TakeTryAsync(user.Id))
        {
            Pretend(password);
            return SignInResult.Failed;
        }
        if (user.PasswordHash is null) Pretend(password);
        if (!await UserManager.CheckPasswordAsync(user, password)) return SignInResult.Failed;
        // Told to nobody but who knows the password
        if (user.IsSuspended(time.Now())) return SignInResult.NotAllowed;
        await db.Users.Where(a => a.Id == user.Id).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.AccessFailedCount, 0)
            .SetProperty(x => x.LockoutEnd, (DateTimeOffset?)null));
        return SignInResult.Success;
    }

    private async Task<bool> TakeTryAsync(long id)
    {
        var now = time.Now();
        var most = Options.Lockout.MaxFailedAccessAttempts;
        DateTimeOffset? until = now + Options.Lockout.DefaultLockoutTimeSpan;
        return await db.Users.Where(a => a.Id == id && (a.LockoutEnd == null || a.LockoutEnd <= now)).ExecuteUpdateAsync(a => a
            .SetProperty(x => x.LockoutEnd, x => x.AccessFailedCount + 1 >= most ? until : null)
            .SetProperty(x => x.AccessFailedCount, x => x.AccessFailedCount + 1 >= most ? 0 : x.AccessFailedCount + 1)) == 1;
    }

    private void Pretend(string password)
    {
        var nobody = new Account();
        UserManager.PasswordHasher.VerifyHashedPassword(nobody, decoy ??= UserManager.PasswordHasher.HashPassword(nobody, "nobody's password"), password);
    }
}
