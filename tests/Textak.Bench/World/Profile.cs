using System.Diagnostics;

namespace Textak.Bench.World;

/// <summary>
/// Where a server's time goes in a window: perf's samples, written to the folder that TEXTAK_BENCH_PROFILE names, if it
/// does. For names of methods, DOTNET_PerfMapEnabled=1, DOTNET_EnableWriteXorExecute=0,
/// DOTNET_ReadyToRun=0 and DOTNET_TieredCompilation=0 are to be in the environment.
/// </summary>
internal sealed class Profile : IAsyncDisposable
{
    private static readonly string? Folder = Environment.GetEnvironmentVariable("TEXTAK_BENCH_PROFILE");
    private readonly Process? perf;

    private Profile(Process? perf) => this.perf = perf;

    public static Profile Of(Child child, string name) => new(Folder is null ? null : Process.Start("perf",
        ["record", "-q", "-F", "499", "-e", "cpu-clock", "-g", "-p", $"{child.Id}", "-o", Path.Combine(Folder, name + ".perf")]));

    public async ValueTask DisposeAsync()
    {
        if (perf is null) return;
        using var stop = Process.Start("kill", ["-INT", $"{perf.Id}"]);
        await perf.WaitForExitAsync();
        perf.Dispose();
    }
}
