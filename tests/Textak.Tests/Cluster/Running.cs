using System.Diagnostics;
using System.Globalization;

namespace Textak.Tests.Cluster;

/// <summary>A program of its own beside the tests. What it says goes into a file; it ends, at the latest, when the tests do.</summary>
internal sealed class Running : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private readonly Process process;
    private readonly string note;

    private Running(Process process, string note) => (this.process, this.note) = (process, note);

    public bool HasEnded => process.HasExited;

    public static Running Start(string directory, string name, IReadOnlyDictionary<string, string> environment, params string[] words)
    {
        // The shell becomes the program: its process id is the program's
        var start = new ProcessStartInfo("bash", ["-c", $"exec \"$@\" >> '{Path.Combine(directory, name)}.log' 2>&1", name, .. words])
        {
            UseShellExecute = false,
            WorkingDirectory = Published.Folder,
        };
        foreach (var (key, value) in environment) start.Environment[key] = value;
        start.Environment["PATH"] += ":/usr/sbin";
        var started = Process.Start(start)!;
        var file = Path.Combine(directory, $"{name}.pid");
        File.WriteAllText(file, string.Create(CultureInfo.InvariantCulture, $"{started.Id}\n"));
        return new(started, file);
    }

    /// <summary>Ends whatever has left its process id in the directory, once this process has gone in whatever way.</summary>
    public static IDisposable Guard(string directory) => new Watch(Process.Start(new ProcessStartInfo(
        "setsid", ["bash", "-c", $"tail --pid={Environment.ProcessId} -f /dev/null; kill -9 $(cat '{directory}'/*.pid)"])
    { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true })!);

    /// <summary>As a power cut would.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await EndedAsync();
    }

    /// <summary>As a deployment would.</summary>
    public async Task StopAsync()
    {
        await SignalAsync("TERM");
        await EndedAsync();
    }

    /// <summary>It keeps its sockets, and says nothing.</summary>
    public Task FreezeAsync() => SignalAsync("STOP");

    public Task ThawAsync() => SignalAsync("CONT");

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
        File.Delete(note);
    }

    private async Task SignalAsync(string signal)
    {
        using var kill = Process.Start("kill", [$"-{signal}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
    }

    private async Task EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        File.Delete(note);
    }

    private sealed class Watch(Process process) : IDisposable
    {
        public void Dispose()
        {
            process.Kill(entireProcessTree: true);
            process.Dispose();
        }
    }
}
