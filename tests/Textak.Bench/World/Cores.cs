using System.Diagnostics;

namespace Textak.Bench.World;

/// <summary>Who runs where: a server that is measured has a core to itself, and the load has the other.</summary>
internal static class Cores
{
    public const int Server = 0;
    public const int Load = 1;

    /// <summary>Keeps this process, the load, to its core, or lets it run on all again.</summary>
    public static async Task PinLoadAsync(bool pinned)
    {
        using var taskset = Process.Start(new ProcessStartInfo("taskset", ["-a", "-c", "-p", pinned ? $"{Load}" : "0-1023", $"{Environment.ProcessId}"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await taskset.WaitForExitAsync();
    }
}
