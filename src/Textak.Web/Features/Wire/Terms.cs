using System.Collections.Frozen;

namespace Textak.Web.Features.Wire;

/// <summary>
/// The terms by which news is found for one forecast. Those that moderators wrote: any line fits, and of parts with + between all have to.
/// Without them the longer words of the question, of which at least two have to be there, and at least a third.
/// </summary>
public sealed class Terms
{
    /// <summary>Lines, and characters in each, that moderators may write.</summary>
    public const int MostLines = 30, LongestLine = 80, LongestText = MostLines * (LongestLine + 1);
    private const int ShortestWord = 4, FewestWords = 2, OwnStrength = 10;

    // They stand in every question
    private static readonly FrozenSet<string> Common = new[]
    {
        "about", "above", "after", "again", "against", "also", "among", "another", "any", "are", "become", "been", "before", "below", "between", "both", "cent", "could", "date", "does", "during",
        "each", "either", "end", "ever", "exceed", "fewer", "first", "five", "from", "have", "held", "into", "last", "least", "less", "long", "make", "many", "more", "most", "much", "named", "next",
        "never", "number", "once", "only", "open", "other", "over", "part", "per", "percent", "publicly", "reach", "same", "second", "some", "still", "such", "take", "than", "that", "their", "them", "then", "there",
        "these", "they", "this", "thousand", "three", "through", "time", "under", "until", "very", "were", "what", "when", "where", "whether", "which", "while", "will", "with", "within", "without", "would", "year", "years",
        "million", "billion", "month", "months", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december",
    }.ToFrozenSet();

    private readonly IReadOnlyList<Line> lines;
    private readonly int needed;

    private Terms(IReadOnlyList<Line> lines, int needed, bool areOwn) => (this.lines, this.needed, AreOwn) = (lines, needed, areOwn);

    /// <summary>Whether moderators wrote them.</summary>
    public bool AreOwn { get; }

    /// <summary>As they are written, one a line.</summary>
    public IEnumerable<string> Written => lines.Select(line => line.Written);

    /// <summary>How many of them have to be there.</summary>
    public int Needed => needed;

    /// <param name="written">What moderators wrote, a term a line; null or empty where they wrote none.</param>
    public static Terms Of(string title, string? written)
    {
        var own = Split(written).Select(Line.Read).Where(line => line.Parts.Count > 0).ToList();
        if (own.Count > 0) return new(own, 1, areOwn: true);
        var words = SaidWords(title).Select(Line.Read).DistinctBy(line => line.Parts[0]).ToList();
        return new(words, Math.Max(FewestWords, (words.Count + 2) / 3), areOwn: false);
    }

    /// <summary>What was written, line by line.</summary>
    public static IEnumerable<string> Split(string? written) => (written ?? "").Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Whether a text holds enough of them.</summary>
    /// <returns>Those that it holds, and how strong that is; null where they are too few.</returns>
    public (string Reason, int Strength)? FindIn(ReadWords text)
    {
        List<string>? found = null;
        foreach (var line in lines)
            if (line.Parts.All(text.Hold)) (found ??= []).Add(line.Written);
        if (found is null || found.Count < needed) return null;
        return (Reading.Markup.Cut(string.Join(", ", found), WireMatch.ReasonLength), found.Count + (AreOwn ? OwnStrength : 0));
    }

    // Names are short where they are capitals: EU, GPT, FDA. A year alone says nothing
    private static IEnumerable<string> SaidWords(string title) =>
        title.Split([.. title.Where(c => !char.IsLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries)
            .Where(word => !Common.Contains(word.ToLowerInvariant()) && word.Any(char.IsLetter) && (word.Length >= ShortestWord || (word.Length > 1 && word.All(c => char.IsUpper(c) || char.IsDigit(c)))));

    /// <summary>One line, with its parts as words that are compared.</summary>
    private sealed record Line(string Written, IReadOnlyList<string> Parts)
    {
        public static Line Read(string written) => new(written, [.. written.Split('+').Select(ReadWords.Compared).Where(part => part.Length > 0)]);
    }
}
