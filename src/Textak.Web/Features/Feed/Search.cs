using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

/// <summary>How a word is found in a text: as a whole word, as the beginning of one, or anywhere.</summary>
internal enum Match { Whole, Beginning, Inside }

/// <summary>
/// The boards that hold each of some words somewhere: in the question, its thesis or criteria, or in an argument that everybody sees. A word
/// of four letters or more is found where one begins with it, too, and one of a language that writes no spaces wherever it stands.
/// </summary>
public sealed class Search
{
    public const int MostWords = 8;

    /// <summary>What stands in more arguments than that tells no boards apart, and is looked for in the questions alone.</summary>
    public const int MostArguments = 10_000;

    /// <summary>How much of a text is shown round what was found, in characters.</summary>
    public const int LongestExcerpt = 160;
    private const int ShortestBeginning = 4, ShownArguments = 2;

    // How much it says that a word stands in the title, the rest of the question, an argument
    private const int InTitle = 3, InQuestion = 2, InArgument = 1;

    private readonly List<IReadOnlyList<long>> arguments = [];
    private readonly Dictionary<long, double> ranks = [];

    private Search(IReadOnlyList<string> words) => Words = words;

    public IReadOnlyList<string> Words { get; }

    /// <summary>Those of the words that were looked for in the questions alone.</summary>
    public IReadOnlyList<string> Common { get; private set; } = [];
    public IReadOnlyCollection<long> Boards { get; private set; } = [];

    /// <summary>The different words of what was typed.</summary>
    public static IReadOnlyList<string> WordsOf(string typed) => [.. Plain.Words(typed).Distinct(StringComparer.Ordinal)];

    /// <param name="ranks">Whether the boards are to be put in order by it: <see cref="Rank"/>.</param>
    public static async Task<Search> ReadAsync(TextakDb db, IReadOnlyList<string> words, bool ranks, CancellationToken stop)
    {
        var search = new Search(words);
        HashSet<long>? boards = null;
        // Where the server has no index, every text is looked through
        var isIndexed = db.Database.IsSqlite() || await Data.SqlServer.TextSearch.IsThereAsync(db, stop);
        foreach (var word in words)
        {
            var asked = await QuestionsAsync(db, word, inTitle: false, isIndexed, stop);
            var titles = ranks && asked.Count > 0 ? await QuestionsAsync(db, word, inTitle: true, isIndexed, stop) : [];
            var said = await ArgumentsAsync(db, word, isIndexed, stop);
            if (said.Count > MostArguments) (search.Common, said) = ([.. search.Common, word], []);
            search.arguments.Add(said);
            var found = asked.Concat(said.Select(ArgumentKey.Board)).ToHashSet();
            if (ranks) search.Weigh(titles.ToHashSet(), asked, said);
            if (boards is null) boards = found;
            else boards.IntersectWith(found);
            if (boards.Count == 0) break;
        }
        search.Boards = boards ?? [];
        return search;
    }

