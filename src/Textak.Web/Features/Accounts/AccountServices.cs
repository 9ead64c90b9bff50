using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Accounts;

public static class AccountServices
{
    /// <summary>Accounts, sign-in and roles, on ASP.NET Core Identity.</summary>
    public static void AddAccounts(this WebApplicationBuilder builder)
    {
        // Before AddIdentity: it adds its own rules only where there are none
        builder.Services.AddScoped<ILookupNormalizer, FoldedNames>();
        builder.Services.AddScoped<IUserValidator<Account>, NameRule>();
        builder.Services.AddScoped<IPasswordValidator<Account>, PasswordRule>();
        builder.Services.AddScoped<DemoAccounts>();
        builder.Services.AddIdentity<Account, IdentityRole<long>>(Configure).AddEntityFrameworkStores<TextakDb>().AddSignInManager<Door>();

        builder.Services.AddSingleton<Sessions>();
        builder.Services.AddHostedService(services => services.GetRequiredService<Sessions>());
        // How long a role is late; a session ends at once
        builder.Services.Configure<SecurityStampValidatorOptions>(stamp => stamp.ValidationInterval = TimeSpan.FromMinutes(1));
        var https = builder.RequireHttps();
        builder.Services.ConfigureApplicationCookie(cookie => Configure(cookie, https));
        builder.Services.AddAuthorizationBuilder()
            .AddPolicy(Policies.Moderate, policy => policy.RequireRole(Roles.Moderator, Roles.Admin))
            .AddPolicy(Policies.Administer, policy => policy.RequireRole(Roles.Admin));
    }

    private static void Configure(IdentityOptions identity)
    {
        identity.Lockout.MaxFailedAccessAttempts = 5;
        identity.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(5);
    }

    private static void Configure(CookieAuthenticationOptions cookie, bool https)
    {
        // The prefix makes browsers refuse it from a neighbouring host, or without Secure
        cookie.Cookie.Name = https ? "__Host-textak" : "textak";
        cookie.Cookie.SecurePolicy = https ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        cookie.Cookie.HttpOnly = true;
        cookie.Cookie.SameSite = SameSiteMode.Lax;
        cookie.Cookie.Path = "/";
        cookie.ExpireTimeSpan = TimeSpan.FromDays(14);
        cookie.SlidingExpiration = true;
        cookie.Events.OnValidatePrincipal = Sessions.ValidateAsync;
        cookie.LoginPath = "/account/sign-in";
        cookie.ReturnUrlParameter = "returnUrl";
        // Where it goes after signing in is the page's to say: the handler would take the address as it came
        cookie.Events.OnRedirectToReturnUrl = _ => Task.CompletedTask;
        cookie.Events.OnRedirectToLogin = context => Answer(context, StatusCodes.Status401Unauthorized, context.RedirectUri);
        cookie.Events.OnRedirectToAccessDenied = context => Answer(context, StatusCodes.Status403Forbidden, page: null);
    }

    // Programs get the status; people are sent to the page, where one helps
    private static Task Answer(RedirectContext<CookieAuthenticationOptions> context, int status, string? page)
    {
        if (page is null || context.HttpContext.IsFromProgram()) context.Response.StatusCode = status;
        else context.Response.Redirect(page);
        return Task.CompletedTask;
    }
}
