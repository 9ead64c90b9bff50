using System.Collections.Frozen;
using System.Globalization;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>A question as it is being typed, and whether it can be asked: by yes or no, until a day, by criteria that can fail.</summary>
public sealed record Draft(string? Title, string? Thesis, string? Why, string? Criteria, string? Category, string? Horizon)
{
    public const int ShortestTitle = 15, ShortestCriteria = 60;
    private const int FewestDays = 7, MostYears = 10;

    private static readonly FrozenSet<string> Open = new[] { "what", "who", "whom", "whose", "which", "why", "how", "when", "where" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Vague = new[]
    {
        "significant", "significantly", "substantial", "substantially", "major", "many", "most", "often", "widely", "soon", "large", "important", "meaningful", "mainstream",
        "successful", "dramatic", "dramatically", "reasonable", "serious", "leading", "good", "better",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Conditions = new[] { "if", "when", "once", "unless", "true", "false", "yes" }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    private static readonly FrozenSet<string> Sources = new[]
    {
        "according", "source", "sources", "published", "publishes", "report", "reports", "reported", "announced", "announces", "listed", "register", "database", "statistics", "press", "official", "website",
    }.ToFrozenSet(StringComparer.OrdinalIgnoreCase);

    /// <summary>As a form shows it that is opened on what there is.</summary>
    public static Draft Of(Proposal proposal) => new(
        proposal.Title, proposal.Thesis, proposal.WhyItMatters, proposal.Criteria, proposal.Category.ToString(), proposal.Horizon.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));

    /// <summary>The question, or all that keeps it from being one.</summary>
    public (Question? Question, IReadOnlyList<Refusal> Problems) Read(DateTimeOffset now)
    {
        var (title, thesis, why, criteria) = (Plain.Text(Title), Plain.Text(Thesis), Plain.Text(Why), Plain.Text(Criteria));
        DateOnly? day = DateOnly.TryParseExact(Horizon, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var horizon) ? horizon : null;
        Category? category = Enum.TryParse<Category>(Category, ignoreCase: true, out var read) && Enum.IsDefined(read) && !char.IsAsciiDigit(Category![0]) ? read : null;
        var problems = new (string Field, string? Problem)[]
        {
            (nameof(Title), ProblemOfTitle(title)),
            (nameof(Thesis), ProblemOf(thesis, 10, Forecast.ThesisLength, "Say in a sentence what the question claims.")),
            (nameof(Why), why.Length == 0 ? null : ProblemOf(why, 1, Forecast.ProseLength, "")),
            (nameof(Criteria), ProblemOfCriteria(criteria)),
            (nameof(Horizon), ProblemOfHorizon(day, DateOnly.FromDateTime(now.UtcDateTime))),
            (nameof(Category), category is null ? "Choose what it is about." : null),
        }.Where(found => found.Problem is not null).Select(found => new Refusal(found.Field, found.Problem!)).ToList();
        return problems.Count > 0 ? (null, problems) : (new(title, thesis, why.Length == 0 ? null : why, criteria, category!.Value, day!.Value), []);
    }

    /// <summary>What could be better, and keeps nobody from proposing it.</summary>
    public IReadOnlyList<Refusal> Advice()
    {
        var advice = new List<Refusal>();
        foreach (var (field, text) in new[] { (nameof(Title), Plain.Text(Title)), (nameof(Criteria), Plain.Text(Criteria)) })
            if (Words(text).FirstOrDefault(Vague.Contains) is { } vague) advice.Add(new(field, $"“{vague}” can be read in several ways: say how much, or by what it is measured."));
        var criteria = Plain.Text(Criteria);
        if (criteria.Length > 0 && !criteria.Contains("://", StringComparison.Ordinal) && !Words(criteria).Any(Sources.Contains))
            advice.Add(new(nameof(Criteria), "Name the source by which it will be decided: a publication, a register, an address."));
        if (Words(Plain.Text(Title)).Contains("or", StringComparer.OrdinalIgnoreCase)) advice.Add(new(nameof(Title), "Is this one question? With “or” it may be two."));
        return advice;
    }

    // By yes or no: a question that begins like these has other answers
    private static string? ProblemOfTitle(string title) =>
        ProblemOf(title, ShortestTitle, Forecast.TitleLength, $"Ask it in at least {ShortestTitle} characters.")
        ?? (Words(title).FirstOrDefault() is { } first && Open.Contains(first) ? $"A question that begins with “{first}” can’t be answered by yes or no: ask whether something will have happened." : null);

    // What can't fail is no forecast: there is something that has to be so
    private static string? ProblemOfCriteria(string criteria) =>
        ProblemOf(criteria, ShortestCriteria, Forecast.ProseLength, $"Say in at least {ShortestCriteria} characters what makes it true, by which source, until when.")
        ?? (Words(criteria).Any(Conditions.Contains) ? null : "Say what makes it true and what false: “True if …, false otherwise.”");

    private static string? ProblemOfHorizon(DateOnly? day, DateOnly today) =>
        day is not { } horizon ? "Give the last day on which it can come true."
        : horizon < today.AddDays(FewestDays) ? $"Leave at least {FewestDays} days to argue about it."
        : horizon > today.AddYears(MostYears) ? $"That is too far: at most {MostYears} years."
        : null;

    private static string? ProblemOf(string text, int shortest, int longest, string tooShort) =>
        text.Length < shortest ? tooShort
        // As the databases count it
        : text.Length > longest ? $"That is {text.Length} characters; at most {longest} are taken."
        : Plain.Problem(text);

    private static IEnumerable<string> Words(string text) =>
        text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(word => word.Trim('.', ',', ';', ':', '?', '!', '(', ')', '"', '“', '”', '\'')).Where(word => word.Length > 0);
}
