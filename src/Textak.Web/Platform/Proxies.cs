using System.Net;
using Microsoft.AspNetCore.HttpOverrides;
using IPNetwork = System.Net.IPNetwork;

namespace Textak.Web.Platform;

/// <summary>
/// Who is believed when they say where a request came from: <c>Security:KnownProxies</c>, a list of addresses and
/// networks. From anybody else X-Forwarded-For and -Proto are words that the client made up.
/// </summary>
public static class Proxies
{
    /// <exception cref="ConfigurationProblem">An entry is neither an address nor a network.</exception>
    public static void AddProxies(this WebApplicationBuilder builder)
    {
        var known = builder.Configuration.GetSection("Security:KnownProxies").Get<string[]>() ?? [];
        var networks = Array.ConvertAll(known, Read);
        builder.Services.Configure<ForwardedHeadersOptions>(options =>
        {
            options.ForwardedHeaders = networks.Length > 0 ? ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto : ForwardedHeaders.None;
            options.ForwardLimit = null;
            // The framework believes the machine itself; here that is to be said like everything else
            options.KnownProxies.Clear();
            options.KnownIPNetworks.Clear();
            foreach (var network in networks) options.KnownIPNetworks.Add(network);
        });
    }

    /// <summary>The client as limits count it: one IPv4 address, or the /64 that one IPv6 subscriber has.</summary>
    public static string Address(this HttpContext context)
    {
        if (context.Connection.RemoteIpAddress is not { } address) return "unknown";
        if (address.IsIPv4MappedToIPv6) address = address.MapToIPv4();
        return address.AddressFamily is System.Net.Sockets.AddressFamily.InterNetworkV6
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, 8))
            : address.ToString();
    }

    private static IPNetwork Read(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new(address, address.GetAddressBytes().Length * 8)
        : throw new ConfigurationProblem($"Security:KnownProxies holds \"{entry}\"; it takes addresses (10.0.0.7) and networks (10.0.0.0/24).");
}
