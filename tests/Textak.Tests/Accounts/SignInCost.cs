using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

/// <summary>How long an answer takes is what hashing takes. On a busy machine a clock can't tell, so hashes are counted.</summary>
public sealed class SignInCost(SignInCost.CountingSite site) : IClassFixture<SignInCost.CountingSite>
{
    [Fact]
    public async Task Whatever_is_wrong_costs_one_hash()
    {
        (await site.RegisterAsync("Known One")).Dispose();
        (await site.RegisterAsync("Resting One")).Dispose();
        await EditorialAccount.EnsureAsync(site.Services);
        // The decoy is hashed once in a lifetime, and so are the five that shut the door
        foreach (var name in (string[])["Nobody Here", .. Enumerable.Repeat("Resting One", 5)]) (await site.SignInAsync(name, "wrong password!")).Dispose();

        foreach (var name in (string[])["Known One", "Nobody Here", "Nobody Else", "Resting One", Account.Editorial])
        {
            site.Hashes = 0;
            (await site.SignInAsync(name, "wrong password!")).Dispose();
            site.Hashes.ShouldBe(1, name);
        }
    }

    public sealed class CountingSite : Site
    {
        public int Hashes { get; set; }

        protected override void Configure(IWebHostBuilder host) =>
            host.ConfigureServices(services => services.Replace(ServiceDescriptor.Scoped<IPasswordHasher<Account>>(_ => new Hasher(this))));
    }

    private sealed class Hasher(CountingSite site) : PasswordHasher<Account>
    {
        public override string HashPassword(Account user, string password)
        {
            site.Hashes++;
            return base.HashPassword(user, password);
        }

        public override PasswordVerificationResult VerifyHashedPassword(Account user, string hashedPassword, string providedPassword)
        {
            site.Hashes++;
            return base.VerifyHashedPassword(user, hashedPassword, providedPassword);
        }
    }
}
