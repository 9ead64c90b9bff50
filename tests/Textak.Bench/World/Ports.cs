using System.Net;
using System.Net.Sockets;

namespace Textak.Bench.World;

internal static class Ports
{
    /// <summary>A port of loopback that nobody listens on now.</summary>
    public static int Free()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }
}
