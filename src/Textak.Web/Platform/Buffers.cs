namespace Textak.Web.Platform;

public static class Buffers
{
    // Known to the runtime under this name only; no option of the project file sets it
    private const string MostKept = "DOTNET_SYSTEM_BUFFERS_SHAREDARRAYPOOL_MAXARRAYSPERPARTITION";

    /// <summary>
    /// Keeps thousands of buffers of a size for the next time. A frame goes to all sockets before the first of them gives its
    /// buffer back; of the 32 that are kept otherwise hardly one is found again, and telling a crowd takes twice the time. The
    /// runtime looks when the first buffer is rented, so this comes before everything else. What nobody has used for a minute
    /// goes when memory is collected.
    /// </summary>
    public static void KeepThousands()
    {
        if (Environment.GetEnvironmentVariable(MostKept) is null) Environment.SetEnvironmentVariable(MostKept, "4096");
    }
}
