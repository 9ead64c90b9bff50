using System.Net;

namespace Textak.Web.Platform.Outward;

/// <summary>
/// HTTP that sends to addresses which people typed: through the <see cref="WayOut"/> alone, by TLS wherever it leaves this machine. Nothing is
/// followed, no proxy is asked, no cookie is kept.
/// </summary>
public sealed class Sender(WayOut wayOut) : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5), Fresh = TimeSpan.FromMinutes(2);

    /// <summary>Has no time limit of its own: each caller brings one.</summary>
    public HttpClient Client { get; } = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseProxy = false, UseCookies = false, ConnectCallback = (context, stop) => wayOut.ConnectAsync(context.DnsEndPoint, stop),
        ConnectTimeout = Patience, PooledConnectionLifetime = Fresh, MaxResponseHeadersLength = 16,
    })
    { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Why nothing is sent to an address, in a sentence; null where something may be. What its name leads to is looked at when it is connected to.</summary>
    public string? Problem(string link)
    {
        var uri = new Uri(link);
        var isHere = uri.IsLoopback && wayOut.ReachesLoopback;
        if (uri.Scheme != Uri.UriSchemeHttps && !isHere) return "The address must begin with https://.";
        return !isHere && (uri.IsLoopback || (IPAddress.TryParse(uri.IdnHost, out var address) && !PublicAddress.IsPublic(address)))
            ? "That is an address inside a network: it must be one that anybody can reach." : null;
    }

    public void Dispose() => Client.Dispose();
}