    /// <summary>
    /// How well a board matches, more being better: three for each word in its title, two for one in the rest of the question, one for one that is in its
    /// arguments alone, and where that is the same the number of arguments with any of them.
    /// </summary>
    internal double Rank(long board) => ranks.GetValueOrDefault(board);

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
        var at = 0;
        foreach (var (start, end) in WordsIn(text).Concat(PartsIn(text)).OrderBy(hit => hit.Start).ThenByDescending(hit => hit.End))
        {
            if (start < at) continue;
            yield return (start, end);
            at = end;
        }
    }

    private IEnumerable<(int Start, int End)> WordsIn(string text)
    {
        var looked = Words.Where(word => MatchOf(word) is not Match.Inside).Select(word => (Word: Folded(word), IsWhole: MatchOf(word) is Match.Whole)).ToList();
        if (looked.Count == 0) yield break;
        for (var start = 0; start < text.Length; start++)
        {
            if (!char.IsLetterOrDigit(text[start])) continue;
            var end = start + 1;
            while (end < text.Length && char.IsLetterOrDigit(text[end])) end++;
            var word = Folded(text[start..end]);
            if (looked.Exists(l => l.IsWhole ? word == l.Word : word.StartsWith(l.Word, StringComparison.Ordinal))) yield return (start, end);
            start = end;
        }
    }

    private IEnumerable<(int Start, int End)> PartsIn(string text)
    {
        foreach (var word in Words.Where(word => MatchOf(word) is Match.Inside))
            for (var start = 0; (start = text.IndexOf(word, start, StringComparison.OrdinalIgnoreCase)) >= 0; start += word.Length) yield return (start, start + word.Length);
    }

    private void Weigh(HashSet<long> titles, List<long> asked, List<long> said)
    {
        foreach (var board in asked) Add(board, titles.Contains(board) ? InTitle : InQuestion);
        var questions = asked.ToHashSet();
        foreach (var (board, count) in said.CountBy(ArgumentKey.Board)) Add(board, (questions.Contains(board) ? 0 : InArgument) + Math.Min(count, 999) / (1000d * MostWords));

        void Add(long board, double more) => ranks[board] = ranks.GetValueOrDefault(board) + more;
    }

    private static Match MatchOf(string word) => Plain.IsUnspaced(word) ? Match.Inside : word.Length >= ShortestBeginning ? Match.Beginning : Match.Whole;

    /// <summary>Without accents and case, as the indexes have it.</summary>
    private static string Folded(string word) => string.Concat(word.Normalize(NormalizationForm.FormD)
        .Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not UnicodeCategory.NonSpacingMark)).ToLowerInvariant();

    private static Task<List<long>> QuestionsAsync(TextakDb db, string word, bool inTitle, bool isIndexed, CancellationToken stop) =>
        db.Database.IsSqlite() ? Data.Sqlite.TextSearch.QuestionsAsync(db, word, MatchOf(word), inTitle, stop)
        : isIndexed && MatchOf(word) is not Match.Inside ? Data.SqlServer.TextSearch.QuestionsAsync(db, word, MatchOf(word), inTitle, stop)
        : QuestionsByPattern(db, word, inTitle).ToListAsync(stop);

    // One more than is wanted, to see that there are more
    private static Task<List<long>> ArgumentsAsync(TextakDb db, string word, bool isIndexed, CancellationToken stop) =>
        db.Database.IsSqlite() ? Data.Sqlite.TextSearch.ArgumentsAsync(db, word, MatchOf(word), MostArguments + 1, stop)
        : isIndexed && MatchOf(word) is not Match.Inside ? Data.SqlServer.TextSearch.ArgumentsAsync(db, word, MatchOf(word), MostArguments + 1, stop)
        : ArgumentsByPattern(db, word).ToListAsync(stop);

    /// <summary>The same where there is no full-text index, or SQL Server's would have to find within words: the letters of a word anywhere.</summary>
    internal static IQueryable<long> QuestionsByPattern(TextakDb db, string word, bool inTitle) => (inTitle
        ? db.Forecasts.Where(f => EF.Functions.Like(f.Title, "%" + word + "%"))
        : db.Forecasts.Where(f => EF.Functions.Like(f.Title, "%" + word + "%") || EF.Functions.Like(f.Thesis, "%" + word + "%") || EF.Functions.Like(f.Criteria, "%" + word + "%"))).Select(f => f.Id);

    /// <inheritdoc cref="QuestionsByPattern"/>
    internal static IQueryable<long> ArgumentsByPattern(TextakDb db, string word) => db.Arguments
        .Where(a => a.HiddenAt == null && EF.Functions.Like(a.Text, "%" + word + "%"))
        .OrderByDescending(a => a.Id).Take(MostArguments + 1).Select(a => a.ForecastId * ArgumentKey.Boards + a.Id);
}
