using System.Collections.Concurrent;
using System.Net;
using Textak.Tests.Wire;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Tests.Platform.Outward;

/// <summary>
/// Whatever address somebody names, and whatever its name, a redirect or a second answer of the resolver makes of it: nothing is
/// connected to but the open internet. Each is dialled for real, if it comes to that, and a listener on this machine counts.
/// </summary>
public sealed class WayOutTests(WayOutTests.Listener listener) : IClassFixture<WayOutTests.Listener>
{
    private static readonly IPAddress Open = IPAddress.Parse("93.184.216.34"), OpenSix = IPAddress.Parse("2606:2800:220:1:248:1893:25c8:1946");

    /// <summary>PORT is the listener's.</summary>
    public static readonly string[] Inner =
    [
        // This machine, in all the ways of writing it
        "http://127.0.0.1:PORT/", "http://127.0.0.1:PORT", "http://127.1:PORT/", "http://127.0.1:PORT/", "http://127.255.255.254:PORT/", "http://127.000.000.001:PORT/",
        "http://2130706433:PORT/", "http://0x7f000001:PORT/", "http://0x7F.0.0.1:PORT/", "http://0x7f.0x0.0x0.0x1:PORT/", "http://0x7f.1:PORT/", "http://017700000001:PORT/", "http://0177.0.0.1:PORT/", "http://0177.0.0.01:PORT/",
        "http://00000177.1:PORT/", "http://127.0x0.1:PORT/", "http://localhost:PORT/", "http://LOCALHOST:PORT/", "http://localhost.:PORT/", "http://me@127.0.0.1:PORT/", "http://example.org@127.0.0.1:PORT/", "http://127%2E0%2E0%2E1:PORT/",
        "http://１２７.０.０.１:PORT/", "http://127。0。0。1:PORT/", "http://①②⑦.⓪.⓪.①:PORT/", "http://0.0.0.0:PORT/", "http://0:PORT/", "http://0x0:PORT/", "http://00:PORT/",
        "http://[::1]:PORT/", "http://[0:0:0:0:0:0:0:1]:PORT/", "http://[0000:0000:0000:0000:0000:0000:0000:0001]:PORT/", "http://[::]:PORT/", "http://[::ffff:127.0.0.1]:PORT/", "http://[::ffff:7f00:1]:PORT/", "http://[0:0:0:0:0:ffff:7f00:1]:PORT/",
        "http://[::127.0.0.1]:PORT/", "http://[::ffff:0:127.0.0.1]:PORT/", "http://[64:ff9b::127.0.0.1]:PORT/", "http://[64:ff9b:1::7f00:1]:PORT/", "http://[2002:7f00:1::1]:PORT/", "http://[2001:0:7f00:1::1]:PORT/",
        // The net that it stands in, and what clouds answer on
        "http://10.0.0.1:PORT/", "http://167772161:PORT/", "http://172.16.0.1:PORT/", "http://172.31.255.255:PORT/", "http://192.168.0.1:PORT/", "http://0xc0a80001:PORT/", "http://100.64.0.1:PORT/", "http://100.100.100.200:PORT/",
        "http://169.254.169.254:PORT/latest/meta-data/", "http://2852039166:PORT/", "http://0xA9FEA9FE:PORT/", "http://0251.0376.0251.0376:PORT/", "http://[::ffff:169.254.169.254]:PORT/", "http://[64:ff9b::a9fe:a9fe]:PORT/", "http://[fd00:ec2::254]:PORT/", "http://168.63.129.16:PORT/",
        "http://192.0.0.192:PORT/", "http://198.18.0.1:PORT/", "http://192.0.2.1:PORT/", "http://192.88.99.1:PORT/", "http://224.0.0.1:PORT/", "http://255.255.255.255:PORT/", "http://240.0.0.1:PORT/",
        "http://[fe80::1]:PORT/", "http://[fe80::1%25eth0]:PORT/", "http://[fec0::1]:PORT/", "http://[fc00::1]:PORT/", "http://[fd12:3456::1]:PORT/", "http://[ff02::1]:PORT/", "http://[2001:db8::1]:PORT/", "http://[100::1]:PORT/", "http://[2002:a9fe:a9fe::]:PORT/", "http://[::ffff:10.0.0.1]:PORT/",
        // Not by these ways at all
        "ftp://127.0.0.1:PORT/", "file:///etc/passwd", "gopher://127.0.0.1:PORT/", "http://93.184.216.34:22/", "http://93.184.216.34:6379/", "https://93.184.216.34:25/",
    ];

