using System.Globalization;
using System.Text.Json;
using Textak.Bench.Load;

namespace Textak.Bench.World;

/// <summary>The stock server with a real Redis, each a process of its own.</summary>
internal sealed class StockProcess : IServer
{
    private readonly Child redis;

    private StockProcess(Child redis, Child child, int port) => (this.redis, Child, Port) = (redis, child, port);

    public Child Child { get; }
    public int Port { get; }

    public bool Heals => false;

    /// <summary>As SignalR's own client does where nothing else is said.</summary>
    public TimeSpan Pulse => TimeSpan.FromSeconds(15);

    public static async Task<StockProcess> StartAsync(string directory, int core)
    {
        var (port, redisPort) = (Ports.Free(), Ports.Free());
        var none = new Dictionary<string, string>();
        var bus = Child.Start(Cores.Load, directory, none, "redis-server", "--bind", "127.0.0.1", "--port", $"{redisPort}", "--save", "", "--appendonly", "no");
        var child = Child.Start(core, directory, new Dictionary<string, string> { ["DOTNET_gcServer"] = "1" },
            "dotnet", Path.Combine(AppContext.BaseDirectory, "Textak.Bench.dll"), "stock", $"{port}", $"{redisPort}");
        var stock = new StockProcess(bus, child, port);
        await Wait.UntilAsync(() => child.HasEnded || stock.Answers(), "the stock server answers", TimeSpan.FromSeconds(20));
        return child.HasEnded ? throw new InvalidOperationException($"The stock server ended: {child.Words}") : stock;
    }

    public static byte[] Update(int size) => Line.Post(string.Create(CultureInfo.InvariantCulture, $"/update?size={size}"), "", "");

    public long Head(string slug) => Commits(slug).Keys.DefaultIfEmpty().Max();

    public IReadOnlyDictionary<long, long> Commits(string slug)
    {
        using var client = new HttpClient();
        using var answer = client.Send(new(HttpMethod.Get, $"http://127.0.0.1:{Port}/commits"));
        using var body = answer.Content.ReadAsStream();
        return JsonSerializer.Deserialize<long[][]>(body)!.ToDictionary(commit => commit[0], commit => commit[1]);
    }

    public void Dispose()
    {
        Child.Dispose();
        redis.Dispose();
    }

    private bool Answers()
    {
        try
        {
            using var client = new System.Net.Sockets.TcpClient("127.0.0.1", Port);
            return true;
        }
        catch (System.Net.Sockets.SocketException)
        {
            return false;
        }
    }
}
