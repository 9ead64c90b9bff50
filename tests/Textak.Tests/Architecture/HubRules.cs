using System.Reflection;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Textak.Web.Features.Live;

namespace Textak.Tests.Architecture;

/// <summary>Every method of the hub is on this list, with who may call it.</summary>
public sealed class HubRules(HubRules.Listening site) : IClassFixture<HubRules.Listening>
{
    private enum For { Anybody, Accounts, Moderators }

    /// <summary>Every method of the hub, what it is called with, and whom it is for.</summary>
    private static readonly (string Method, object[] Arguments, For Whom)[] Expected =
    [
        (nameof(BoardHub.Watch), [EndpointRules.Slug, 0L], For.Anybody),
        (nameof(BoardHub.Unwatch), [EndpointRules.Slug], For.Anybody),
        (nameof(BoardHub.WatchFeed), [], For.Anybody),
        (nameof(BoardHub.WatchQueue), [], For.Moderators),
        (nameof(BoardHub.WatchNotices), [], For.Accounts),
    ];

    [Fact]
    public async Task It_answers_whom_the_list_says()
    {
        var methods = typeof(BoardHub).GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.GetBaseDefinition() == method);
        methods.Select(method => method.Name).ShouldBe(Expected.Select(e => e.Method), ignoreOrder: true);
        using var stranger = site.Visit(follows: false);
        foreach (var (client, most, called) in new[]
        {
            (stranger.Client, For.Anybody, "somebody without an account"), (await site.SuspendedAsync(), For.Anybody, "somebody who is suspended"), (await site.ParticipantAsync(), For.Accounts, "a participant"),
            (await site.AuthorAsync(), For.Accounts, "the author of the argument"), (await site.ModeratorAsync(), For.Moderators, "a moderator"), (await site.AdminAsync(), For.Moderators, "an admin"),
        })
        {
            await using var socket = await site.ConnectAsync(client);
            foreach (var (method, arguments, whom) in Expected)
                (await IsAnsweredAsync(socket, method, arguments)).ShouldBe(whom <= most, $"{method}, {called}");
        }
    }

    private static async Task<bool> IsAnsweredAsync(HubConnection socket, string method, object[] arguments)
    {
        try
        {
            await socket.InvokeCoreAsync<object?>(method, arguments, TestContext.Current.CancellationToken);
            return true;
        }
        catch (HubException e)
        {
            e.Message.ShouldMatch("for moderators|for those who are signed in");
            return false;
        }
    }

    /// <summary>The board of <see cref="EndpointRules"/>, on a port of its own, as sockets need it.</summary>
    public sealed class Listening : EndpointRules.Board
    {
        public Listening() => Listens = true;

        /// <summary>The socket of whoever has these cookies.</summary>
        public async Task<HubConnection> ConnectAsync(HttpClient client)
        {
            var cookie = await client.GetStringAsync("/probe/cookie");
            var socket = new HubConnectionBuilder().WithUrl(new Uri(Address, BoardHub.Path), to =>
            {
                (to.SkipNegotiation, to.Transports) = (true, HttpTransportType.WebSockets);
                to.Headers["Cookie"] = cookie;
            }).Build();
            await socket.StartAsync();
            return socket;
        }
    }
}
