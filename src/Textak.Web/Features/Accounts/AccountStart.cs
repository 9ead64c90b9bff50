using Microsoft.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

public static class AccountStart
{
    /// <summary>Makes the roles. Safe to repeat, and to run on several nodes at once.</summary>
    public static async Task PrepareAccountsAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await EnsureRolesAsync(scope.ServiceProvider);
    }

    private static async Task EnsureRolesAsync(IServiceProvider services)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole<long>>>();
        foreach (var role in Roles.All)
            if (!await roles.RoleExistsAsync(role))
                try
                {
                    await roles.CreateAsync(new(role));
                }
                catch (DbUpdateException e) when (e.IsDuplicate())
                {
                    // Another node was quicker
                    services.GetRequiredService<TextakDb>().ChangeTracker.Clear();
                }
    }
}
