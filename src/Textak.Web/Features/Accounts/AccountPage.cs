using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Accounts;

/// <summary>What the pages of one's own account share: errors at their fields, and the way back to where one was.</summary>
public abstract class AccountPage : PageModel
{
    private const int LongestReturn = 2000;

    /// <summary>Where one came from.</summary>
    [BindProperty(SupportsGet = true)]
    public string? ReturnUrl { get; set; }

    /// <summary>Where one goes when done: back, if that is an address of ours.</summary>
    public string Back => IsWayBack ? string.Concat(ReturnUrl!.EnumerateRunes().Select(Escaped)) : "/";

    /// <summary>The way back, for links between these pages; null where there is none worth keeping.</summary>
    public string? Kept => IsWayBack ? ReturnUrl : null;

    public bool IsSignedIn => User.Identity is { IsAuthenticated: true };

    public string? Error(string field) => ModelState.ErrorAt(field);

    /// <summary>Shows the page again, with what is wrong at its fields.</summary>
    protected PageResult Refuse(params IEnumerable<Refusal> refusals)
    {
        foreach (var refusal in refusals) ModelState.AddModelError(refusal.Field, refusal.Message);
        Response.StatusCode = StatusCodes.Status422UnprocessableEntity;
        return Page();
    }

    private bool IsWayBack => ReturnUrl?.Length is > 0 and <= LongestReturn && Url.IsLocalUrl(ReturnUrl);

    // A header holds ASCII only
    private static string Escaped(Rune rune) => rune.IsAscii ? rune.ToString() : Uri.EscapeDataString(rune.ToString());
}

internal static class IdentityRefusals
{
    /// <summary>Identity's errors at the fields that our rules name; at the form where it names none.</summary>
    public static IReadOnlyList<Refusal> Refusals(this IdentityResult result) =>
        [.. result.Errors.Select(error => new Refusal(error.Code is "name" or "password" ? error.Code : "", error.Description))];
}
