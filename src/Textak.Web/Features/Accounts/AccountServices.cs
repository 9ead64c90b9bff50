using Microsoft.AspNetCore.Identity;
using Textak.Web.Data;

namespace Textak.Web.Features.Accounts;

public static class AccountServices
{
    /// <summary>Accounts, sign-in and roles, on ASP.NET Core Identity.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        builder.Services.AddIdentity<Account, IdentityRole<long>>(o => o.User.AllowedUserNameCharacters = "").AddEntityFrameworkStores<TextakDb>();
    }
}
