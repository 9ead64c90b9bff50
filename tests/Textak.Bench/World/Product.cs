using System.Diagnostics;
using Textak.Bench.Load;

namespace Textak.Bench.World;

/// <summary>The published program, as a process of its own on a database of its own.</summary>
internal sealed class Product : IServer
{
    private static readonly string Program = Environment.GetEnvironmentVariable("TEXTAK_PROGRAM")
        ?? throw new InvalidOperationException("TEXTAK_PROGRAM must name the folder of the published program; tests/run.sh bench publishes it.");

    private Product(Child child, int port, string data) => (Child, Port, DataDirectory) = (child, port, data);

    public Child Child { get; }
    public int Port { get; }
    public string DataDirectory { get; }
    public Database Database => new(DataDirectory);

    public bool Heals => true;

    /// <summary>Every five seconds, as live.js does.</summary>
    public TimeSpan Pulse => TimeSpan.FromSeconds(5);

    /// <summary>Starts it and waits until it answers.</summary>
    public static async Task<Product> StartAsync(string data, int? core, params (string Name, string Value)[] settings)
    {
        var product = Launch(data, core, settings);
        await product.AnswersAsync("/health/ready");
        return product;
    }

    /// <summary>Starts it.</summary>
    public static Product Launch(string data, int? core, params (string Name, string Value)[] settings)
    {
        var port = Ports.Free();
        var environment = Settings(data).ToDictionary();
        environment["Urls"] = $"http://127.0.0.1:{port}";
        foreach (var (name, value) in settings) environment[name] = value;
        return new(Child.Start(core, Program, environment, "dotnet", "Textak.Web.dll"), port, data);
    }

    /// <summary>Does one of the program's chores.</summary>
    public static async Task DoAsync(string data, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", ["Textak.Web.dll", .. words]) { UseShellExecute = false, WorkingDirectory = Program, RedirectStandardOutput = true };
        foreach (var (name, value) in Settings(data)) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        var said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} failed: {said}");
    }

    /// <summary>Waits until a page is answered with 200.</summary>
    /// <returns>Seconds from now on.</returns>
    public async Task<double> AnswersAsync(string path, int seconds = 180)
    {
        var since = Stopwatch.StartNew();
        while (since.Elapsed.TotalSeconds < seconds)
        {
            if (Child.HasEnded) throw new InvalidOperationException($"The program ended: {Child.Words}");
            try
            {
                using var line = await Line.OpenAsync(Port);
                if ((await line.AskAsync(Line.Get(path))).Status == 200) return since.Elapsed.TotalSeconds;
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Not yet
            }
            await Task.Delay(10);
        }
        throw new TimeoutException($"{path} was not answered within {seconds} s: {Child.Words}");
    }

    public long Head(string slug) => Database.Standing(slug).Seq;

    public IReadOnlyDictionary<long, long> Commits(string slug) => Database.Commits(slug);

    public Task StopAsync() => Child.StopAsync();

    public void Dispose() => Child.Dispose();

    // Everybody comes from this machine here: what one address may ask for is out of the way
    private static IReadOnlyDictionary<string, string> Settings(string data)
    {
        var settings = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["ASPNETCORE_ENVIRONMENT"] = "Production",
            ["Textak__DataDirectory"] = data,
            ["Seeds__Load"] = "false",
            ["Security__RequireHttps"] = "false",
            ["Node__Drain"] = "0",
            ["Logging__LogLevel__Default"] = "Warning",
            ["DOTNET_TieredPGO"] = "1",
        };
        foreach (var limit in (string[])["WritesPerUser", "WritesPerAddress", "KnocksPerAddress", "ReadsPerAddress", "FilesPerAddress", "SocketsPerAddress", "CallsAtOnce", "CallsPerSecond"])
            settings[$"Limits__{limit}"] = "1000000";
        settings["Limits__NewcomerArguments"] = "0";
        return settings;
    }
}
