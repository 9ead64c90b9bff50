using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

/// <summary>Who may call an operation.</summary>
/// <param name="Scope">What a token must let it do; of several, each.</param>
/// <param name="Anybody">Whether it may be called without a token too.</param>
public sealed record Admits(Scopes Scope, bool Anybody = false);

/// <summary>
/// The door for programs: a token that is good, with the scope that the operation takes, of an account that has the role at this moment;
/// or nobody at all, where anybody may read. A cookie is no way in.
/// </summary>
public static class Admission
{
    /// <summary>After whoever asks is known, and before anything of the request is read.</summary>
    public static void UseAdmission(this WebApplication app) => app.Use((http, next) =>
        http.GetEndpoint()?.Metadata is { } about && about.GetMetadata<Admits>() is { } admits && Refusal(http, admits, about.GetMetadata<ForAdmins>() is not null) is { } error
            ? RefuseAsync(http, error, admits.Scope) : next(http));

    private static ApiError? Refusal(HttpContext http, Admits admits, bool forAdmins)
    {
        if (http.Features.Get<ShownToken>() is not { } token)
            return TokenHandler.SecretOf(http.Request) is not null ? ApiError.BadToken
                : HasSession(http) ? ApiError.Cookie
                : admits.Anybody ? null : ApiError.NoToken;
        if (!token.Scopes.HasFlag(admits.Scope)) return ApiError.Scope;
        var has = admits.Scope != Scopes.Moderate || (forAdmins ? http.User.IsInRole(Roles.Admin) : Viewer.From(http.User).Moderates);
        return has ? null : ApiError.Role;
    }

    private static bool HasSession(HttpContext http) =>
        http.Request.Cookies.ContainsKey(http.RequestServices.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme).Cookie.Name!);

    private static Task RefuseAsync(HttpContext http, ApiError error, Scopes scope)
    {
        // RFC 6750
        http.Response.Headers.WWWAuthenticate = error == ApiError.BadToken ? "Bearer error=\"invalid_token\""
            : error == ApiError.Scope ? $"Bearer error=\"insufficient_scope\", scope=\"{string.Join(' ', scope.Words())}\"" : "Bearer";
        return error.WriteAsync(http);
    }
}
