using System.Net;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace Textak.Tests.Accounts;

/// <summary>A session as its cookie alone, good on every node.</summary>
internal static class SignedIn
{
    public static async Task<string> CookieAsync(Site site, string name)
    {
        var jar = new CookieContainer();
        using var visitor = new Visitor(new(new HttpClientHandler { CookieContainer = jar }) { BaseAddress = site.Address });
        await visitor.GetAsync("/account/sign-in");
        await visitor.SubmitAsync("main form", ("name", name), ("password", Visitor.Password));
        return $"textak={jar.GetCookies(site.Address)["textak"]!.Value}";
    }

    /// <summary>A socket of that session, not open yet.</summary>
    public static HubConnection Socket(Site site, string cookie) => new HubConnectionBuilder().WithUrl(new Uri(site.Address, "/hubs/board"), to =>
    {
        to.SkipNegotiation = true;
        to.Transports = HttpTransportType.WebSockets;
        to.Headers["Cookie"] = cookie;
    }).Build();
}
