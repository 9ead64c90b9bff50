using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Platform;

namespace Textak.Tests;

/// <summary>Two nodes of one board on one database, with a real Redis between them.</summary>
public sealed class TwoNodes : IAsyncLifetime
{
    private RedisServer? redis;

    public TwoNodes() => Two = new() { Beside = One };

    /// <summary>Whether Redis is named in their settings.</summary>
    public bool HaveRedis { get; init; } = true;

    /// <summary>Whether one hears what the other says there.</summary>
    public bool HearEachOther { get; init; } = true;

    public LiveSite One { get; } = new();
    public LiveSite Two { get; }
    public RedisServer Redis => redis ?? throw new InvalidOperationException("They have no Redis.");

    public static async Task<TwoNodes> StartAsync(bool redis = true, bool hearEachOther = true)
    {
        var nodes = new TwoNodes { HaveRedis = redis, HearEachOther = hearEachOther };
        await nodes.InitializeAsync();
        return nodes;
    }

    public static Bus BusOf(Site site) => site.Services.GetRequiredService<Bus>();

    public async ValueTask InitializeAsync()
    {
        if (HaveRedis)
        {
            redis = await RedisServer.StartAsync();
            One.Settings["ConnectionStrings:Redis"] = redis.Address;
        }
        // They live in one process, of which each would be called
        Two.Settings["Node:Name"] = "two";
        if (!HearEachOther) Two.Settings["Redis:Prefix"] = "elsewhere";
        await One.InitializeAsync();
        await Two.InitializeAsync();
        if (HaveRedis) await RedisIsAsync(alive: true);
    }

    /// <summary>Waits until both know that Redis answers, or that it doesn't.</summary>
    public Task RedisIsAsync(bool alive) => Eventually.HoldsAsync(() => BusOf(One).IsAlive == alive && BusOf(Two).IsAlive == alive, $"Redis is {(alive ? "heard" : "missed")}");

    public async ValueTask DisposeAsync()
    {
        await Two.DisposeAsync();
        await One.DisposeAsync();
        if (redis is not null) await redis.DisposeAsync();
    }
}
