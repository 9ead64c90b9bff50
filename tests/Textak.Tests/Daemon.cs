using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace Textak.Tests;

/// <summary>A real program that runs beside a test, and ends with it.</summary>
internal sealed class Daemon : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private readonly Process process;
    private readonly Task<string> output, errors;

    private Daemon(ProcessStartInfo start)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError) = (false, true, true);
        process = Process.Start(start)!;
        (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
    }

    public static Daemon Start(string program, params IEnumerable<string> arguments) => new(new(program, arguments));

    /// <summary>The program itself, on a site's database and settings, and ready.</summary>
    /// <param name="port">Where it is to listen.</param>
    public static async Task<Daemon> NodeAsync(Site site, int port, params IEnumerable<(string Name, string Value)> more)
    {
        var settings = new Dictionary<string, string>(site.Settings) { ["urls"] = Url(port) };
        foreach (var (name, value) in more) settings[name] = value;
        var node = Start("dotnet", [Published.Program, .. settings.Select(setting => $"--{setting.Key}={setting.Value}")]);
        using var client = new HttpClient();
        await Eventually.HoldsAsync(() => node.process.HasExited || Answers(client, port), "the node is ready", seconds: 180);
        if (node.process.HasExited) throw new InvalidOperationException($"The node ended: {await node.errors}{await node.output}");
        return node;
    }

    public static string Url(int port) => string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");

    /// <summary>A port that nobody listens on just now.</summary>
    public static int FreePort()
    {
        using var any = new TcpListener(IPAddress.Loopback, 0);
        any.Start();
        return ((IPEndPoint)any.LocalEndpoint).Port;
    }

    /// <summary>Whether somebody listens on a port.</summary>
    public static bool Listens(int port)
    {
        try
        {
            using var client = new TcpClient();
            client.Connect(IPAddress.Loopback, port);
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }

    /// <param name="name">TERM, STOP, CONT and so on.</param>
    public async Task SignalAsync(string name)
    {
        using var kill = Process.Start("kill", [$"-{name}", process.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        kill.ExitCode.ShouldBe(0);
    }

    /// <summary>Waits until it ends by itself.</summary>
    /// <returns>The exit code.</returns>
    public async Task<int> EndedAsync()
    {
        await process.WaitForExitAsync().WaitAsync(Patience);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill(entireProcessTree: true);
        await Task.WhenAll(output, errors);
        process.Dispose();
    }

    private static bool Answers(HttpClient client, int port)
    {
        try
        {
            using var response = client.Send(new(HttpMethod.Get, $"{Url(port)}/health/ready"));
            return response.StatusCode == HttpStatusCode.OK;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
