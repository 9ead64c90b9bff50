using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Textak.Tests;

namespace Textak.Browser;

/// <summary>Three real nodes behind the real balancer, as infra/cluster.sh starts them for anybody, on ports and in a folder of its own.</summary>
public sealed class Cluster : IAsyncLifetime
{
    private const int Ports = 9; // the balancer's and the next eight
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly string Script = Path.Combine(Root(AppContext.BaseDirectory), "infra", "cluster.sh");
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-cluster-");
    private readonly int port = FreePorts();
    private Process? guard;

    /// <summary>The one address that people know.</summary>
    public string Address => string.Create(CultureInfo.InvariantCulture, $"http://localhost:{port}/");

    public async ValueTask InitializeAsync()
    {
        // Should this process be killed, the nodes end all the same
        guard = Process.Start(Bash("setsid", "bash", "-c", $"tail --pid={Environment.ProcessId} -f /dev/null; bash '{Script}' down"));
        try
        {
            await DoAsync("up");
        }
        catch
        {
            await DisposeAsync();
            throw;
        }
    }

    /// <summary>Ends a node as a power cut would.</summary>
    public Task KillAsync(string node) => DoAsync("kill", node);

    public Task StartAsync(string node) => DoAsync("start", node);

    /// <summary>Ends a node as a deployment would.</summary>
    public Task StopAsync(string node) => DoAsync("stop", node);

    public async ValueTask DisposeAsync()
    {
        await DoAsync("down");
        guard?.Kill(entireProcessTree: true);
        guard?.Dispose();
        directory.Delete(recursive: true);
    }

    private async Task DoAsync(params string[] words)
    {
        using var patience = new CancellationTokenSource(Patience);
        using var script = Process.Start(Bash(["bash", Script, .. words]))!;
        try
        {
            var (output, errors) = (script.StandardOutput.ReadToEndAsync(patience.Token), script.StandardError.ReadToEndAsync(patience.Token));
            await script.WaitForExitAsync(patience.Token);
            script.ExitCode.ShouldBe(0, $"cluster.sh {string.Join(' ', words)}\n{await output}{await errors}");
        }
        finally
        {
            if (!script.HasExited) script.Kill(entireProcessTree: true);
        }
    }

    private ProcessStartInfo Bash(params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("TEXTAK_", StringComparison.Ordinal)).ToList()) start.Environment.Remove(name);
        start.Environment["TEXTAK_PORT"] = port.ToString(CultureInfo.InvariantCulture);
        start.Environment["TEXTAK_CLUSTER"] = directory.FullName;
        start.Environment["TEXTAK_PROGRAM"] = Published.Folder;
        return start;
    }

    // Below those that the system gives to whoever connects to somebody: such a one could be taken before it is used
    private static int FreePorts()
    {
        while (true)
        {
            var first = Random.Shared.Next(20_000, 32_000);
            if (Enumerable.Range(first, Ports).All(IsFree)) return first;
        }
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    private static string Root(string directory) =>
        File.Exists(Path.Combine(directory, "Textak.sln")) ? directory
        : Root(Path.GetDirectoryName(directory) ?? throw new InvalidOperationException("These tests run inside the repository."));
}

/// <summary>What takes both cores of a small machine runs alone.</summary>
[CollectionDefinition(nameof(ManyProcesses), DisableParallelization = true)]
public sealed class ManyProcesses;