    public static TheoryData<string> Addresses() => [.. Inner];

    [Fact]
    public void There_are_more_than_fifty()
    {
        Inner.Length.ShouldBeGreaterThan(50);
        Inner.ShouldBeUnique();
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task No_connection_is_made(string address)
    {
        var dialled = new ConcurrentQueue<IPEndPoint>();
        using var fetcher = Real(dialled, reachesLoopback: false);
        var before = listener.Server.Connections;
        var text = address.Replace("PORT", $"{listener.Server.Address.Port}");

        // What is no address to a form is none to be fetched
        if (Plain.TryLink(text, 700, out var link))
            (await Should.ThrowAsync<OutwardProblem>(() => fetcher.GetAsync(new(link!), "*/*", null, null, TestContext.Current.CancellationToken))).Message.ShouldMatch("no address of the open internet|not fetched|can’t be resolved|Only http");
        // And were it one
        if (Uri.TryCreate(text, UriKind.Absolute, out var whole)) await Should.ThrowAsync<OutwardProblem>(() => fetcher.GetAsync(whole, "*/*", null, null, TestContext.Current.CancellationToken));

        dialled.ShouldBeEmpty();
        listener.Server.Connections.ShouldBe(before);
    }

    [Theory]
    [MemberData(nameof(Addresses))]
    public async Task Nor_by_a_redirect_that_leads_there(string address)
    {
        if (address.Contains("93.184", StringComparison.Ordinal)) return;
        var dialled = new ConcurrentQueue<IPEndPoint>();
        var text = address.Replace("PORT", $"{listener.Server.Address.Port}");
        // A header is ASCII
        if (!Uri.TryCreate(text, UriKind.Absolute, out var there)) return;
        if (!text.All(char.IsAscii)) there = new UriBuilder(there) { Host = there.IdnHost }.Uri;
        listener.Server.Answer("/away", context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = text.All(char.IsAscii) ? text : there.AbsoluteUri;
            return Task.CompletedTask;
        });
        // The name leads to the open internet, of which the listener plays the part
        using var fetcher = Played(dialled, _ => [Open]);
        var before = listener.Server.Connections;

        await Should.ThrowAsync<OutwardProblem>(() => fetcher.GetAsync(new("http://open.example/away"), "*/*", null, null, TestContext.Current.CancellationToken));

        dialled.ShouldBe([new IPEndPoint(Open, 80)]);
        listener.Server.Connections.ShouldBe(before + 1, "the redirect itself");
    }

    [Fact]
    public async Task A_name_that_means_something_else_a_moment_later_leads_nowhere()
    {
        var dialled = new ConcurrentQueue<IPEndPoint>();
        var asked = 0;
        listener.Server.Answer("/again", context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = "http://rebound.example/again";
            return Task.CompletedTask;
        });
        using var fetcher = Played(dialled, _ => [asked++ == 0 ? Open : IPAddress.Loopback]);

        (await Should.ThrowAsync<OutwardProblem>(() => fetcher.GetAsync(new("http://rebound.example/again"), "*/*", null, null, TestContext.Current.CancellationToken))).Message.ShouldContain("no address of the open internet");

