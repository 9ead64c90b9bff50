using Microsoft.AspNetCore.Identity;

namespace Textak.Web.Features.Accounts;

/// <summary>Asked by Identity whenever an account is written.</summary>
public sealed class NameRule : IUserValidator<Account>
{
    public async Task<IdentityResult> ValidateAsync(UserManager<Account> manager, Account user)
    {
        var name = user.UserName ?? "";
        var owner = await manager.FindByNameAsync(name);
        if (owner is not null && owner.Id != user.Id) return Fail(DisplayName.Taken);
        // Who has a name keeps it, were it reserved since
        return owner is null && DisplayName.Problem(name) is { } problem ? Fail(problem) : IdentityResult.Success;
    }

    private static IdentityResult Fail(string message) => IdentityResult.Failed(new IdentityError { Code = "name", Description = message });
}
