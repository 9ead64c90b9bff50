using System.Globalization;
using System.Net;

namespace Textak.Bench.Load;

/// <summary>What the kernel knows of a server's connections.</summary>
internal static class SocketsOf
{
    /// <summary>
    /// The clients' ends of those that the server still holds. The kernel may keep one that was closed while bytes of it wait for a reader who
    /// doesn't read; but then no process has it any more, and its inode is 0.
    /// </summary>
    public static HashSet<IPEndPoint> Server(int port)
    {
        HashSet<IPEndPoint> held = [];
        // Server and clients share a table: addresses are "0100007F:1F90" in the second and third field, the inode is the tenth
        foreach (var line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (End(fields[1]).Port == port && fields[9] != "0") held.Add(End(fields[2]));
        }
        return held;
    }

    // The address as this machine has it in memory, the port as it is written
    private static IPEndPoint End(string text) => new(
        new IPAddress(long.Parse(text.AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture)),
        int.Parse(text.AsSpan(9), NumberStyles.HexNumber, CultureInfo.InvariantCulture));
}
