using System.Net;
using System.Net.WebSockets;

namespace Textak.Tests.Platform;

/// <summary>Only pages of this board open its sockets.</summary>
public sealed class SocketOrigins(SocketOrigins.Listening site) : IClassFixture<SocketOrigins.Listening>
{
    public sealed class Listening : Site
    {
        public Listening() => Listens = true;
    }

    private string Own => $"{site.Address.Scheme}://{site.Address.Authority}";

    [Fact]
    public async Task A_page_of_ours_is_let_in() => (await OpenAsync(Own)).ShouldBe(HttpStatusCode.SwitchingProtocols);

    [Fact]
    public async Task A_program_names_no_origin_and_is_let_in() => (await OpenAsync(null)).ShouldBe(HttpStatusCode.SwitchingProtocols);

    [Theory]
    [InlineData("https://evil.example")]
    [InlineData("null")]
    [InlineData("")]
    [InlineData("http://localhost")] // another port
    [InlineData("http://localhost.evil.example")]
    [InlineData("nonsense")]
    public async Task Others_are_not(string origin) => (await OpenAsync(origin)).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Neither_is_the_same_host_by_another_scheme() =>
        (await OpenAsync(Own.Replace("http:", "https:", StringComparison.Ordinal))).ShouldBe(HttpStatusCode.Forbidden);

    [Fact]
    public async Task Two_origins_are_none() => (await OpenAsync($"{Own}, https://evil.example")).ShouldBe(HttpStatusCode.Forbidden);

    private async Task<HttpStatusCode> OpenAsync(string? origin)
    {
        using var socket = new ClientWebSocket();
        socket.Options.CollectHttpResponseDetails = true;
        if (origin is not null) socket.Options.SetRequestHeader("Origin", origin);
        try
        {
            await socket.ConnectAsync(new Uri($"ws://{site.Address.Authority}/hubs/board"), CancellationToken.None);
        }
        catch (WebSocketException)
        {
            // Its status is the answer
        }
        return socket.HttpStatusCode;
    }
}