        asked.ShouldBe(2, "it is resolved for each connection, and once for each");
        dialled.ShouldBe([new IPEndPoint(Open, 80)]);
    }

    [Theory]
    [InlineData("93.184.216.34,127.0.0.1")]
    [InlineData("127.0.0.1,93.184.216.34")]
    [InlineData("2606:2800:220:1:248:1893:25c8:1946,::1")]
    [InlineData("93.184.216.34,::ffff:10.0.0.1")]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:127.0.0.1")]
    [InlineData("64:ff9b::7f00:1")]
    [InlineData("")]
    public async Task Of_a_name_with_an_inner_address_none_is_dialled(string addresses)
    {
        var dialled = new ConcurrentQueue<IPEndPoint>();
        IPAddress[] found = [.. addresses.Split(',', StringSplitOptions.RemoveEmptyEntries).Select(IPAddress.Parse)];
        using var fetcher = Played(dialled, _ => found);
        await Should.ThrowAsync<OutwardProblem>(() => fetcher.GetAsync(new("https://both.example/"), "*/*", null, null, TestContext.Current.CancellationToken));
        dialled.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_is_permitted_is_dialled_at_exactly_the_address_that_was_looked_at()
    {
        var dialled = new ConcurrentQueue<IPEndPoint>();
        listener.Server.Answer("/feed", "It is here.");
        using var open = Played(dialled, host => host == "six.example" ? [OpenSix] : [Open]);
        (await open.GetAsync(new("http://open.example:8080/feed"), "*/*", null, null, TestContext.Current.CancellationToken)).Body.ShouldBe("It is here."u8.ToArray());
        (await open.GetAsync(new("http://six.example/feed"), "*/*", null, null, TestContext.Current.CancellationToken)).Body.ShouldBe("It is here."u8.ToArray());
        dialled.ShouldBe([new IPEndPoint(Open, 8080), new IPEndPoint(OpenSix, 80)]);

        // The control: where this machine is permitted, the same listener is reached in the same way
        using var here = Real(dialled, reachesLoopback: true);
        var before = listener.Server.Connections;
        (await here.GetAsync(new(listener.Server.Address, "/feed"), "*/*", null, null, TestContext.Current.CancellationToken)).Body.ShouldBe("It is here."u8.ToArray());
        listener.Server.Connections.ShouldBe(before + 1);
        await Should.ThrowAsync<OutwardProblem>(() => here.GetAsync(new("http://10.0.0.1/"), "*/*", null, null, TestContext.Current.CancellationToken));
        dialled.Count.ShouldBe(3, "loopback is permitted, and nothing else");
    }

    [Theory]
    [InlineData("8.8.8.8", true)]
    [InlineData("172.15.255.255", true)]
    [InlineData("172.32.0.1", true)]
    [InlineData("100.63.255.255", true)]
    [InlineData("100.128.0.1", true)]
    [InlineData("169.253.255.255", true)]
    [InlineData("223.255.255.255", true)]
    [InlineData("2a00:1450:4001::1", true)]
    [InlineData("2606:4700::1111", true)]
    [InlineData("1.0.0.0", true)]
    [InlineData("0.255.255.255", false)]
    [InlineData("2001:20::1", false)]
    [InlineData("3fff::1", false)]
    [InlineData("4000::1", false)]
    [InlineData("::8.8.8.8", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void The_edges_of_what_is_open(string address, bool isPublic) => PublicAddress.IsPublic(IPAddress.Parse(address)).ShouldBe(isPublic);

    /// <summary>Resolves and dials as ever, and counts; the port of the listener is no obstacle.</summary>
    private Fetcher Real(ConcurrentQueue<IPEndPoint> dialled, bool reachesLoopback) => new(new(reachesLoopback, Dns.GetHostAddressesAsync, (to, stop) =>
    {
        dialled.Enqueue(to);
        return WayOut.DialAsync(to, stop);
    }, [80, 443, 8080, 8443, listener.Server.Address.Port]), TimeProvider.System);

    /// <summary>Resolves names under .example as it is told, and others as ever; whatever is dialled, the listener answers.</summary>
    private Fetcher Played(ConcurrentQueue<IPEndPoint> dialled, Func<string, IPAddress[]> resolve) => new(new(reachesLoopback: false, (host, stop) => host.EndsWith(".example", StringComparison.Ordinal) ? Task.FromResult(resolve(host)) : Dns.GetHostAddressesAsync(host, stop), (to, stop) =>
    {
        dialled.Enqueue(to);
        return WayOut.DialAsync(new(IPAddress.Loopback, listener.Server.Address.Port), stop);
    }, [80, 443, 8080, 8443, listener.Server.Address.Port]), TimeProvider.System);

    public sealed class Listener : IAsyncLifetime
    {
        public FeedServer Server { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Server = await FeedServer.StartAsync();

        public ValueTask DisposeAsync() => Server.DisposeAsync();
    }
}
