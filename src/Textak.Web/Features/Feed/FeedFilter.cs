using Textak.Forecasting;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Feed;

/// <summary>In which order. Best is how well each matches what is searched for, and takes a search.</summary>
public enum Sort { Movers, Newest, Closing, Argued, Contested, Best }

/// <summary>Which statuses are shown.</summary>
public enum Stage { Open, Locked, Resolved }

/// <summary>Whose boards: those where the viewer argued or estimated, or those that they follow.</summary>
public enum Whose { Mine, Followed }

/// <summary>What of the feed is shown, and in which order: all of it stands in the address, so that it can be kept and handed on.</summary>
public sealed record FeedFilter
{
    public const int LongestQuery = 200;

    public Sort Sort { get; init; }

    /// <summary>Over which time movers moved.</summary>
    public Span Span { get; init; } = Span.Week;
    public Category? Category { get; init; }
    public Stage? Status { get; init; }
    public Confidence? Confidence { get; init; }
    public Whose? Boards { get; init; }

    /// <summary>What was typed, and the words of it that are looked for.</summary>
    public string Query { get; init; } = "";
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>The last place of the page before; null on the first page.</summary>
    public Place? After { get; init; }

    /// <summary>The order where none is chosen: what is searched for has the best first.</summary>
    public static Sort Usual(IReadOnlyList<string> words) => words.Count > 0 ? Sort.Best : Sort.Movers;

    /// <summary>What of the address can't be followed, a sentence each that says what is shown instead.</summary>
    public IReadOnlyList<string> Problems { get; private init; } = [];

    /// <summary>Whether it leaves anything out.</summary>
    public bool LeavesOut => Category is not null || Status is not null || Confidence is not null || Boards is not null || Words.Count > 0;

    /// <param name="isKnown">Whether the viewer has an account.</param>
    public static FeedFilter Of(IQueryCollection address, bool isKnown, DateTimeOffset now)
    {
        List<string> problems = [];
        var typed = Plain.Text(address["q"]);
        // A character isn't cut in two
        if (typed.Length > LongestQuery) typed = typed[..(char.IsHighSurrogate(typed[LongestQuery - 1]) ? LongestQuery - 1 : LongestQuery)];
        var words = Search.WordsOf(typed);
        if (typed.Length > 0 && words.Count == 0) problems.Add($"There is no word in “{typed}” to look for: letters or digits are.");
        if (words.Count > Search.MostWords) problems.Add($"The first {Search.MostWords} words are looked for; leave out some of the others.");
        var filter = new FeedFilter
        {
            Sort = Read<Sort>("sort", "order") is { } sort && (sort is not Sort.Best || words.Count > 0) ? sort : Usual(words),
            Span = Pick(address["span"].ToString(), Span.All, span => span.Word, "span", problems) ?? Span.Week,
            Category = Read<Category>("category", "category"),
            Status = Read<Stage>("status", "status"),
            Confidence = Read<Confidence>("confidence", "confidence"),
            Boards = Read<Whose>("boards", "choice of boards"),
            Query = typed,
            Words = [.. words.Take(Search.MostWords)],
        };
        if (filter.Boards is not null && !isKnown)
        {
            filter = filter with { Boards = null };
            problems.Add("Which boards are yours is known once you sign in: these are everybody’s.");
        }
        if (address["after"].ToString() is { Length: > 0 } after)
        {
            if (Place.TryParse(after, now, out var place)) filter = filter with { After = place };
            else problems.Add("Where this page was to begin can’t be read: this is the first one.");
        }
        return filter with { Problems = problems };

        T? Read<T>(string name, string what) where T : struct, Enum =>
            Pick(address[name].ToString(), Enum.GetValues<T>().Cast<T?>().ToList(), value => Word(value!.Value), what, problems);
    }

    /// <summary>As the address names a choice.</summary>
    public static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();

    /// <summary>The address of what is left without one of its choices, with what it leaves out.</summary>
    public IEnumerable<(string What, string Address)> Without()
    {
        if (Words.Count > 0) yield return ($"“{Query}”", (this with { Query = "", Words = [], Sort = Sort is Sort.Best ? Sort.Movers : Sort, After = null }).Address);
        if (Category is { } category) yield return (Word(category), (this with { Category = null, After = null }).Address);
        if (Status is { } status) yield return (Word(status), (this with { Status = null, After = null }).Address);
        if (Confidence is { } confidence) yield return ($"{Word(confidence)} confidence", (this with { Confidence = null, After = null }).Address);
        if (Boards is { } boards) yield return (Word(boards), (this with { Boards = null, After = null }).Address);
    }

    /// <summary>Where it is found again: what is as usual isn't said.</summary>
    public string Address => "/" + QueryString.Create(Parts(withQuery: true));

    /// <summary>All of it but what is typed and the page, for the form that searches in it.</summary>
    public IEnumerable<KeyValuePair<string, string?>> Fields => (this with { After = null }).Parts(withQuery: false);

    private IEnumerable<KeyValuePair<string, string?>> Parts(bool withQuery)
    {
        if (Sort != Usual(Words)) yield return new("sort", Word(Sort));
        if (Span != Span.Week) yield return new("span", Span.Word);
        if (Category is { } category) yield return new("category", Word(category));
        if (Status is { } status) yield return new("status", Word(status));
        if (Confidence is { } confidence) yield return new("confidence", Word(confidence));
        if (Boards is { } boards) yield return new("boards", Word(boards));
        if (withQuery && Query.Length > 0) yield return new("q", Query);
        if (After is { } after) yield return new("after", after.ToString());
    }

    private static T? Pick<T>(string typed, IReadOnlyList<T> choices, Func<T, string> word, string what, List<string> problems)
    {
        // What a form leaves open it sends empty
        if (string.IsNullOrWhiteSpace(typed)) return default;
        if (choices.FirstOrDefault(choice => word(choice).Equals(typed.Trim(), StringComparison.OrdinalIgnoreCase)) is { } picked) return picked;
        var plain = Plain.Text(typed);
        problems.Add($"There is no {what} “{(plain.Length > 40 ? plain[..39] + "…" : plain)}”; there is {string.Join(", ", choices.Select(word))}.");
        return default;
    }
}
