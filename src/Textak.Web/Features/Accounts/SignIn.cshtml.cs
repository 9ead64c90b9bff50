using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;

namespace Textak.Web.Features.Accounts;

/// <summary>Where one signs in, by name and password.</summary>
public sealed class SignInModel(SignInManager<Account> door) : AccountPage
{
    // One sentence for an unknown name, a wrong password and a resting account: which it was is nobody's business
    private const string Refused =
        "That name and password don’t match, or the account is resting: after five failed tries it does for five minutes. Check both, or wait a little.";

    public string? Name { get; private set; }

    public IActionResult OnGet() => IsSignedIn ? LocalRedirect(Back) : Page();

    public async Task<IActionResult> OnPostAsync(string? name, string? password)
    {
        if (IsSignedIn) return LocalRedirect(Back);
        Name = name;
        if (string.IsNullOrWhiteSpace(name)) return Refuse([new("name", "Type your name.")]);
        if (string.IsNullOrEmpty(password)) return Refuse([new("password", "Type your password.")]);

        var result = await door.PasswordSignInAsync(name, password, isPersistent: true, lockoutOnFailure: true);
        return result.Succeeded ? LocalRedirect(Back) : Refuse([new("", result.IsNotAllowed ? await SuspendedAsync(name) : Refused)]);
    }

    private async Task<string> SuspendedAsync(string name) =>
        (await door.UserManager.FindByNameAsync(name))?.SuspendedUntil is { } until && until < Account.ForGood
            ? $"This account is suspended until {Account.Said(until)}."
            : "This account is suspended.";
}
