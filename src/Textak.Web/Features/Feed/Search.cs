using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

/// <summary>
/// The boards that hold each of some words somewhere: in the question, its thesis or criteria, or in an argument that everybody sees. A word
/// of four letters or more is found where one begins with it, too.
/// </summary>
public sealed class Search
{
    public const int MostWords = 8;

    /// <summary>What stands in more arguments than that tells no boards apart, and is looked for in the questions alone.</summary>
    public const int MostArguments = 10_000;

    /// <summary>How much of a text is shown round what was found, in characters.</summary>
    public const int LongestExcerpt = 160;
    private const int ShortestBeginning = 4, ShownArguments = 2;

    private readonly List<IReadOnlyList<long>> arguments = [];

    private Search(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    /// <summary>Those of the words that were looked for in the questions alone.</summary>
    public IReadOnlyList<string> Common { get; private set; } = [];
    public IReadOnlyCollection<long> Boards { get; private set; } = [];

    /// <summary>The different words of what was typed.</summary>
    public static IReadOnlyList<string> WordsOf(string typed) => [.. Plain.Words(typed).Distinct(StringComparer.Ordinal)];

    public static async Task<Search> ReadAsync(TextakDb db, IReadOnlyList<string> words, CancellationToken stop)
    {
        var search = new Search(words);
        HashSet<long>? boards = null;
        // Where the server has no index, every text is looked through
        var isIndexed = db.Database.IsSqlite() || await Data.SqlServer.TextSearch.IsThereAsync(db, stop);
        foreach (var word in words)
        {
            var found = (await QuestionsAsync(db, word, isIndexed, stop)).ToHashSet();
            var said = await ArgumentsAsync(db, word, isIndexed, stop);
            if (said.Count > MostArguments) search.Common = [.. search.Common, word];
            else
            {
                search.arguments.Add(said);
                foreach (var key in said) found.Add(ArgumentKey.Board(key));
            }
            if (boards is null) boards = found;
            else boards.IntersectWith(found);
            if (boards.Count == 0) break;
        }
        search.Boards = boards ?? [];
        return search;
    }

    /// <summary>Of some of its boards the arguments with most of the words, newest first where that is the same, as anybody may see them.</summary>
    public async Task<ILookup<long, ArgumentView>> ArgumentsAsync(TextakDb db, IReadOnlyCollection<long> boards, CancellationToken stop)
    {
        var on = boards.ToHashSet();
        var chosen = arguments.SelectMany(keys => keys).Where(key => on.Contains(ArgumentKey.Board(key)))
            .CountBy(key => key).GroupBy(one => ArgumentKey.Board(one.Key))
            .SelectMany(board => board.OrderByDescending(one => one.Value).ThenByDescending(one => one.Key).Take(ShownArguments))
            .Select((one, place) => (Id: ArgumentKey.Argument(one.Key), Board: ArgumentKey.Board(one.Key), Place: place)).ToDictionary(one => one.Id);
        var ids = chosen.Keys.ToList();
        var views = ids.Count == 0 ? [] : await db.Arguments.Where(a => ids.Contains(a.Id) && a.HiddenAt == null).VisibleTo(Viewer.Anyone).ToListAsync(stop);
        return views.Where(view => view.Text is not null).OrderBy(view => chosen[view.Id].Place).ToLookup(view => chosen[view.Id].Board);
    }

    /// <summary>A text in parts, and which of them are words that were looked for.</summary>
    public IEnumerable<(string Text, bool IsHit)> Marked(string text)
    {
        var at = 0;
        foreach (var (start, end) in Hits(text))
        {
            if (start > at) yield return (text[at..start], false);
            yield return (text[start..end], true);
            at = end;
        }
        if (at < text.Length) yield return (text[at..], false);
    }

    /// <summary>Whether a text holds one of the words.</summary>
    public bool IsIn(string text) => Hits(text).Any();

    /// <summary>So much of a text as stands round the first of the words in it.</summary>
    public string Excerpt(string text, int length)
    {
        if (text.Length <= length) return text;
        var hit = Hits(text).Select(hit => hit.Start).FirstOrDefault();
        var start = Math.Clamp(hit - length / 3, 0, text.Length - length);
        // From one space to another, so that neither a word nor a character is cut
        if (start > 0 && text.IndexOf(' ', start, hit - start) is > 0 and var space) start = space + 1;
        var end = Math.Min(text.Length, start + length);
        if (end < text.Length && text.LastIndexOf(' ', end - 1, end - hit) is > 0 and var last) end = last;
        if (start > 0 && char.IsLowSurrogate(text[start])) start--;
        if (end < text.Length && char.IsLowSurrogate(text[end])) end++;
        return $"{(start > 0 ? "… " : "")}{text[start..end]}{(end < text.Length ? " …" : "")}";
    }

    private IEnumerable<(int Start, int End)> Hits(string text)
    {
        var looked = Words.Select(Folded).ToList();
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetterOrDigit(text[start])) continue;
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            var word = Folded(text[start..end]);
            if (looked.Exists(l => Begins(l) ? word.StartsWith(l, StringComparison.Ordinal) : word == l)) yield return (start, end);
            start = end;
        }
    }

    private static bool Begins(string word) => word.Length >= ShortestBeginning;

    /// <summary>Without accents and case, as the indexes have it.</summary>
    private static string Folded(string word) => string.Concat(word.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static Task<List<long>> QuestionsAsync(TextakDb db, string word, bool isIndexed, CancellationToken stop) =>
        db.Database.IsSqlite() ? Data.Sqlite.TextSearch.QuestionsAsync(db, word, Begins(word), stop)
        : isIndexed ? Data.SqlServer.TextSearch.QuestionsAsync(db, word, Begins(word), stop)
        : QuestionsByPattern(db, word).ToListAsync(stop);

    // One more than is wanted, to see that there are more
    private static Task<List<long>> ArgumentsAsync(TextakDb db, string word, bool isIndexed, CancellationToken stop) =>
        db.Database.IsSqlite() ? Data.Sqlite.TextSearch.ArgumentsAsync(db, word, Begins(word), MostArguments + 1, stop)
        : isIndexed ? Data.SqlServer.TextSearch.ArgumentsAsync(db, word, Begins(word), MostArguments + 1, stop)
        : ArgumentsByPattern(db, word).ToListAsync(stop);

    /// <summary>The same where there is no full-text index: the letters of a word anywhere.</summary>
    internal static IQueryable<long> QuestionsByPattern(TextakDb db, string word) => db.Forecasts
        .Where(f => EF.Functions.Like(f.Title, "%" + word + "%") || EF.Functions.Like(f.Thesis, "%" + word + "%") || EF.Functions.Like(f.Criteria, "%" + word + "%")).Select(f => f.Id);

    /// <inheritdoc cref="QuestionsByPattern"/>
    internal static IQueryable<long> ArgumentsByPattern(TextakDb db, string word) => db.Arguments
        .Where(a => a.HiddenAt == null && EF.Functions.Like(a.Text, "%" + word + "%"))
        .OrderByDescending(a => a.Id).Take(MostArguments + 1).Select(a => a.ForecastId * ArgumentKey.Boards + a.Id);
}
