using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>The account behind what was seeded and imported. It has no password, and its door is shut besides.</summary>
public static class EditorialAccount
{
    /// <summary>Makes it where it isn't there yet.</summary>
    /// <returns>Its id.</returns>
    public static async Task<long> EnsureAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        var now = scope.ServiceProvider.GetRequiredService<TimeProvider>().Now();
        var account = await HouseAccount.EnsureAsync(
            scope.ServiceProvider.GetRequiredService<TextakDb>(), Account.Editorial, now, account => account.LockoutEnd = Account.ForGood);
        return account.Id;
    }
}
