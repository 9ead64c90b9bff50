using Microsoft.AspNetCore.Identity;

namespace Textak.Web.Features.Accounts;

/// <summary>The house's own account: what is seeded and imported is its work. Nobody can sign in to it.</summary>
public static class EditorialAccount
{
    /// <summary>Makes the account if it isn't there.</summary>
    /// <returns>Its id.</returns>
    public static async Task<long> EnsureAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var users = scope.ServiceProvider.GetRequiredService<UserManager<Account>>();
        if (await users.FindByNameAsync(Account.Editorial) is { } there) return there.Id;
        var made = new Account { UserName = Account.Editorial };
        await users.CreateAsync(made);
        return made.Id;
    }
}
