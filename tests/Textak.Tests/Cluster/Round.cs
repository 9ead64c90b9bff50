using System.Diagnostics;

namespace Textak.Tests.Cluster;

/// <summary>One fault under load: people write and watch while it breaks, lasts and is mended; then the oracle is asked.</summary>
internal static class Round
{
    private const int Pollers = 10; // of a hundred
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(10), Calm = TimeSpan.FromSeconds(1);

    public static async Task<Outcome> RunAsync(Machines machines, People people, Fault fault, int number, IReadOnlyList<string> boards, int seed, int watchers)
    {
        var random = new Random(seed);
        await machines.PoolAsync(!fault.Needs.HasFlag(Needs.NoPool));
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 20 };
        using var web = new HttpClient(handler) { BaseAddress = machines.Address, Timeout = TimeSpan.FromSeconds(5) };
        var onlookers = Gather(web, boards, watchers, random);
        try
        {
            await using var suspect = await Suspect.EnterAsync([.. machines.Nodes.Select(node => (node.Name, node.Address))], machines.Store.ReadAsync, boards[0]);
            foreach (var onlooker in onlookers) onlooker.Look();
            await Eventually.HoldsAsync(() => onlookers.TrueForAll(onlooker => onlooker.Screen.Seq > 0), "everybody watches", seconds: 60);

            var deeds = new Deeds();
            using var enough = new CancellationTokenSource();
            var writing = Task.WhenAll(people.Act(boards, deeds, seed).Select(writer => writer.ActAsync(enough.Token)).ToList());
            await Task.Delay(Calm);
            var suspending = fault.Needs.HasFlag(Needs.NoSuspending) ? null : suspect.SuspendAsync(people.SuspendAsync);
            var mend = await fault.Break(machines, random);
            var (least, most) = fault.Seconds;
            await Task.Delay(TimeSpan.FromSeconds(least + random.NextDouble() * (most - least)));
            // To be seen without the bell
            if (fault.Needs.HasFlag(Needs.Redis)) await suspending!;
            await mend();

            var sinceMended = Stopwatch.StartNew();
            var suspected = SuspectedAsync(suspect, suspending ?? suspect.SuspendAsync(people.SuspendAsync), sinceMended, Limit(machines, fault));
            await Task.Delay(Calm);
            await enough.CancelAsync();
            await writing;
            var written = sinceMended.Elapsed;
            // Somebody registers while the others find their way back
            var newcomers = Newcomers.WrongAsync(machines.Nodes);
            var oracle = new Oracle(machines.Store.ReadAsync, web, boards);
            var verdict = await oracle.JudgeAsync(deeds, onlookers, sinceMended, Deadline);
            var late = await suspected;
            return new(fault.Name, number, seed, deeds, verdict, written, onlookers.Count, onlookers.Sum(onlooker => onlooker.Reloads), suspect.Slowest, [.. verdict.Wrong, .. late, .. await newcomers]);
        }
        finally
        {
            await Task.WhenAll(onlookers.Select(onlooker => onlooker.DisposeAsync().AsTask()));
        }
    }

    private static async Task<IReadOnlyList<string>> SuspectedAsync(Suspect suspect, Task suspending, Stopwatch sinceMended, TimeSpan limit)
    {
        await suspending;
        return await suspect.WrongAsync(limit, suspect.Elapsed - sinceMended.Elapsed);
    }

    private static TimeSpan Limit(Machines machines, Fault fault) =>
        TimeSpan.FromSeconds(machines.RedisIs != RedisIs.There || fault.Needs.HasFlag(Needs.Redis) ? 5 : 2);

    private static List<Onlooker> Gather(HttpClient web, IReadOnlyList<string> boards, int watchers, Random random) =>
    [
        .. Enumerable.Range(0, watchers).Select(i => (Onlooker)(i % 100 < Pollers
            ? new PollingOnlooker(web, boards[i % boards.Count], TimeSpan.FromMilliseconds(random.Next(500, 1500)))
            : new SocketOnlooker(web, boards[i % boards.Count], new(random.Next())))),
    ];
}
