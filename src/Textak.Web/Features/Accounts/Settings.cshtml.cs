using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Reports;
using Textak.Web.Features.Sanctions;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

/// <summary>Where one changes one's own name, mail address and password.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class SettingsModel(UserManager<Account> users, SignInManager<Account> door, Sessions sessions, TextakDb db, TimeProvider time) : AccountPage
{
    private Account account = null!;

    /// <summary>As typed, or as it is.</summary>
    public string? Name { get; private set; }

    /// <inheritdoc cref="Name"/>
    public string? Email { get; private set; }

    /// <summary>Whether one sees others' numbers only after setting one's own.</summary>
    public bool OwnFirst => account.OwnFirst;

    /// <summary>What moderators hid of one's own.</summary>
    public IReadOnlyList<HiddenOfMine> Hidden { get; private set; } = [];

    /// <summary>What one has to bear now: warnings that one hasn't read, boards on which one is muted.</summary>
    public IReadOnlyList<Sanction> Sanctions { get; private set; } = [];

    /// <summary>What was changed by the form that led here.</summary>
    public string? Notice { get; private set; }

    // Razor Pages would take it for the handler of a request whose method is PAGE
    [NonHandler]
    public override async Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next)
    {
        if (await users.GetUserAsync(User) is { } found)
        {
            account = found;
            (Name, Email) = (account.UserName, account.Email);
            Hidden = await HiddenOfMine.ReadAsync(db, Viewer.From(User), only: null, HttpContext.RequestAborted);
            Sanctions = await db.Sanctions.AsNoTracking().Include(s => s.Forecast).Where(s => s.AccountId == account.Id).On(time.Now()).OrderByDescending(s => s.Id).ToListAsync(HttpContext.RequestAborted);
            await next();
            return;
        }
        // The account is gone, and this was its cookie's last page
        await door.SignOutAsync();
        context.Result = LocalRedirect("/account/sign-in");
    }

    public void OnGet(string? changed) => Notice = changed switch
    {
        "name" => "Your name was changed.",
        "email" => account.Email is null ? "Your mail address was removed." : "Your mail address was changed.",
        "numbers" => account.OwnFirst ? "From now on you see others’ numbers after setting yours." : "From now on you see others’ numbers at once.",
        "password" => "Your password was changed. Everywhere else you are signed out; programs go on with their tokens.",
        "sessions" => "Everywhere else you are signed out.",
        _ => null,
    };

    public async Task<IActionResult> OnPostNameAsync(string? name)
    {
        Name = name;
        var cleaned = DisplayName.Clean(name);
        if (cleaned == account.UserName) return Done("name");
        if (DisplayName.IsReserved(account.UserName!)) return Refuse([new("name", "This account belongs to the house: its name stays.")]);
        if (DisplayName.Problem(cleaned) is { } problem) return Refuse([new("name", problem)]);
        account.UserName = cleaned;
        return await SaveAsync("name");
    }

    public async Task<IActionResult> OnPostEmailAsync(string? email)
    {
        Email = email;
        if (MailAddress.Problem(email) is { } problem) return Refuse([new("email", problem)]);
        (account.Email, account.EmailConfirmed) = (MailAddress.Clean(email), false);
        return await SaveAsync("email");
    }

    public async Task<IActionResult> OnPostNumbersAsync(bool ownFirst)
    {
        account.OwnFirst = ownFirst;
        return await SaveAsync("numbers");
    }

    /// <summary>One has read what moderators warned one of.</summary>
    /// <param name="read">The newest warning that the page showed.</param>
    public async Task<IActionResult> OnPostWarningsAsync(long read)
    {
        await db.ReadWarningsAsync(account.Id, read, time.Now());
        return Done("warnings");
    }

    public async Task<IActionResult> OnPostPasswordAsync(string? current, string? password)
    {
        if (string.IsNullOrEmpty(current)) return Refuse([new("current", "Type your current password.")]);
        if (Passwords.Problem(password, account.UserName!) is { } problem) return Refuse([new("password", problem)]);
        // Counted like a sign-in: a session left open is no place to guess in
        if (!(await door.CheckPasswordSignInAsync(account, current, lockoutOnFailure: true)).Succeeded)
            return Refuse([new("current", "That isn’t your current password, or there were five failed tries: then wait five minutes.")]);
        var changed = await users.ChangePasswordAsync(account, current, password!);
        return await FinishAsync(changed, "password");
    }

    public async Task<IActionResult> OnPostSessionsAsync() => await FinishAsync(await users.UpdateSecurityStampAsync(account), "sessions");

    private async Task<IActionResult> SaveAsync(string what)
    {
        try
        {
            return await FinishAsync(await users.UpdateAsync(account), what);
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            return Refuse([new("name", DisplayName.Taken)]);
        }
    }

    private async Task<IActionResult> FinishAsync(IdentityResult result, string what)
    {
        if (!result.Succeeded) return Refuse(result.Refusals());
        await door.RefreshSignInAsync(account);
        // This page's own socket goes too, and comes back by itself
        // And what was open under the old choice comes back under the new one
        if (what is "password" or "sessions" or "numbers") await sessions.EndAsync(account.Id);
        return Done(what);
    }

    private RedirectToPageResult Done(string what) => RedirectToPage(new { changed = what });
}
