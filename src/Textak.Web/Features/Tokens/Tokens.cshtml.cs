using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Tokens;

/// <summary>Where one makes tokens and revokes them, for oneself and for programs of one's own.</summary>
[Authorize]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class TokensModel(TextakDb db, UserManager<Account> users, Sessions sessions, TimeProvider time) : AccountPage
{
    private const int DefaultDays = 90;

    /// <summary>Oneself, then one's programs.</summary>
    public IReadOnlyList<Account> Accounts { get; private set; } = [];
    public IReadOnlyList<AccessToken> Tokens { get; private set; } = [];
    public DateTimeOffset Now { get; private set; }

    /// <summary>The secret that was made by this request: nobody can read it again.</summary>
    public string? Secret { get; private set; }
    public string? Notice { get; private set; }

    /// <summary>As typed.</summary>
    public string? Name { get; private set; }
    public string? ProgramName { get; private set; }
    public long As { get; private set; }
    public Scopes Ticked { get; private set; } = Scopes.Read;
    public int Days { get; private set; } = DefaultDays;
    public bool MayModerate => Viewer.From(User).Moderates;

    public async Task<IActionResult> OnGetAsync(string? changed)
    {
        Notice = changed switch { "program" => "The program is there. Make a token for it.", "revoked" => "The token is revoked: it opens nothing any more.", _ => null };
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostTokenAsync(Guid commandId, long @as, string? name, string?[] scopes, int days)
    {
        (Name, As, Ticked, Days) = (name, @as, ScopeWords.Read(scopes), days);
        await ShowAsync();
        var cleaned = Plain.Text(name);
        var account = Accounts.FirstOrDefault(a => a.Id == @as);
        var wrong = Wrong(cleaned, account, commandId).ToList();
        if (wrong.Count > 0 || account is null) return Refuse(wrong);
        if (Tokens.Any(t => t.AccountId == account.Id && t.CommandId == commandId)) return Refuse([MadeAlready]);
        if (Tokens.Count(t => t.AccountId == account.Id) >= AccessToken.Most) return Refuse([new("", $"There are {AccessToken.Most} tokens: revoke one first.")]);

        var (token, secret) = AccessToken.Make(account.Id, cleaned, Ticked, days, commandId, Now);
        try
        {
            db.AccessTokens.Add(token);
            await db.SaveChangesAsync();
        }
        catch (DbUpdateException e) when (e.IsDuplicate())
        {
            db.ChangeTracker.Clear();
            return Refuse([MadeAlready]);
        }
        (Secret, Name, Ticked) = (secret, null, Scopes.Read);
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostProgramAsync(string? program)
    {
        ProgramName = program;
        await ShowAsync();
        return await NewProgram.CreateAsync(db, users, Accounts[0], program, Now) is { } refusal ? Refuse([refusal]) : RedirectToPage(new { changed = "program" });
    }

    public async Task<IActionResult> OnPostRevocationAsync(long token)
    {
        var (me, now) = (Viewer.From(User).Id, time.Now());
        if (await db.AccessTokens.SingleOrDefaultAsync(t => t.Id == token && (t.AccountId == me || t.Account!.OwnerId == me)) is not { } found)
        {
            await ShowAsync();
            return Refuse([new("", "You have no such token.")]);
        }
        found.Revoke(now);
        await db.SaveChangesAsync();
        // Streams that it opened end; those of other tokens come back by themselves
        await sessions.EndAsync(found.AccountId);
        return RedirectToPage(new { changed = "revoked" });
    }

    /// <summary>All that is wrong with the form at once, each at its field.</summary>
    private IEnumerable<Refusal> Wrong(string name, Account? account, Guid commandId)
    {
        if (Plain.Length(name) is 0 or > AccessToken.NameLength) yield return new("name", $"Name it after what uses it, in at most {AccessToken.NameLength} characters.");
        else if (Plain.Problem(name) is { } problem) yield return new("name", problem);
        if (account is null) yield return new("as", "Choose as whom it acts.");
        if (Ticked == Scopes.None) yield return new("scopes", "Tick at least one thing that it may do.");
        else if (Ticked.HasFlag(Scopes.Moderate) && (account is not { IsProgram: false } || !MayModerate)) yield return new("scopes", "Only a moderator’s own token moderates; a program’s doesn’t.");
        if (!AccessToken.Lifetimes.Contains(Days)) yield return new("days", "Choose how long it lasts.");
        if (commandId == Guid.Empty) yield return Refusal.Incomplete;
    }

    private static Refusal MadeAlready => new("", "This form made a token already; it was shown then, and can’t be shown again.");

    private async Task<IActionResult> ShowAsync()
    {
        Now = time.Now();
        var (me, now, stop) = (Viewer.From(User).Id!.Value, Now, HttpContext.RequestAborted);
        Accounts = await db.Users.AsNoTracking().Where(a => a.Id == me || a.OwnerId == me).OrderBy(a => a.OwnerId != null).ThenBy(a => a.Id).ToListAsync(stop);
        Tokens = await db.AccessTokens.AsNoTracking().Where(t => (t.AccountId == me || t.Account!.OwnerId == me) && t.RevokedAt == null && t.ExpiresAt > now).OrderByDescending(t => t.Id).ToListAsync(stop);
        if (As == 0) As = me;
        return Page();
    }
}
