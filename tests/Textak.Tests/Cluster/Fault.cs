namespace Textak.Tests.Cluster;

/// <summary>Something that breaks, and is mended again.</summary>
/// <param name="Break">Breaks it; returns what mends it.</param>
/// <param name="Seconds">How long it stays broken, at least and at most.</param>
/// <param name="Needs">What else is special about it.</param>
internal sealed record Fault(string Name, Func<Machines, Random, Task<Func<Task>>> Break, (double Least, double Most) Seconds, Needs Needs = Needs.Nothing)
{
    /// <summary>The faults of the promise that no watcher is ever wrong.</summary>
    public static IReadOnlyList<Fault> All { get; } =
    [
        new("node-killed", KillNodeAsync, (1, 3)),
        new("node-frozen", (machines, random) => FreezeAsync(() => One(machines, random).Process), (3, 4.5)),
        new("redis-killed", KillRedisAsync, (2, 4), Needs.Redis),
        new("redis-frozen", (machines, _) => FreezeAsync(() => machines.Redis), (3, 4.5), Needs.Redis),
        new("redis-flushed", FlushRedisAsync, (0.5, 1), Needs.Redis),
        new("redis-cut", CutRedisAsync, (3, 4.5), Needs.Redis),
        new("balancer-cut", CutBalancerAsync, (3, 4.5)),
        new("database-locked", LockDatabaseAsync, (10, 10), Needs.NoSuspending),
        new("database-gone", LoseDatabaseAsync, (2, 4), Needs.NoSuspending | Needs.NoPool),
        new("clock-off", TurnClockAsync, (1, 3)),
        new("rolling-restart", RestartAsync, (0, 0)),
    ];

    private static Node One(Machines machines, Random random) => machines.Nodes[random.Next(machines.Nodes.Count)];

    private static async Task<Func<Task>> KillNodeAsync(Machines machines, Random random)
    {
        var node = One(machines, random);
        await node.Process.KillAsync();
        return () => node.StartAsync();
    }

    private static async Task<Func<Task>> FreezeAsync(Func<Running> which)
    {
        var process = which();
        await process.FreezeAsync();
        return process.ThawAsync;
    }

    private static async Task<Func<Task>> KillRedisAsync(Machines machines, Random random)
    {
        await machines.Redis.KillAsync();
        return () =>
        {
            machines.StartRedis();
            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>> FlushRedisAsync(Machines machines, Random random)
    {
        await machines.FlushRedisAsync();
        return machines.FlushRedisAsync;
    }

    /// <summary>One node's line or all of them, in any of the ways in which a line breaks.</summary>
    private static Task<Func<Task>> CutRedisAsync(Machines machines, Random random)
    {
        IReadOnlyList<Node> nodes = random.Next(2) == 0 ? machines.Nodes : [One(machines, random)];
        return CutAsync([.. nodes.Select(node => node.Bells)], random);
    }

    private static Task<Func<Task>> CutBalancerAsync(Machines machines, Random random) => CutAsync([One(machines, random).Front], random);

    private static Task<Func<Task>> CutAsync(IReadOnlyList<Link> links, Random random)
    {
        Wire[] ways = [Wire.Cut, Wire.Stalled, Wire.Dead, Wire.Deaf];
        var way = ways[random.Next(ways.Length)];
        foreach (var link in links) link.Turn(way);
        return Task.FromResult(() =>
        {
            foreach (var link in links) link.Turn(Wire.Whole);
            return Task.CompletedTask;
        });
    }

    private static async Task<Func<Task>> LockDatabaseAsync(Machines machines, Random random)
    {
        var held = await machines.Store.LockAsync();
        return async () => await held.DisposeAsync();
    }

    private static Task<Func<Task>> LoseDatabaseAsync(Machines machines, Random random)
    {
        machines.Store.TakeAway();
        return Task.FromResult(() =>
        {
            machines.Store.BringBack();
            return Task.CompletedTask;
        });
    }

    /// <summary>A node comes up with a clock an hour fast or slow, and is put right while it works.</summary>
    private static async Task<Func<Task>> TurnClockAsync(Machines machines, Random random)
    {
        var node = One(machines, random);
        await node.Process.KillAsync();
        await node.StartAsync(hoursOff: random.Next(2) == 0 ? 1 : -1);
        return () =>
        {
            node.Turn(0);
            return Task.CompletedTask;
        };
    }

    private static async Task<Func<Task>> RestartAsync(Machines machines, Random random)
    {
        foreach (var node in machines.Nodes)
        {
            await node.Process.StopAsync();
            await node.StartAsync();
        }
        return () => Task.CompletedTask;
    }
}

[Flags]
internal enum Needs
{
    Nothing = 0,

    /// <summary>There is no such fault without a Redis; while it lasts, a suspension is noticed without the bell.</summary>
    Redis = 1,

    /// <summary>While it lasts, nobody can be suspended.</summary>
    NoSuspending = 2,

    /// <summary>Nodes that keep no database connections.</summary>
    NoPool = 4,
}
