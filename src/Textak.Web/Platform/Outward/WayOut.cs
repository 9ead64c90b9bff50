using System.Net;
using System.Net.Sockets;

namespace Textak.Web.Platform.Outward;

/// <summary>
/// The way out to addresses that people name. A name is resolved once, every address that it has is looked at, and the connection goes to
/// one of exactly those: whatever the name means a moment later, and whatever way of writing an address there is, makes no difference.
/// </summary>
public sealed class WayOut
{
    private static readonly int[] Ports = [80, 443, 8080, 8443];

    private readonly int[] ports;
    private readonly Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync;
    private readonly Func<IPEndPoint, CancellationToken, ValueTask<Stream>> dialAsync;

    /// <param name="settings"><c>Security:ReachLoopback</c> lets it connect to this machine, to try things out: by itself in Development alone.</param>
    /// <exception cref="ConfigurationProblem">That is set anywhere but in Development or Testing.</exception>
    public WayOut(IConfiguration settings, IHostEnvironment environment) : this(ReadsReach(settings, environment), Dns.GetHostAddressesAsync, DialAsync) { }

    internal WayOut(
        bool reachesLoopback, Func<string, CancellationToken, Task<IPAddress[]>> resolveAsync, Func<IPEndPoint, CancellationToken, ValueTask<Stream>>? dialAsync = null, int[]? ports = null) =>
        (ReachesLoopback, this.resolveAsync, this.dialAsync, this.ports) = (reachesLoopback, resolveAsync, dialAsync ?? DialAsync, ports ?? Ports);

    /// <summary>Whether this machine itself may be asked.</summary>
    public bool ReachesLoopback { get; }

    /// <summary>Why an address can't be fetched, by itself; null where its name has to be resolved to know, or all is well.</summary>
    public string? Problem(Uri address)
    {
        if (address.Scheme != Uri.UriSchemeHttp && address.Scheme != Uri.UriSchemeHttps) return "Only http and https addresses are fetched.";
        if (address.UserInfo.Length > 0) return "Addresses with a name and a password in them are not fetched.";
        if (IPAddress.TryParse(address.Host.Trim('[', ']'), out var literal) && !MayConnectTo(literal)) return Refused(address.Host);
        if (address.IsLoopback && !ReachesLoopback) return Refused(address.Host);
        return ports.Contains(address.Port) || (ReachesLoopback && address.IsLoopback) ? null : $"Port {address.Port} is not fetched from: there are {string.Join(", ", ports)}.";
    }

    /// <summary>Connects to one of the addresses that a name has, if all of them may be connected to.</summary>
    /// <exception cref="OutwardProblem">One of them may not, or the name has none.</exception>
    internal async ValueTask<Stream> ConnectAsync(DnsEndPoint to, CancellationToken stop)
    {
        var found = await ResolveAsync(to.Host, stop);
        if (found.Length == 0) throw new OutwardProblem($"{to.Host} has no address.");
        // Of a name with one inner address none is dialled: who answers with both is up to something
        if (!found.All(MayConnectTo)) throw new OutwardProblem(Refused(to.Host));
        SocketException? failed = null;
        foreach (var address in found)
        {
            try
            {
                return await dialAsync(new(address, to.Port), stop);
            }
            catch (SocketException e)
            {
                failed = e;
            }
        }
        throw new OutwardProblem($"{to.Host} takes no connection.", failed);
    }

    private bool MayConnectTo(IPAddress address) => PublicAddress.IsPublic(address) || (ReachesLoopback && IPAddress.IsLoopback(address));

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken stop)
    {
        try
        {
            return await resolveAsync(host, stop);
        }
        catch (Exception e) when (e is SocketException or ArgumentException)
        {
            throw new OutwardProblem($"The name {host} can’t be resolved.", e);
        }
    }

    private static string Refused(string host) => $"{host} is no address of the open internet: it is not fetched.";

    internal static async ValueTask<Stream> DialAsync(IPEndPoint to, CancellationToken stop)
    {
        var socket = new Socket(to.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(to, stop);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static bool ReadsReach(IConfiguration settings, IHostEnvironment environment) => settings["Security:ReachLoopback"] switch
    {
        null or "" => environment.IsDevelopment(),
        var text when bool.TryParse(text, out var reaches) => !reaches || environment.IsDevelopment() || environment.IsEnvironment("Testing") ? reaches
            : throw new ConfigurationProblem($"Security:ReachLoopback is for Development and Testing; this is {environment.EnvironmentName}: take it away."),
        var text => throw new ConfigurationProblem($"Security:ReachLoopback is \"{text}\"; it must be true or false."),
    };
}
