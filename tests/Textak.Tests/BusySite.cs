namespace Textak.Tests;

/// <summary>A site for crowds: the limits are out of the way.</summary>
public class BusySite : Site
{
    private static readonly string[] Limits =
        ["WritesPerUser", "WritesPerAddress", "KnocksPerAddress", "ReadsPerAddress", "FilesPerAddress", "SocketsPerAddress", "CallsAtOnce", "CallsPerSecond"];

    public BusySite()
    {
        foreach (var limit in Limits) Settings[$"Limits:{limit}"] = "1000000";
    }
}

/// <summary>One that listens on a port of its own, as sockets need it.</summary>
public sealed class LiveSite : BusySite
{
    public LiveSite() => Listens = true;
}
