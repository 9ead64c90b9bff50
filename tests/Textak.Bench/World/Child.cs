using System.Collections.Concurrent;
using System.Diagnostics;

namespace Textak.Bench.World;

/// <summary>A process that was started for a bench, and ends with it; what it uses is read from /proc.</summary>
internal sealed class Child : IDisposable
{
    private const double TicksPerSecond = 100; // USER_HZ, the same on all of Linux
    private static readonly ConcurrentDictionary<Child, bool> All = [];
    private readonly Process process;
    private readonly List<string> said = [];

    private Child(Process process) => this.process = process;

    /// <summary>Its last lines, for when it fails.</summary>
    public string Words
    {
        get { lock (said) return string.Join('\n', said.TakeLast(20)); }
    }

    public int Id => process.Id;
    public bool HasEnded => process.HasExited;

    /// <param name="core">The one core that it may use, or null for all.</param>
    public static Child Start(int? core, string directory, IReadOnlyDictionary<string, string> environment, params string[] words)
    {
        string[] all = ["taskset", "-c", core is { } one ? $"{one}" : "0-1023", .. words];
        var start = new ProcessStartInfo(all[0], all[1..]) { UseShellExecute = false, WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        // On one core the runtime waits ten times as long before it compiles well what is called often: most of a minute under load. That there is only
        // one is the bench's doing
        if (core is not null) start.Environment["DOTNET_TC_DelaySingleProcMultiplier"] = "1";
        var child = new Child(Process.Start(start) ?? throw new InvalidOperationException($"{words[0]} did not start."));
        All[child] = true;
        child.process.OutputDataReceived += child.Hear;
        child.process.ErrorDataReceived += child.Hear;
        child.process.BeginOutputReadLine();
        child.process.BeginErrorReadLine();
        return child;
    }

    /// <summary>Seconds of CPU that all its threads have used, in user and kernel mode.</summary>
    public double CpuSeconds()
    {
        var stat = File.ReadAllText($"/proc/{Id}/stat");
        // The name in parentheses may hold anything; utime and stime are the 12th and 13th after it
        var fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
        return (long.Parse(fields[11], null) + long.Parse(fields[12], null)) / TicksPerSecond;
    }

    /// <summary>Megabytes of memory that it holds resident.</summary>
    public double ResidentMegabytes()
    {
        var line = File.ReadLines($"/proc/{Id}/status").First(l => l.StartsWith("VmRSS:", StringComparison.Ordinal));
        return long.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], null) / 1024.0;
    }

    /// <summary>Ends it as a deployment would, or after ten seconds by force.</summary>
    public async Task StopAsync()
    {
        using var kill = Process.Start("kill", ["-TERM", $"{Id}"]);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(10));
        try
        {
            await process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            // By force, then
        }
        Dispose();
    }

    /// <summary>Ends it at once, as a power cut would.</summary>
    public void Dispose()
    {
        if (!All.TryRemove(this, out _)) return;
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    public static void EndAll()
    {
        foreach (var child in All.Keys) child.Dispose();
    }

    private void Hear(object sender, DataReceivedEventArgs line)
    {
        if (line.Data is null) return;
        lock (said) said.Add(line.Data);
    }
}
