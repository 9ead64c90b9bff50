using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Textak.Web.Features.Accounts;

/// <summary>Where one signs out: by a form alone, so that no link or picture does it for one.</summary>
public sealed class SignOutModel(SignInManager<Account> door) : AccountPage
{
    public IActionResult OnGet() => IsSignedIn ? Page() : LocalRedirect(Back);

    public async Task<IActionResult> OnPostAsync()
    {
        await door.SignOutAsync();
        return LocalRedirect(Back);
    }
}
