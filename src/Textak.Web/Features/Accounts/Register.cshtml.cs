using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>Where one gets an account, and is signed in with it.</summary>
public sealed class RegisterModel(TextakDb db, UserManager<Account> users, SignInManager<Account> door, TimeProvider time) : AccountPage
{
    public string? Name { get; private set; }
    public string? Email { get; private set; }

    public IActionResult OnGet() => IsSignedIn ? LocalRedirect(Back) : Page();

    public async Task<IActionResult> OnPostAsync(string? name, string? email, string? password)
    {
        if (IsSignedIn) return LocalRedirect(Back);
        (Name, Email) = (name, email);
        var (account, refusals) = await new NewAccount(name, email, password).CreateAsync(db, users, time.Now());
        if (account is null) return Refuse(refusals);
        await door.SignInAsync(account, isPersistent: true);
        return LocalRedirect(Back);
    }
}
