using System.Globalization;

namespace Textak.Bench.Load;

/// <summary>What the kernel knows of a server's connections.</summary>
internal static class SocketsOf
{
    /// <summary>
    /// The client's ports of those that the server still holds. The kernel may keep one that was closed while bytes of it wait for a reader who
    /// doesn't read; but then no process has it any more, and its inode is 0.
    /// </summary>
    public static HashSet<int> Server(int port)
    {
        HashSet<int> held = [];
        // Server and clients share a table: addresses are "0100007F:1F90" in the second and third field, the inode is the tenth
        foreach (var line in File.ReadLines("/proc/net/tcp").Skip(1))
        {
            var fields = line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            if (Port(fields[1]) == port && fields[9] != "0") held.Add(Port(fields[2]));
        }
        return held;
    }

    private static int Port(string address) => int.Parse(address.AsSpan(address.IndexOf(':') + 1), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
}
