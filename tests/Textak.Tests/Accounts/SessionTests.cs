using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Tests.Live;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

/// <summary>Who is signed in stays so on every node, and no longer than the account says.</summary>
public sealed class SessionTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Fact]
    public async Task A_cookie_is_good_on_another_node_and_after_a_restart()
    {
        var name = Fresh.Name();
        (await site.RegisterAsync(name)).Dispose();
        var cookie = await SignedIn.CookieAsync(site, name);
        for (var i = 0; i < 2; i++)
        {
            await using var other = new LiveSite { Beside = site };
            await other.InitializeAsync();
            using var there = other.Visit();
            using var request = new HttpRequestMessage(HttpMethod.Get, "/") { Headers = { { "Cookie", cookie } } };
            (await there.SendAsync(request)).QuerySelector(".masthead .who")!.TextContent.ShouldContain(name);
        }
    }

    [Fact]
    public async Task Signing_out_everywhere_else_ends_all_but_this_one()
    {
        var name = Fresh.Name();
        using var here = await site.RegisterAsync(name);
        using var phone = await site.SignInAsync(name);
        await here.GetAsync("/account");
        await here.SubmitAsync("form[action*='handler=sessions']");
        here.Page.QuerySelector(".notice")!.TextContent.ShouldBe("Everywhere else you are signed out.");
        (await here.GetAsync("/")).QuerySelector(".masthead .who")!.TextContent.ShouldContain(name);
        (await phone.GetAsync("/")).QuerySelector(".masthead .who")!.TextContent.ShouldContain("Sign in");
    }

    [Fact]
    public async Task Who_is_suspended_is_out_with_the_next_request_and_hears_why_with_the_right_password_alone()
    {
        var name = Fresh.Name();
        using var person = await Participant.JoinAsync(site, name);
        var slug = await site.OpenAsync(Fresh.Slug());
        await SuspendAsync(name, new DateTimeOffset(2099, 5, 6, 7, 8, 0, TimeSpan.Zero));

        (await person.EstimateAsync(slug, 50)).Status.ShouldBe(HttpStatusCode.Unauthorized);
        using var right = await site.SignInAsync(name);
        right.Page.QuerySelector("[role=alert]")!.TextContent.ShouldBe("This account is suspended until 6 May 2099 07:08 UTC.");
        using var wrong = await site.SignInAsync(name, "not the password");
        wrong.Page.QuerySelector("[role=alert]")!.TextContent.ShouldNotContain("suspended");

        await SuspendAsync(name, DateTimeOffset.UnixEpoch);
        using var back = await site.SignInAsync(name);
        back.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task An_ended_session_loses_its_socket_even_where_no_bell_was_heard()
    {
        var name = Fresh.Name();
        (await site.RegisterAsync(name)).Dispose();
        var cookie = await SignedIn.CookieAsync(site, name);
        await using var socket = SignedIn.Socket(site, cookie);
        await using var stranger = await Watcher.OfAsync(site, await site.OpenAsync(Fresh.Slug()));
        await socket.StartAsync();
        // As a verb does it in a process of its own
        await SuspendAsync(name, Account.ForGood);
        await Eventually.HoldsAsync(() => socket.State == HubConnectionState.Disconnected, "the socket is closed", seconds: 5);
        stranger.IsOpen.ShouldBeTrue("others stay");
    }

    private async Task SuspendAsync(string name, DateTimeOffset until) => await site.UseAsync<UserManager<Account>>(async users =>
    {
        var account = (await users.FindByNameAsync(name))!;
        account.SuspendedUntil = until;
        (await users.UpdateSecurityStampAsync(account)).Succeeded.ShouldBeTrue();
    });
}
