using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace Textak.Web.Features.Tokens;

public static class TokenServices
{
    /// <summary>Where programs are answered: a token counts there, and a cookie nothing.</summary>
    public const string Path = "/api/v1";

    /// <summary>After the accounts, whose cookie it turns away at <see cref="Path"/>.</summary>
    public static void AddTokens(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<TokenUses>();
        builder.Services.AddHostedService(services => services.GetRequiredService<TokenUses>());
        builder.Services.AddAuthentication().AddScheme<AuthenticationSchemeOptions, TokenHandler>(TokenHandler.Called, configureOptions: null);
        builder.Services.Configure<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme, cookie =>
            cookie.ForwardDefaultSelector = http => http.Request.Path.StartsWithSegments(Path, StringComparison.OrdinalIgnoreCase) ? TokenHandler.Called : null);
    }
}
