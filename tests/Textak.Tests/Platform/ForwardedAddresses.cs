using System.Net;
using Microsoft.AspNetCore.Http;
using Textak.Web.Platform;

namespace Textak.Tests.Platform;

/// <summary>Only a proxy that was made known is believed when it says who is behind it.</summary>
public sealed class ForwardedAddresses
{
    private static readonly (string, string)[] Claims = [("X-Forwarded-For", "198.51.100.7"), ("X-Forwarded-Proto", "https")];

    [Fact]
    public async Task A_stranger_is_not_believed() => (await SeenAsync(null)).ShouldBe("http 127.0.0.1");

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.0.0.0/8")]
    public async Task A_known_proxy_is(string known) => (await SeenAsync(known)).ShouldBe("https 198.51.100.7");

    [Fact]
    public async Task Another_proxy_being_known_changes_nothing() => (await SeenAsync("10.0.0.0/8")).ShouldBe("http 127.0.0.1");

    [Fact]
    public async Task What_the_client_put_in_front_of_the_proxys_word_is_not_believed() =>
        (await SeenAsync("127.0.0.1", ("X-Forwarded-For", "203.0.113.9, 198.51.100.7"))).ShouldBe("http 198.51.100.7");

    [Fact]
    public async Task Making_up_addresses_does_not_get_round_the_limits()
    {
        await using var site = new ShieldedSite();
        site.Settings["Limits:ReadsPerAddress"] = "3";
        await site.InitializeAsync();
        using var visitor = site.Visit();
        var statuses = new List<HttpStatusCode>();
        for (var i = 0; i < 5; i++)
        {
            using var response = await visitor.Client.GetAsync("/how-it-works", ("X-Forwarded-For", $"203.0.113.{i}"), ("Forwarded", $"for=203.0.113.{i}"));
            statuses.Add(response.StatusCode);
        }
        statuses[^1].ShouldBe(HttpStatusCode.TooManyRequests);
    }

    [Theory]
    [InlineData("203.0.113.9", "::ffff:203.0.113.9", true)]
    [InlineData("2001:db8:1:2:3:4:5:6", "2001:db8:1:2:ffff::1", true)] // one subscriber's /64
    [InlineData("2001:db8:1:2::1", "2001:db8:1:3::1", false)]
    [InlineData("203.0.113.9", "203.0.113.10", false)]
    public void One_client_is_one_address(string one, string other, bool same) => (Key(one) == Key(other)).ShouldBe(same);

    private static string Key(string address) => new DefaultHttpContext { Connection = { RemoteIpAddress = IPAddress.Parse(address) } }.Address();

    private static async Task<string> SeenAsync(string? known, params (string, string)[] claims)
    {
        await using var site = new ShieldedSite { Listens = true };
        if (known is not null) site.Settings["Security:KnownProxies:0"] = known;
        await site.InitializeAsync();
        using var visitor = site.Visit();
        using var response = await visitor.Client.GetAsync("/probe/address", claims.Length > 0 ? claims : Claims);
        return await response.Content.ReadAsStringAsync();
    }
}
