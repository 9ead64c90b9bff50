using System.Globalization;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>The verb <c>users</c>: who has an account, which roles, and who may not use theirs.</summary>
public static class UserVerbs
{
    public const string Usage = "users list | users grant ROLE NAME | users suspend NAME [--Suspend:Days=DAYS] | users restore NAME | users signout NAME";
    private const int MostDays = 36500;

    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (words is not (["list"] or ["grant", _, _, ..] or ["suspend" or "restore" or "signout", _, ..])) throw new WrongUsage("That is no way to call users.", Usage);
        var role = words is ["grant", var typed, ..] ? RoleNamed(typed) : null;
        var until = Until(services);

        await services.PrepareDatabaseAsync();
        await services.PrepareAccountsAsync();
        await using var scope = services.CreateAsyncScope();
        // A name of several words needs no quotes
        return words[0] switch
        {
            "grant" => await GrantAsync(scope.ServiceProvider, role!, string.Join(' ', words.Skip(2))),
            "suspend" => await EndAsync(scope.ServiceProvider, string.Join(' ', words.Skip(1)), Deed.AccountSuspended, (db, account, now) => SuspendAsync(db, account, until, now),
                "is suspended now.", until == Account.ForGood ? null : Account.Said(until)),
            "restore" => await EndAsync(scope.ServiceProvider, string.Join(' ', words.Skip(1)), Deed.AccountRestored, RestoreAsync, "may sign in again."),
            "signout" => await EndAsync(scope.ServiceProvider, string.Join(' ', words.Skip(1)), Deed.AccountSignedOut, (db, account, now) => AccessToken.RevokeAllAsync(db, account.Id, now), "is signed out everywhere."),
            _ => await ListAsync(scope.ServiceProvider),
        };
    }

    private static DateTimeOffset Until(IServiceProvider services) => services.GetRequiredService<IConfiguration>()["Suspend:Days"] switch
    {
        null or "" => Account.ForGood,
        var text when int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var days) && days is > 0 and <= MostDays =>
            services.GetRequiredService<TimeProvider>().Now().AddDays(days),
        var text => throw new WrongUsage($"\"{text}\" is no number of days; there are 1 to {MostDays}.", Usage),
    };

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

        if (account.IsProgram) return await FailAsync($"{account.UserName} is a program: it takes no roles.");
        if (await users.IsInRoleAsync(account, role))
        {
            await Console.Out.WriteLineAsync($"{account.UserName} is {role} already.");
            return 0;
        }
        var granted = await ActAsync(services, name, Deed.RoleGranted, (_, found, _) => users.AddToRoleAsync(found, role), role);
        if (!granted.Succeeded) return await FailAsync(string.Join(' ', granted.Errors.Select(error => error.Description)));
        await Console.Out.WriteLineAsync($"{account.UserName} is {role} now.");
        return 0;
    }

    private static async Task<int> EndAsync(IServiceProvider services, string name, Deed deed, Func<TextakDb, Account, DateTimeOffset, Task> writeAsync, string done, string? detail = null)
    {
        var users = services.GetRequiredService<UserManager<Account>>();
        if (await users.FindByNameAsync(name) is not { } account) return await FailAsync($"Nobody is called \"{name}\".");
        // With the new stamp every cookie of theirs is void; it saves what was written too
        var saved = await ActAsync(services, name, deed, async (db, found, now) =>
        {
            await writeAsync(db, found, now);
            return await users.UpdateSecurityStampAsync(found);
        }, detail);
        if (!saved.Succeeded) return await FailAsync(string.Join(' ', saved.Errors.Select(error => error.Description)));
        await services.GetRequiredService<Sessions>().EndAsync(account.Id);
        await Console.Out.WriteLineAsync($"{account.UserName} {done}");
        return 0;
    }

    /// <summary>Keeps somebody outside until then. It takes the place of whatever was decided before.</summary>
    private static async Task SuspendAsync(TextakDb db, Account account, DateTimeOffset until, DateTimeOffset now)
    {
        await RestoreAsync(db, account, now);
        account.SuspendedUntil = until;
        db.Sanctions.Add(new() { AccountId = account.Id, Kind = SanctionKind.Suspension, Reason = null, ById = null, ByAdmin = true, CommandId = Ids.New(), At = now, Until = until });
    }

    private static async Task RestoreAsync(TextakDb db, Account account, DateTimeOffset now)
    {
        account.SuspendedUntil = null;
        foreach (var sanction in await db.Sanctions.Where(s => s.AccountId == account.Id && s.Kind == SanctionKind.Suspension).On(now).ToListAsync()) sanction.Lift(now);
    }

    /// <summary>Does something to an account, and writes it into the audit's chain: both, or neither, and once, though a commit's answer be lost.</summary>
    private static async Task<IdentityResult> ActAsync(
        IServiceProvider services, string name, Deed deed, Func<TextakDb, Account, DateTimeOffset, Task<IdentityResult>> writeAsync, string? detail)
    {
        var (db, users) = (services.GetRequiredService<TextakDb>(), services.GetRequiredService<UserManager<Account>>());
        var now = services.GetRequiredService<TimeProvider>().Now();
        AuditEntry? act = null;
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(0, async (_, _, stop) =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var account = (await users.FindByNameAsync(name))!;
            await AuditHead.AddAsync(db, act = new() { At = now, ById = null, Deed = deed, AccountId = account.Id, Detail = detail });
            var saved = await writeAsync(db, account, now);
            if (saved.Succeeded) await transaction.CommitAsync(stop);
            return saved;
        }, async (_, _, stop) => new(act is not null && await db.AuditEntries.AnyAsync(e => e.Number == act.Number && e.Hash == act.Hash, stop), IdentityResult.Success), CancellationToken.None);
    }

    private static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"textak: {message}");
        return 1;
    }
}
