using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>Logs of estimates as a board may have them: few people who come, change, repeat themselves, go and come back, with receipts.</summary>
internal static class Logs
{
    /// <summary>Updates in the order they were made; the reasons are the letters a to d.</summary>
    public static readonly Gen<Update<char>[]> Any = Of(people: 12, length: 80);

    public static Gen<Update<char>[]> Of(int people, int length) =>
        Gen.Select(Gen.Int[0, people - 1], Gen.Int[-15, 99], Gen.Int[0, 15]).Array[0, length].Select(rows =>
        {
            var current = new Dictionary<long, int>();
            var log = new List<Update<char>>();
            foreach (var (who, percent, reasons) in rows)
            {
                int? from = current.TryGetValue(who, out var old) ? old : null, to = percent > 0 ? percent : null;
                if (from is null && to is null)
                    continue;
                log.Add(new(who, from, to, to is null ? [] : [.. "abcd".Where((_, i) => (reasons >> i & 1) == 1)]));
                if (to is { } now) current[who] = now; else current.Remove(who);
            }
            return log.ToArray();
        });

    /// <summary>Carries out an update.</summary>
    public static Jump Apply(this Crowd crowd, Update<char> update) =>
        update.To is { } percent ? crowd.Set(update.Participant, percent) : crowd.Withdraw(update.Participant);

    /// <summary>What everybody has said in the end, oldest first, by looking at the log alone.</summary>
    public static List<(long Who, int Percent)> Current(IEnumerable<Update<char>> log)
    {
        var current = new List<(long Who, int Percent)>();
        foreach (var update in log)
        {
            current.RemoveAll(c => c.Who == update.Participant);
            if (update.To is { } percent) current.Add((update.Participant, percent));
        }
        return current;
    }

    public static double[] Probabilities(this IEnumerable<(long Who, int Percent)> current) => [.. current.Select(c => c.Percent / 100.0)];
}
