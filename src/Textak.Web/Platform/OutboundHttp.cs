using System.Net;
using System.Net.Sockets;

namespace Textak.Web.Platform;

/// <summary>
/// HTTP to addresses that people typed. The name is resolved here, each of its addresses is looked at, and one of those that were looked at is connected
/// to, whatever the name leads to by then. Nothing is followed, no proxy is asked, no cookie is kept: this machine and its neighbours are out of reach.
/// </summary>
public sealed class OutboundHttp : IDisposable
{
    private static readonly IPNetwork[] NotPublic =
    [
        .. "0.0.0.0/8 10.0.0.0/8 100.64.0.0/10 127.0.0.0/8 169.254.0.0/16 172.16.0.0/12 192.0.0.0/24 192.0.2.0/24 192.88.99.0/24 192.168.0.0/16 198.18.0.0/15 198.51.100.0/24 203.0.113.0/24 224.0.0.0/3"
            .Split(' ').Select(network => IPNetwork.Parse(network)),
        // Of what is handed out in IPv6: special purposes, examples, and what carries an IPv4 address inside
        .. "2001::/23 2001:db8::/32 2002::/16 3fff::/20".Split(' ').Select(network => IPNetwork.Parse(network)),
    ];

    private static readonly IPNetwork HandedOut = IPNetwork.Parse("2000::/3");
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Fresh = TimeSpan.FromMinutes(2);

    /// <exception cref="ConfigurationProblem"><c>Security:ReachLoopback</c> is neither true nor false.</exception>
    public OutboundHttp(IConfiguration settings, IHostEnvironment environment)
    {
        ReachesLoopback = settings["Security:ReachLoopback"] switch
        {
            null or "" => environment.IsDevelopment(),
            var text when bool.TryParse(text, out var reaches) => reaches,
            var text => throw new ConfigurationProblem($"Security:ReachLoopback is \"{text}\"; it must be true or false."),
        };
        Client = new(new SocketsHttpHandler
        {
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = ConnectAsync, ConnectTimeout = Patience, PooledConnectionLifetime = Fresh, MaxResponseHeadersLength = 16,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Whether this machine itself may be asked, also without TLS: <c>Security:ReachLoopback</c>, by default in Development alone.</summary>
    public bool ReachesLoopback { get; }

    /// <summary>Has no time limit of its own: each caller brings one.</summary>
    public HttpClient Client { get; }

    /// <summary>Why nothing is sent to an address, in a sentence; null where something may be. What its name leads to is looked at when it is connected to.</summary>
    public string? Problem(string link)
    {
        var uri = new Uri(link);
        var isHere = uri.IsLoopback && ReachesLoopback;
        if (uri.Scheme != Uri.UriSchemeHttps && !isHere) return "The address must begin with https://.";
        return !isHere && (uri.IsLoopback || (IPAddress.TryParse(uri.IdnHost, out var address) && !IsPublic(address))) ? "That is an address inside a network: it must be one that anybody can reach." : null;
    }

    public void Dispose() => Client.Dispose();

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken stop)
    {
        var addresses = await Dns.GetHostAddressesAsync(context.DnsEndPoint.Host, stop);
        // One that isn't public among them makes them all suspect
        if (addresses.Length == 0 || !Array.TrueForAll(addresses, MayReach)) throw new HttpRequestException("The name leads to an address inside a network.");
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(addresses, context.DnsEndPoint.Port, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private bool MayReach(IPAddress address) => IsPublic(address) || (ReachesLoopback && IPAddress.IsLoopback(address));

    private static bool IsPublic(IPAddress address)
    {
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return (address.AddressFamily == AddressFamily.InterNetwork || HandedOut.Contains(address)) && !Array.Exists(NotPublic, network => network.Contains(address));
    }
}
