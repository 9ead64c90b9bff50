using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Tests.Live;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

/// <summary>Who is suspended or signed out on one node is out on every node, and soon.</summary>
public sealed class EndedEverywhereTests
{
    private const int Rounds = 3;

    [Theory]
    [InlineData("suspend", true, 2)]
    [InlineData("suspend", false, 5)]
    [InlineData("signout", true, 2)]
    [InlineData("signout", false, 5)]
    public async Task Sockets_close_and_requests_are_refused_on_every_node(string verb, bool redis, int seconds)
    {
        await using var nodes = await TwoNodes.StartAsync(redis);
        await using var stranger = await Watcher.OfAsync(nodes.Two, await nodes.One.OpenAsync(Fresh.Slug()));
        var heard = new ConcurrentBag<string>();
        TwoNodes.BusOf(nodes.Two).Heard += message => heard.Add(message);
        var took = new List<double>();
        for (var round = 0; round < Rounds; round++)
        {
            var name = Fresh.Name();
            (await nodes.One.RegisterAsync(name)).Dispose();
            var cookie = await SignedIn.CookieAsync(nodes.One, name);
            await using var here = SignedIn.Socket(nodes.One, cookie);
            await using var there = SignedIn.Socket(nodes.Two, cookie);
            await Task.WhenAll(here.StartAsync(TestContext.Current.CancellationToken), there.StartAsync(TestContext.Current.CancellationToken));
            (await StatusAsync(nodes.Two, cookie)).ShouldBe(HttpStatusCode.OK);

            var since = Stopwatch.StartNew();
            (await UserVerbs.RunAsync(nodes.One.Services, [verb, name])).ShouldBe(0);
            await Eventually.HoldsAsync(() => here.State == HubConnectionState.Disconnected && there.State == HubConnectionState.Disconnected,
                "both sockets are closed", seconds);
            took.Add(since.Elapsed.TotalMilliseconds);
            foreach (var node in new[] { nodes.One, nodes.Two }) (await StatusAsync(node, cookie)).ShouldBe(HttpStatusCode.Redirect);
        }
        took.Max().ShouldBeLessThan(seconds * 1000);
        stranger.IsOpen.ShouldBeTrue("others stay");
        heard.Count(message => message.StartsWith("o ", StringComparison.Ordinal)).ShouldBe(redis ? Rounds : 0);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{verb}, Redis {(redis ? "there" : "not there")}: out on both nodes after {string.Join(", ", took.Order().Select(ms => $"{ms:0}"))} ms");
    }

    [Fact]
    public async Task The_verb_rings_though_it_is_no_node()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var name = Fresh.Name();
        (await nodes.One.RegisterAsync(name)).Dispose();
        await using var socket = SignedIn.Socket(nodes.Two, await SignedIn.CookieAsync(nodes.One, name));
        await socket.StartAsync(TestContext.Current.CancellationToken);
        var heard = new ConcurrentBag<string>();
        TwoNodes.BusOf(nodes.Two).Heard += message => heard.Add(message);

        var ran = await Ran.OnAsync(nodes.One, "users", "suspend", name);

        (ran.ExitCode, ran.Output.Trim()).ShouldBe((0, $"{name} is suspended now."), ran.Errors);
        await Eventually.HoldsAsync(() => heard.Any(message => message.StartsWith("o ", StringComparison.Ordinal)), "the other node hears of it", seconds: 5);
        await Eventually.HoldsAsync(() => socket.State == HubConnectionState.Disconnected, "the socket is closed", seconds: 5);
    }

    /// <summary>Of the account's own page: anybody else is sent to sign in.</summary>
    private static async Task<HttpStatusCode> StatusAsync(Site site, string cookie)
    {
        using var client = new HttpClient(new HttpClientHandler { UseCookies = false, AllowAutoRedirect = false }) { BaseAddress = site.Address };
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", cookie } } };
        using var response = await client.SendAsync(request);
        return response.StatusCode;
    }
}
