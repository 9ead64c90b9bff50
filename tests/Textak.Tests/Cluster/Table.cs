namespace Textak.Tests.Cluster;

/// <summary>The end of a run: a line a fault, and one for all.</summary>
internal static class Table
{
    public static void Write(IReadOnlyList<Outcome> outcomes, TimeSpan time, Action<string> write)
    {
        write("");
        write($"{"fault",-16} rounds  acknowledged  unknown  lost  diverged  reloads  right again: median   worst  out: worst  broken");
        foreach (var fault in outcomes.GroupBy(outcome => outcome.Fault)) write(Line(fault.Key, [.. fault]));
        write(Line("all", outcomes));
        write($"It took {time.TotalMinutes:0.0} minutes.");
    }

    private static string Line(string name, IReadOnlyList<Outcome> some)
    {
        var right = some.Select(outcome => outcome.Verdict.Right.TotalSeconds).Order().ToList();
        return FormattableString.Invariant($"""
            {name,-16} {some.Count,6} {some.Sum(one => one.Deeds.Count(Fate.Acknowledged)),13} {some.Sum(one => one.Deeds.Count(Fate.Unknown)),8} {some.Sum(one => one.Verdict.Lost),5} {some.Sum(one => one.Verdict.Diverged),9} {some.Sum(one => one.Reloads),8} {right[right.Count / 2],18:0.0} s {right[^1],5:0.0} s {some.Max(one => one.Out.TotalSeconds),9:0.0} s {some.Count(one => one.Wrong.Count > 0),7}
            """);
    }
}
