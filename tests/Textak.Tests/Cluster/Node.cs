using System.Globalization;

namespace Textak.Tests.Cluster;

/// <summary>One node: the real program in a process of its own, with a wire that leads to it and one that leads to Redis.</summary>
internal sealed class Node(Machines machines, int number) : IDisposable
{
    private const string Clocks = "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1";

    private readonly int port = Ports.Free(), metrics = Ports.Free();
    private Running? process;
    private HttpClient? own;

    public string Name => $"node{number}";

    /// <summary>Where it answers by itself, past the balancer.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}/"));

    /// <summary>From the balancer to it.</summary>
    public Link Front { get; private set; } = null!;

    /// <summary>From it to Redis.</summary>
    public Link Bells { get; private set; } = null!;

    public Running Process => process ?? throw new InvalidOperationException($"{Name} has not started.");

    private string Clock => Path.Combine(machines.Directory, $"{Name}.clock");

    public void Wire(int redis) => (Front, Bells, own) = (new(port), new(redis), new() { BaseAddress = Address, Timeout = TimeSpan.FromSeconds(3) });

    /// <param name="hoursOff">How far its clock is off, in hours: such a node's clock can be turned.</param>
    public async Task StartAsync(int hoursOff = 0)
    {
        var settings = machines.Settings(this);
        settings["Urls"] = Address.ToString();
        settings["Telemetry__MetricsUrl"] = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{metrics}");
        if (hoursOff != 0)
        {
            if (!File.Exists(Clocks)) throw new InvalidOperationException("To turn a node's clock takes the package faketime.");
            Turn(hoursOff);
            // With its "fix" of the clock that only goes forward, every wait with a limit is over at once, and the node spins on all cores
            foreach (var (key, value) in (IEnumerable<(string, string)>)
                [("LD_PRELOAD", Clocks), ("FAKETIME_TIMESTAMP_FILE", Clock), ("FAKETIME_CACHE_DURATION", "1"), ("FAKETIME_DONT_FAKE_MONOTONIC", "1"), ("DONT_FAKE_MONOTONIC", "1"), ("FAKETIME_FORCE_MONOTONIC_FIX", "0")])
                settings[key] = value;
        }
        process?.Dispose();
        process = Running.Start(machines.Directory, Name, settings, "dotnet", "Textak.Web.dll");
        await ReadyAsync();
    }

    /// <summary>Puts the clock of a node that started with one that was off.</summary>
    public void Turn(int hoursOff) => File.WriteAllText(Clock, string.Create(CultureInfo.InvariantCulture, $"{hoursOff:+0;-0;+0}h\n"));

    public Task ReadyAsync() => Ports.AnswersAsync(own!, "/health/ready", Process, Name);

    public void Dispose()
    {
        process?.Dispose();
        Front.Dispose();
        Bells.Dispose();
        own?.Dispose();
    }
}
