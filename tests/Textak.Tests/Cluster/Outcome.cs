namespace Textak.Tests.Cluster;

/// <summary>What became of a round.</summary>
/// <param name="Written">When the last writer had been answered, after the last fault.</param>
/// <param name="Out">When the last node let go of the suspended.</param>
internal sealed record Outcome(
    string Fault, int Number, int Seed, Deeds Deeds, Verdict Verdict, TimeSpan Written, int Watchers, int Reloads, TimeSpan Out, IReadOnlyList<string> Wrong)
{
    /// <summary>Whether the round came to its end.</summary>
    public bool IsWhole { get; private init; } = true;

    /// <summary>A round that could not even be judged: that is a broken promise too.</summary>
    public static Outcome Broken(Fault fault, int number, int seed, Exception e) =>
        new(fault.Name, number, seed, new(), new(TimeSpan.Zero, 0, 0, 0, []), TimeSpan.Zero, 0, 0, TimeSpan.Zero, [$"the round could not be ended: {e}"]) { IsWhole = false };

    public override string ToString() => FormattableString.Invariant(
        $"{Fault,-16} {Number,3}  seed {Seed,-11} {Deeds.Count(Fate.Acknowledged),4} acknowledged {Deeds.Count(Fate.Unknown),3} unknown {Verdict.Lost} lost  {Verdict.Events,4} events  {Verdict.Diverged} of {Watchers} diverged")
        + FormattableString.Invariant($"  written after {Written.TotalSeconds:0.0} s  right after {Verdict.Right.TotalSeconds:0.0} s  suspended out after {Out.TotalSeconds:0.0} s  {(Wrong.Count == 0 ? "kept" : "BROKEN")}");
}
