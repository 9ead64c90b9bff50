using System.Security.Claims;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Identity;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests.Platform;

/// <summary>The site with some addresses more, behind everything else: they fail, sign somebody in, hand out a form's token.</summary>
public class ShieldedSite : Site
{
    /// <summary>What the exception of /probe/throw says; nobody but the log may see it.</summary>
    public const string Secret = "the-connection-string";

    public ShieldedSite() => Settings["Logging:LogLevel:Textak.Web.Platform.Errors"] = "None";

    /// <summary>Somebody who is signed in: that account or, where there is none, one that is made for it.</summary>
    public async Task<HttpClient> SignedInAsync(long id, string role = Roles.Participant)
    {
        var client = Visit(follows: false).Client;
        using var response = await client.GetAsync($"/probe/sign-in?id={id}&role={role}");
        return client;
    }

    protected override void Configure(IWebHostBuilder host) =>
        host.ConfigureServices(services => services.AddSingleton<IStartupFilter, Probes>());

    private sealed class Probes : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Run(AnswerAsync);
        };

        private static Task AnswerAsync(HttpContext context) => context.Request.Path.Value switch
        {
            "/probe/throw" => throw new InvalidOperationException(Secret),
            "/probe/away" => throw new SqliteException("database is locked", 5),
            "/probe/address" => context.Response.WriteAsync($"{context.Request.Scheme} {context.Address()}"),
            "/probe/nonce" => context.Response.WriteAsync(context.Nonce()),
            "/probe/cookie" => context.Response.WriteAsync(context.Request.Headers.Cookie.ToString()),
            "/probe/token" => context.Response.WriteAsync(
                context.RequestServices.GetRequiredService<IAntiforgery>().GetAndStoreTokens(context).RequestToken!),
            "/probe/sign-in" => SignInAsync(context, context.Request.Query["id"]!, context.Request.Query["role"]!),
            _ => NotFound(context),
        };

        private static async Task SignInAsync(HttpContext context, string id, string role)
        {
            var users = context.RequestServices.GetRequiredService<UserManager<Account>>();
            var name = $"Person {id}";
            if (await users.FindByIdAsync(id) is null && await users.FindByNameAsync(name) is null)
                (await users.CreateAsync(new() { UserName = name })).Succeeded.ShouldBeTrue();
            var account = await users.FindByIdAsync(id) ?? (await users.FindByNameAsync(name))!;
            await context.SignInAsync(IdentityConstants.ApplicationScheme, new(new ClaimsIdentity(
                [
                    new(ClaimTypes.NameIdentifier, FormattableString.Invariant($"{account.Id}")),
                    new(ClaimTypes.Name, account.UserName!),
                    new(ClaimTypes.Role, role),
                    new(users.Options.ClaimsIdentity.SecurityStampClaimType, account.SecurityStamp!),
                ],
                "test")));
        }

        private static Task NotFound(HttpContext context)
        {
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            return Task.CompletedTask;
        }
    }
}
