using System.Net;

namespace Textak.Web.Platform.Outward;

/// <summary>Which addresses belong to the open internet: whatever a stranger names, the program connects to these alone.</summary>
public static class PublicAddress
{
    // IANA's special-purpose registries (RFC 6890 and its successors), and what clouds answer on about themselves
    private static readonly IPNetwork[] Special = [..
        new[]
        {
            "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "168.63.129.16/32", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
            "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
            // Within what is handed out of IPv6: protocol assignments with Teredo and ORCHID, examples, 6to4, and AS112
            "2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20",
        }.Select(network => IPNetwork.Parse(network))];

    // All else of IPv6 is of one's own, or wraps an IPv4 address: mapped, compatible, translated (NAT64), link-local, unique-local
    private static readonly IPNetwork HandedOut = IPNetwork.Parse("2000::/3");

    /// <summary>Whether an address is one of the open internet. One of IPv6 that wraps one of IPv4 is not, whatever it wraps.</summary>
    public static bool IsPublic(IPAddress address) =>
        // A network of IPv6 says that it contains any mapped address
        !address.IsIPv4MappedToIPv6
        && (address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork || HandedOut.Contains(address)) && !Special.Any(network => network.Contains(address));
}
