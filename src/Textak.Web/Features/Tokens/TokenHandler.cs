using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Tokens;

/// <summary>
/// Knows a program by the token that it shows. Everything is asked anew at each request: whether the token is good, whether its account
/// and that account's owner are suspended, and which roles there are. A token that doesn't let moderate brings no role along.
/// </summary>
public sealed class TokenHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory loggers, UrlEncoder encoder, TextakDb db, TokenUses uses, TimeProvider time, IOptions<IdentityOptions> identity)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string Called = "Token";
    private const string Bearer = "Bearer";

    // Asked at every request of a program
    private static readonly Func<TextakDb, string, IAsyncEnumerable<Shown>> Find = EF.CompileAsyncQuery((TextakDb db, string hash) =>
        from token in db.AccessTokens
        where token.Hash == hash
        join account in db.Users on token.AccountId equals account.Id
        select new Shown(
            token.Id, token.Scopes, token.ExpiresAt, token.RevokedAt, token.UsedAt, account.Id, account.UserName!, account.SecurityStamp, account.SuspendedUntil,
            account.OwnFirst, account.CreatedAt, db.Users.Where(owner => owner.Id == account.OwnerId).Select(owner => owner.SuspendedUntil).FirstOrDefault()));

    /// <summary>The secret that a request shows, empty where it has forgotten it; null where it doesn't show any.</summary>
    public static string? SecretOf(HttpRequest request) =>
        request.Headers.Authorization.ToString() is var shown && shown.StartsWith(Bearer, StringComparison.OrdinalIgnoreCase) && shown[Bearer.Length..] is "" or [' ', ..] ? shown[Bearer.Length..].Trim() : null;

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (SecretOf(Request) is not { } secret) return AuthenticateResult.NoResult();
        if (!AccessToken.IsShaped(secret)) return AuthenticateResult.Fail("It is no token.");
        var now = time.Now();
        var found = await Find(db, AccessToken.HashOf(secret)).FirstOrDefaultAsync(Context.RequestAborted);
        if (found is null || found.RevokedAt is not null || found.ExpiresAt <= now) return AuthenticateResult.Fail("The token is unknown, revoked or expired.");
        if (found.SuspendedUntil > now || found.OwnerSuspendedUntil > now) return AuthenticateResult.Fail("The account is suspended.");
        uses.Note(found.Id, found.UsedAt, now);
        Context.Features.Set(new ShownToken(found.Id, found.Scopes, found.ExpiresAt));
        return AuthenticateResult.Success(new(await PrincipalAsync(found, now), Called));
    }

    private async Task<ClaimsPrincipal> PrincipalAsync(Shown found, DateTimeOffset now)
    {
        List<Claim> claims =
        [
            new(ClaimTypes.NameIdentifier, found.AccountId.ToString(CultureInfo.InvariantCulture)), new(ClaimTypes.Name, found.Name),
            new(identity.Value.ClaimsIdentity.SecurityStampClaimType, found.Stamp ?? ""),
        ];
        if (found.Scopes.HasFlag(Scopes.Moderate))
        {
            var roles = await db.UserRoles.Where(given => given.UserId == found.AccountId).Join(db.Roles, given => given.RoleId, role => role.Id, (_, role) => role.Name!).ToListAsync(Context.RequestAborted);
            claims.AddRange(roles.Select(role => new Claim(ClaimTypes.Role, role)));
        }
        var user = new ClaimsPrincipal(new ClaimsIdentity(claims, Called));
        Viewer.Describe(user, found.OwnFirst, isNew: now - found.CreatedAt < Account.NewFor);
        return user;
    }

    private sealed record Shown(
        long Id, Scopes Scopes, DateTimeOffset ExpiresAt, DateTimeOffset? RevokedAt, DateTimeOffset? UsedAt, long AccountId, string Name, string? Stamp,
        DateTimeOffset? SuspendedUntil, bool OwnFirst, DateTimeOffset CreatedAt, DateTimeOffset? OwnerSuspendedUntil);
}

/// <summary>The good token that a request showed.</summary>
public sealed record ShownToken(long Id, Scopes Scopes, DateTimeOffset ExpiresAt);
