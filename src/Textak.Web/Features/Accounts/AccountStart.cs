using Microsoft.AspNetCore.Identity;
using Textak.Web.Data;

namespace Textak.Web.Features.Accounts;

public static class AccountStart
{
    /// <summary>Makes what accounts need: the roles and, in Development, two to try with. Safe to repeat, and on several nodes at once.</summary>
    public static async Task PrepareAccountsAsync(this IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        await EnsureRolesAsync(scope.ServiceProvider);
        var demo = scope.ServiceProvider.GetRequiredService<DemoAccounts>();
        await (services.GetRequiredService<IHostEnvironment>().IsDevelopment() ? demo.OpenAsync() : demo.CloseAsync());
    }

    private static async Task EnsureRolesAsync(IServiceProvider services)
    {
        var roles = services.GetRequiredService<RoleManager<IdentityRole<long>>>();
        foreach (var role in Roles.All)
            if (!await roles.RoleExistsAsync(role))
                await services.GetRequiredService<TextakDb>().OnceAsync(() => roles.CreateAsync(new(role)));
    }
}
