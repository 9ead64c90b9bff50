using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>What was typed to get an account.</summary>
public sealed record NewAccount(string? Name, string? Email, string? Password)
{
    /// <summary>Makes it, with the role of a participant, or says all that is wrong.</summary>
    public async Task<(Account? Account, IReadOnlyList<Refusal> Refusals)> CreateAsync(TextakDb db, UserManager<Account> users, DateTimeOffset now)
    {
        var name = DisplayName.Clean(Name);
        var refusals = new (string Field, string? Problem)[]
        {
            ("name", DisplayName.Problem(name) ?? (await users.FindByNameAsync(name) is null ? null : DisplayName.Taken)),
            ("email", MailAddress.Problem(Email)),
            ("password", Passwords.Problem(Password, name)),
        }.Where(found => found.Problem is not null).Select(found => new Refusal(found.Field, found.Problem!)).ToList();
        if (refusals.Count > 0) return (null, refusals);

        // Before the transaction: it takes its time, and nobody is to wait for it
        var hash = users.PasswordHasher.HashPassword(new(), Password!);
        Account Make() => new() { UserName = name, Email = MailAddress.Clean(Email), PasswordHash = hash, CreatedAt = now };
        try
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => SaveAsync(db, users, Make()));
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // Somebody took the name since it was looked for
            return (null, [new("name", DisplayName.Taken)]);
        }
    }

    private static async Task<(Account?, IReadOnlyList<Refusal>)> SaveAsync(TextakDb db, UserManager<Account> users, Account account)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        var saved = await users.CreateAsync(account);
        if (saved.Succeeded) saved = await users.AddToRoleAsync(account, Roles.Participant);
        if (!saved.Succeeded) return (null, saved.Refusals());
        await transaction.CommitAsync();
        return (account, []);
    }
}
