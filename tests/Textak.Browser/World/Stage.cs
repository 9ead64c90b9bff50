using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using MimeKit;
using Textak.Browser;
using Textak.Tests;
using Textak.Web.Features.Accounts;

[assembly: AssemblyFixture(typeof(Stage))]

namespace Textak.Browser;

/// <summary>Where all journeys happen: the real program with its seeds on a port of its own, and one Chromium.</summary>
public sealed class Stage : IAsyncLifetime
{
    private readonly DirectoryInfo letters = Directory.CreateTempSubdirectory("textak-mail-");
    private IPlaywright? playwright;
    private IBrowser? chromium;
    private int people;

    public Site Site { get; } = new ServingSite { Listens = true };

    public IBrowser Chromium => chromium ?? throw new InvalidOperationException("The stage is not set yet.");

    /// <summary>Where the site answers, by the name under which people know their own machine.</summary>
    public Uri Address => new UriBuilder(Site.Address) { Host = "localhost" }.Uri;

    public async ValueTask InitializeAsync()
    {
        SetDefaultExpectTimeout(15_000);
        Site.Settings["Seeds:Load"] = "true";
        Site.Settings["Security:ReachLoopback"] = "true";
        (Site.Settings["Mail:Folder"], Site.Settings["Textak:Address"], Site.Settings["Mail:From"]) = (letters.FullName, "https://board.example", "notices@board.example");
        // Everybody here comes from one address
        foreach (var limit in new[] { "WritesPerUser", "WritesPerAddress", "KnocksPerAddress", "ReadsPerAddress", "SocketsPerAddress" })
            Site.Settings[$"Limits:{limit}"] = "100000";
        await Site.InitializeAsync();
        playwright = await Playwright.CreateAsync();
        chromium = await playwright.Chromium.LaunchAsync(new()
        {
            // The one that draws for nobody takes half the time
            ExecutablePath = Environment.GetEnvironmentVariable("TEXTAK_CHROMIUM")
                ?? (File.Exists("/usr/bin/chromium-headless-shell") ? "/usr/bin/chromium-headless-shell" : "/usr/bin/chromium"),
            ChromiumSandbox = false,
            Args = ["--disable-gpu", "--disable-quic",
                // What is drawn is read by nobody: it needs no process of its own. Nor does a page that follows another of the same person. Each saves some of the time
                "--in-process-gpu", "--process-per-site"],
        });
    }

    public async ValueTask DisposeAsync()
    {
        if (chromium is not null) await chromium.DisposeAsync();
        playwright?.Dispose();
        await Site.DisposeAsync();
        letters.Delete(recursive: true);
    }

    /// <summary>The letter to somebody, once it has gone.</summary>
    public async Task<MimeMessage> LetterAsync(string address)
    {
        MimeMessage? letter = null;
        await Eventually.HoldsAsync(() => (letter = letters.EnumerateFiles("*.eml").Select(file => MimeMessage.Load(file.FullName)).FirstOrDefault(one => one.To.ToString() == address)) is not null, $"a letter to {address} has gone");
        return letter!;
    }

    /// <summary>A name that nobody else has.</summary>
    public string NameFor(string name) => $"{name} {Interlocked.Increment(ref people)}";

    /// <summary>Makes an account, by the rules that the pages have.</summary>
    public async Task<Account> MakeAccountAsync(string name, bool moderates = false, bool administers = false)
    {
        var account = new Account { UserName = name };
        await Site.UseAsync<UserManager<Account>>(async users =>
        {
            var made = await users.CreateAsync(account);
            made.Succeeded.ShouldBeTrue(string.Join(' ', made.Errors.Select(e => e.Description)));
            if (moderates) await users.AddToRoleAsync(account, Roles.Moderator);
            if (administers) await users.AddToRoleAsync(account, Roles.Admin);
        });
        return account;
    }

    /// <summary>Signs an account in as the sign-in page would; that page has a journey of its own.</summary>
    public async Task SignInAsync(IBrowserContext context, Account account, Uri at)
    {
        await using var scope = Site.Services.CreateAsyncScope();
        var principal = await scope.ServiceProvider.GetRequiredService<IUserClaimsPrincipalFactory<Account>>().CreateAsync(account);
        var cookies = Site.Services.GetRequiredService<IOptionsMonitor<CookieAuthenticationOptions>>().Get(IdentityConstants.ApplicationScheme);
        var now = Site.Services.GetRequiredService<TimeProvider>().GetUtcNow();
        var ticket = new AuthenticationTicket(principal, new() { IssuedUtc = now, ExpiresUtc = now.AddDays(1) }, IdentityConstants.ApplicationScheme);
        await context.AddCookiesAsync([new()
        {
            Name = cookies.Cookie.Name!, Value = cookies.TicketDataFormat.Protect(ticket), Url = at.ToString(), HttpOnly = true, SameSite = SameSiteAttribute.Lax,
        }]);
    }

    /// <summary>Serves scripts and styles from the sources, as it would once published.</summary>
    internal sealed class ServingSite : Site
    {
        protected override void Configure(IWebHostBuilder host) => host.UseStaticWebAssets();
    }
}
