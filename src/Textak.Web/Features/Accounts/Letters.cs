using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Textak.Web.Features.Accounts;

/// <summary>
/// What Unicode says of the letters in names: which there are, of which script, and which can be taken for each other.
/// The facts are in <c>letters.txt</c>; <c>infra/letters.py</c> says how it was made.
/// </summary>
internal static class Letters
{
    /// <summary>Used with every script: digits, and marks such as the acute accent.</summary>
    private static readonly FrozenSet<string> Shared = FrozenSet.Create("Zyyy", "Zinh");

    // Each is written with what its line has, in one word even
    private static readonly FrozenSet<string>[] Mixtures =
        [FrozenSet.Create("Hani", "Hira", "Kana"), FrozenSet.Create("Hani", "Hang"), FrozenSet.Create("Hani", "Bopo")];

    private static readonly (int First, int Last, string Script)[] Ranges;
    private static readonly FrozenDictionary<int, string> Folds;

    static Letters()
    {
        var ranges = new List<(int, int, string)>();
        var folds = new Dictionary<int, string>();
        using var file = new StreamReader(typeof(Letters).Assembly.GetManifestResourceStream("letters.txt")!);
        while (file.ReadLine() is { } line)
            if (line.StartsWith('#')) continue;
            else if (line.Split(" < ") is [var target, var sources])
                foreach (var source in sources.Split(' ')) folds.Add(Code(source), string.Concat(target.Split(' ').Select(part => new Rune(Code(part)).ToString())));
            else if (line.Split(' ') is [var script, .. var parts])
                ranges.AddRange(parts.Select(part => part.Split('-')).Select(ends => (Code(ends[0]), Code(ends[^1]), script)));
        Ranges = [.. ranges.Order()];
        Folds = folds.ToFrozenDictionary();
    }

    /// <summary>The four-letter code of its script, or null where names aren't written with it.</summary>
    public static string? Script(Rune rune)
    {
        var (low, high) = (0, Ranges.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (rune.Value < Ranges[middle].First) high = middle - 1;
            else if (rune.Value > Ranges[middle].Last) low = middle + 1;
            else return Ranges[middle].Script;
        }
        return null;
    }

    public static bool IsShared(Rune rune) => Script(rune) is { } script && Shared.Contains(script);

    /// <summary>The scripts of a text, without what all of them share.</summary>
    public static IReadOnlyList<string> Scripts(string text) =>
        [.. text.EnumerateRunes().Select(Script).OfType<string>().Where(script => !Shared.Contains(script)).Distinct()];

    /// <summary>Whether one language is written with these scripts together, as Japanese is with three.</summary>
    public static bool BelongTogether(IReadOnlyCollection<string> scripts) =>
        scripts.Count <= 1 || Mixtures.Any(mixture => scripts.All(mixture.Contains));

    /// <summary>A text that two texts have in common when they differ by case or by look-alike letters alone. Takes and gives decomposed text.</summary>
    public static string Fold(string decomposed)
    {
        var folded = new StringBuilder(decomposed.Length);
        foreach (var rune in decomposed.EnumerateRunes())
            // An i has its dot: one more can't be seen
            if (rune.Value != 0x307 || folded.Length == 0 || folded[^1] is not ('i' or 'j'))
                folded.Append(Folds.TryGetValue(rune.Value, out var target) ? target : rune.ToString());
        return folded.ToString();
    }

    private static int Code(string hex) => int.Parse(hex, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);
}
