namespace Textak.Tests.Cluster.Plants;

/// <summary>The oracle has teeth: each mistake that is put into the product is caught, for what it is, and without one it is content.</summary>
[Collection(nameof(ManyProcesses))]
public sealed class PlantTests
{
    private const int AtOnce = 8; // fifteen take two rounds

    [Fact]
    public async Task Each_planted_fault_is_caught_and_its_absence_is_not()
    {
        IReadOnlyList<Plant> runs =
        [
            Plant.None,
            Plant.None with { LosesTheLast = true },
            .. Plant.All,
        ];
        Plant.All.Count.ShouldBeGreaterThanOrEqualTo(8);
        var said = new string[runs.Count];
        await Parallel.ForAsync(0, runs.Count, new ParallelOptions { MaxDegreeOfParallelism = AtOnce }, async (i, _) => said[i] = await VerdictAsync(runs[i]));
        foreach (var verdict in said) TestContext.Current.TestOutputHelper!.WriteLine(verdict);
        said.Where(verdict => verdict.StartsWith("WRONG", StringComparison.Ordinal)).ShouldBeEmpty();
    }

    private static async Task<string> VerdictAsync(Plant plant)
    {
        var wrong = await PlantedRun.JudgeAsync(plant);
        var caught = wrong.FirstOrDefault(what => what.Contains(plant.Caught, StringComparison.Ordinal));
        if (plant.Caught.Length == 0) return wrong.Count == 0 ? $"{plant.Name}: content" : $"WRONG: without a mistake: {string.Join(" | ", wrong)}";
        return caught is null ? $"WRONG: {plant.Name} was not caught: {string.Join(" | ", wrong)}" : $"{plant.Name}: {caught[..Math.Min(150, caught.Length)]}";
    }
}
