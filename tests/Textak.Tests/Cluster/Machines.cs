using System.Diagnostics;
using System.Globalization;
using Textak.Tests.Architecture;

namespace Textak.Tests.Cluster;

/// <summary>Whether there is a Redis: as it should be, dead from the start, or not even named.</summary>
internal enum RedisIs { There, Dead, Absent }

/// <summary>Three real nodes behind the real balancer, with a real Redis, on loopback: what infra/cluster.sh starts, but with wires between them.</summary>
internal sealed class Machines(RedisIs redis) : IAsyncDisposable
{
    private static readonly string Infra = Path.Combine(House.Root, "infra");

    private readonly DirectoryInfo directory = System.IO.Directory.CreateTempSubdirectory("textak-chaos-");
    private readonly int redisPort = Ports.Free();
    private readonly List<Running> others = [];
    private IDisposable? guard;
    private bool pooled = true;
    private int balancerPort;

    public string Directory => directory.FullName;
    public RedisIs RedisIs => redis;
    public Store Store { get; private set; } = null!;
    public IReadOnlyList<Node> Nodes { get; private set; } = [];
    public Running Redis { get; private set; } = null!;

    /// <summary>The one address that people know.</summary>
    public Uri Address => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{balancerPort}/"));

    public async Task StartAsync()
    {
        Store = Store.In(Directory);
        guard = Running.Guard(Directory);
        Nodes = [new(this, 1), new(this, 2), new(this, 3)];
        foreach (var node in Nodes) node.Wire(redisPort);
        if (redis == RedisIs.There) StartRedis();
        await RunVerbAsync("migrate");
        await Task.WhenAll(Nodes.Select(node => node.StartAsync()));

        // Looked for only now: while the nodes start, which takes seconds, somebody else might take it
        balancerPort = Ports.Free();
        var settings = new Dictionary<string, string> { ["TEXTAK_LISTEN"] = $"127.0.0.1:{balancerPort}", ["TEXTAK_STATS"] = $"{Ports.Free()}" };
        foreach (var node in Nodes) settings[$"TEXTAK_{node.Name.ToUpperInvariant()}"] = $"127.0.0.1:{node.Front.Port}";
        var balancer = Running.Start(Directory, "balancer", settings, "haproxy", "-db", "-f", Path.Combine(Infra, "haproxy.cfg"));
        others.Add(balancer);
        using var client = new HttpClient { BaseAddress = Address };
        await Ports.AnswersAsync(client, "/health/balancer", balancer, "The balancer");
    }

    public void StartRedis()
    {
        if (others.Remove(Redis)) Redis.Dispose();
        Redis = Running.Start(Directory, "redis", new Dictionary<string, string>(),
            "redis-server", "--bind", "127.0.0.1", "--port", $"{redisPort}", "--dir", Directory, "--save", "", "--appendonly", "no", "--maxmemory", "64mb");
        others.Add(Redis);
    }

    public async Task FlushRedisAsync()
    {
        using var flush = Process.Start(new ProcessStartInfo("redis-cli", ["-p", $"{redisPort}", "flushall"]) { UseShellExecute = false, RedirectStandardOutput = true })!;
        await flush.WaitForExitAsync();
        flush.ExitCode.ShouldBe(0);
    }

    /// <summary>Starts all nodes anew, unless they keep database connections, or don't, already.</summary>
    public async Task PoolAsync(bool pool)
    {
        if (pool == pooled) return;
        pooled = pool;
        await Task.WhenAll(Nodes.Select(async node =>
        {
            await node.Process.KillAsync();
            await node.StartAsync();
        }));
    }

    /// <summary>Calls the program with a verb, as a person would on one of the machines.</summary>
    public async Task RunVerbAsync(params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", ["Textak.Web.dll", .. words])
        {
            UseShellExecute = false, WorkingDirectory = Published.Folder, RedirectStandardError = true, RedirectStandardOutput = true,
        };
        foreach (var (key, value) in Settings(null)) start.Environment[key] = value;
        using var verb = Process.Start(start)!;
        var (output, errors) = (verb.StandardOutput.ReadToEndAsync(), verb.StandardError.ReadToEndAsync());
        await verb.WaitForExitAsync();
        verb.ExitCode.ShouldBe(0, $"{string.Join(' ', words.Take(3))}\n{await output}{await errors}");
    }

    /// <summary>What a process finds in its environment: that of infra/node.env and cluster.sh, but for the limits, as everybody here comes from one address.</summary>
    public Dictionary<string, string> Settings(Node? node)
    {
        var settings = File.ReadLines(Path.Combine(Infra, "node.env")).Where(line => line.Contains('=') && !line.StartsWith('#'))
            .Select(line => line.Split('=', 2)).ToDictionary(pair => pair[0], pair => pair[1]);
        foreach (var (key, value) in Store.Settings(pooled)) settings[key] = value;
        foreach (var limit in typeof(Web.Platform.Limits).GetProperties().Where(limit => limit.Name is not (nameof(Web.Platform.Limits.BodyBytes) or nameof(Web.Platform.Limits.WebhookSeconds))))
            settings[$"Limits__{limit.Name}"] = "1000000";
        settings["Textak__DataDirectory"] = Path.Combine(Directory, "data");
        settings["Security__RequireHttps"] = "false";
        settings["Security__KnownProxies__0"] = "127.0.0.1";
        settings["Seeds__Load"] = "false";
        // Nobody is to wait longer than it takes
        settings["Node__Drain"] = "2";
        settings["Node__Name"] = node?.Name ?? "verb";
        if (redis != RedisIs.Absent) settings["ConnectionStrings__Redis"] = $"127.0.0.1:{node?.Bells.Port ?? redisPort},abortConnect=false";
        return settings;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes) node.Dispose();
        others.ForEach(process => process.Dispose());
        guard?.Dispose();
        await Store.DisposeAsync();
        if (Environment.GetEnvironmentVariable("TEXTAK_CHAOS_KEEP") is null) directory.Delete(recursive: true);
    }
}
