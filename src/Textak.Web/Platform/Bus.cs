using System.Threading.Channels;
using StackExchange.Redis;

namespace Textak.Web.Platform;

/// <summary>
/// Short messages between the nodes of a board, over one channel of Redis. Nobody waits for it: what is said is handed to
/// a loop of its own. Any message may be lost: whoever listens has another way to find out. Nothing is kept in Redis, and
/// no text of anybody's goes there.
/// </summary>
public sealed class Bus : BackgroundService
{
    private const int MostWaiting = 1000;
    private static readonly TimeSpan Beat = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Silence = TimeSpan.FromSeconds(3);

    private readonly Channel<string> said = Channel.CreateBounded<string>(new BoundedChannelOptions(MostWaiting) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly ConfigurationOptions? options;
    private readonly string channel;
    private readonly string node;
    private readonly TimeProvider time;
    private readonly ILogger<Bus> logger;
    private volatile ISubscriber? line;
    private long lastBeat;
    private bool wasAlive;

    /// <exception cref="ConfigurationProblem"><c>ConnectionStrings:Redis</c> can't be read.</exception>
    public Bus(IConfiguration settings, Node node, TimeProvider time, ILogger<Bus> logger)
    {
        (this.node, this.time, this.logger) = (node.Name, time, logger);
        channel = $"{(settings["Redis:Prefix"] is { Length: > 0 } prefix ? prefix : "textak")}:bus";
        if (settings.GetConnectionString("Redis") is { Length: > 0 } connection) options = Options(connection);
    }

    /// <summary>Called with each message, one after the other; handlers must return at once.</summary>
    public event Action<string>? Heard;

    /// <summary>Whether there is one at all: <c>ConnectionStrings:Redis</c>.</summary>
    public bool IsConfigured => options is not null;

    /// <summary>Whether this node has heard its own voice within the last three seconds.</summary>
    public bool IsAlive => Volatile.Read(ref lastBeat) is var beat and not 0 && time.GetElapsedTime(beat) < Silence;

    /// <summary>Tells all nodes, this one too, or nobody; returns at once. While Redis is away nothing is kept for later.</summary>
    public void Say(string message)
    {
        if (IsAlive) said.Writer.TryWrite(message);
    }

    /// <summary>Tells all nodes from a process that doesn't serve, such as a verb. Gives up after a moment.</summary>
    public async Task SayOnceAsync(string message)
    {
        if (options is null) return;
        try
        {
            await using var redis = await ConnectionMultiplexer.ConnectAsync(options);
            await redis.GetSubscriber().PublishAsync(RedisChannel.Literal(channel), message).WaitAsync(Silence);
        }
        catch (Exception e) when (e is RedisException or TimeoutException)
        {
            logger.LogWarning("Redis could not be told: {Message}", e.Message);
        }
    }

    // Where there is none, its client stays on the disk: it would be two megabytes of memory
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => options is null ? Task.CompletedTask : RunAsync(options, stoppingToken);

    private async Task RunAsync(ConfigurationOptions own, CancellationToken stop)
    {
        // Connecting takes its time where nobody answers, and the start of the program doesn't wait for it
        await Task.Yield();
        await using var redis = await ConnectionMultiplexer.ConnectAsync(own);
        await Task.WhenAll(BeatAsync(redis, stop), PublishAsync(stop));
    }

    private async Task BeatAsync(ConnectionMultiplexer redis, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            try
            {
                if (line is null) await SubscribeAsync(redis.GetSubscriber());
                await PublishAsync($"h {node}");
            }
            catch (Exception e) when (e is RedisException or TimeoutException)
            {
                // It is away: tried again at the next beat
            }
            SayWhetherAlive();
            await Task.Delay(Beat, time, stop);
        }
    }

    private async Task PublishAsync(CancellationToken stop)
    {
        await foreach (var message in said.Reader.ReadAllAsync(stop))
            if (IsAlive) await PublishAsync(message);
    }

    private async Task SubscribeAsync(ISubscriber subscriber)
    {
        (await subscriber.SubscribeAsync(RedisChannel.Literal(channel))).OnMessage(heard => Hear(heard.Message.ToString()));
        line = subscriber;
    }

    private async Task PublishAsync(string message)
    {
        try
        {
            if (line is { } open) await open.PublishAsync(RedisChannel.Literal(channel), message, CommandFlags.FireAndForget);
        }
        catch (Exception e) when (e is RedisException or ObjectDisposedException or TimeoutException)
        {
            // It is away, or this node is going: the log tells what the bell would have told
        }
    }

    private void Hear(string message)
    {
        if (message == $"h {node}") Volatile.Write(ref lastBeat, time.GetTimestamp());
        else if (!message.StartsWith("h ", StringComparison.Ordinal)) Heard?.Invoke(message);
    }

    private void SayWhetherAlive()
    {
        if (wasAlive == IsAlive) return;
        wasAlive = IsAlive;
        if (wasAlive) logger.LogInformation("Redis rings the bells");
        else logger.LogWarning("Redis is silent: the log is looked at more often until it is back");
    }

    private static ConfigurationOptions Options(string connection)
    {
        try
        {
            var parsed = ConfigurationOptions.Parse(connection);
            parsed.AbortOnConnectFail = false;
            parsed.BacklogPolicy = BacklogPolicy.FailFast;
            parsed.ReconnectRetryPolicy = new LinearRetry(1000);
            (parsed.ConnectTimeout, parsed.SyncTimeout, parsed.AsyncTimeout, parsed.KeepAlive) = (2000, 1000, 1000, 5);
            return parsed.EndPoints.Count > 0 ? parsed : throw new ConfigurationProblem("ConnectionStrings:Redis names no server.");
        }
        catch (Exception e) when (e is ArgumentException or FormatException)
        {
            throw new ConfigurationProblem($"ConnectionStrings:Redis is no Redis configuration: {e.Message}");
        }
    }
}
