using System.Diagnostics;

namespace Textak.Tests.Cluster;

/// <summary>
/// Promises 1, 2, 3 and 7 of a board that is served by many nodes, while things break: nothing acknowledged is lost, no
/// command is carried out twice, no watcher is wrong ten seconds after the last fault, and who is suspended is out.
/// </summary>
[Collection(nameof(ManyProcesses))]
public sealed class ChaosTests(ChaosTests.TwoRounds rounds) : IClassFixture<ChaosTests.TwoRounds>
{
    public static TheoryData<string> Faults() => [.. Fault.All.OrderBy(fault => fault.Needs.HasFlag(Needs.NoPool)).Select(fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task Nothing_is_lost_and_nobody_is_wrong_when(string fault)
    {
        foreach (var round in rounds.Plan.Plan().Where(round => round.Fault.Name == fault))
        {
            var outcome = await (await rounds.StandingAsync()).RunAsync(rounds.Plan, round.Fault, round.Number);
            TestContext.Current.TestOutputHelper!.WriteLine($"{outcome}");
            outcome.Wrong.ShouldBeEmpty($"{outcome}");
        }
    }

    /// <summary>One cluster for all of them, which the first round starts: a run that asks for none has none.</summary>
    public sealed class TwoRounds : IAsyncDisposable
    {
        private Standing? standing;

        internal Chaos Plan { get; } = Chaos.Parse("--rounds 2");

        internal async Task<Standing> StandingAsync() => standing ??= await Standing.StartAsync(Plan);

        public ValueTask DisposeAsync() => standing?.DisposeAsync() ?? ValueTask.CompletedTask;
    }
}

/// <summary>As many rounds as somebody wants to see: <c>bash tests/run.sh chaos --rounds 20</c>.</summary>
[Collection(nameof(ManyProcesses))]
public sealed class ManyRounds
{
    [Fact(Explicit = true)]
    public async Task Run()
    {
        var chaos = Chaos.Parse(Environment.GetEnvironmentVariable("TEXTAK_CHAOS") ?? "");
        var output = TestContext.Current.TestOutputHelper!;
        var time = Stopwatch.StartNew();
        output.WriteLine(chaos.Pairs > 0 ? $"--compare {chaos.Pairs}" : $"--rounds {chaos.Rounds} --seed {chaos.Seed}, Redis {chaos.Redis}");
        var standing = await Standing.StartAsync(chaos);
        try
        {
            if (chaos.Pairs > 0)
            {
                await standing.CompareAsync(chaos, output.WriteLine);
                return;
            }
            var outcomes = new List<Outcome>();
            foreach (var (fault, number) in chaos.Plan())
            {
                outcomes.Add(await standing.RunAsync(chaos, fault, number));
                output.WriteLine(string.Join("\n    ", [$"{outcomes[^1]}", .. outcomes[^1].Wrong.Take(8)]));
                if (!outcomes[^1].IsWhole) standing = await AnewAsync(standing, chaos);
            }
            Table.Write(outcomes, time.Elapsed, output.WriteLine);
            outcomes.SelectMany(outcome => outcome.Wrong).ShouldBeEmpty();
        }
        finally
        {
            await standing.DisposeAsync();
        }
    }

    // What was broken may not have been mended
    private static async Task<Standing> AnewAsync(Standing standing, Chaos chaos)
    {
        await standing.DisposeAsync();
        return await Standing.StartAsync(chaos);
    }
}

/// <summary>What takes both cores of a small machine runs alone.</summary>
[CollectionDefinition(nameof(ManyProcesses), DisableParallelization = true)]
public sealed class ManyProcesses;
