using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Tokens;

/// <summary>
/// Makes an account for a program of somebody's. It has no password, so nobody signs in as it; it takes part with tokens that its owner
/// makes, under a name of its own, and is marked wherever it speaks.
/// </summary>
public static class NewProgram
{
    /// <summary>Programs of one owner.</summary>
    public const int Most = 5;

    public static async Task<Refusal?> CreateAsync(TextakDb db, UserManager<Account> users, Account owner, string? typed, DateTimeOffset now)
    {
        var name = DisplayName.Clean(typed);
        if (DisplayName.Problem(name) is { } problem) return new("program", problem);
        if (await users.FindByNameAsync(name) is { } there) return there.OwnerId == owner.Id ? null : new("program", DisplayName.Taken);
        if (await db.Users.CountAsync(a => a.OwnerId == owner.Id) >= Most) return new("", $"You have {Most} programs: that is the most.");
        try
        {
            return await db.Database.CreateExecutionStrategy().ExecuteAsync(() => SaveAsync(db, users, () => new() { UserName = name, OwnerId = owner.Id, CreatedAt = now }));
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            // Somebody took the name since it was looked for
            return new("program", DisplayName.Taken);
        }
    }

    private static async Task<Refusal?> SaveAsync(TextakDb db, UserManager<Account> users, Func<Account> make)
    {
        db.ChangeTracker.Clear();
        await using var transaction = await db.Database.BeginTransactionAsync();
        // Another for each try: one that was saved once has a number
        var program = make();
        var saved = await users.CreateAsync(program);
        if (saved.Succeeded) saved = await users.AddToRoleAsync(program, Roles.Participant);
        if (!saved.Succeeded) return new("program", string.Join(' ', saved.Errors.Select(error => error.Description)));
        await transaction.CommitAsync();
        return null;
    }
}
