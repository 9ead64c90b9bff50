using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>The verb <c>users</c>: who has an account, and which roles.</summary>
public static class UserVerbs
{
    public const string Usage = "users list | users grant ROLE NAME";

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (words is not (["list"] or ["grant", _, _, ..])) throw new WrongUsage("That is no way to call users.", Usage);
        var role = words is ["grant", var typed, ..] ? RoleNamed(typed) : null;

        await services.MigrateAsync();
        await services.PrepareAccountsAsync();
        await using var scope = services.CreateAsyncScope();
        if (role is null) return await ListAsync(scope.ServiceProvider);
        // A name of several words needs no quotes
        return await GrantAsync(scope.ServiceProvider, role, string.Join(' ', words.Skip(2)));
    }

    private static string RoleNamed(string typed) =>
        Roles.All.FirstOrDefault(role => role.Equals(typed, StringComparison.OrdinalIgnoreCase))
            ?? throw new WrongUsage($"There is no role \"{typed}\"; there are {string.Join(", ", Roles.All)}.", Usage);

    // Name, roles and the time of registration, with tabs between: never mail, never a hash
    private static async Task<int> ListAsync(IServiceProvider services)
    {
        var db = services.GetRequiredService<TextakDb>();
        var roles = (await db.UserRoles.Join(db.Roles, given => given.RoleId, role => role.Id, (given, role) => new { given.UserId, role.Name })
            .ToListAsync()).ToLookup(given => given.UserId, given => given.Name);
        foreach (var account in await db.Users.OrderBy(a => a.Id).Select(a => new { a.Id, a.UserName, a.CreatedAt }).ToListAsync())
            await Console.Out.WriteLineAsync(string.Join('\t',
                account.UserName,
                string.Join(',', Roles.All.Where(roles[account.Id].Contains)),
                account.CreatedAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));
        return 0;
    }

    private static async Task<int> GrantAsync(IServiceProvider services, string role, string name)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        if (await users.FindByNameAsync(name) is not { } account) return await FailAsync($"Nobody is called \"{name}\".");
        if (account.UserName == Account.Editorial) return await FailAsync($"{Account.Editorial} belongs to nobody: it takes no roles.");

        if (await users.IsInRoleAsync(account, role))
        {
            await Console.Out.WriteLineAsync($"{account.UserName} is {role} already.");
            return 0;
        }
        var granted = await users.AddToRoleAsync(account, role);
        if (!granted.Succeeded) return await FailAsync(string.Join(' ', granted.Errors.Select(error => error.Description)));
        await Console.Out.WriteLineAsync($"{account.UserName} is {role} now.");
        return 0;
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"textak: {message}");
        return 1;
    }
}
