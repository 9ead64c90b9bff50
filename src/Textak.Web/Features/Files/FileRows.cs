namespace Textak.Web.Features.Files;

/// <summary>A forecast in a file.</summary>
/// <param name="Probability">In (0,1); null while nobody estimates, and where it is held back from whoever reads.</param>
/// <param name="Seq">The newest event of its log.</param>
public sealed record BoardRow(
    string Slug, string Title, string Thesis, string? WhyItMatters, string Category, string Status, DateTimeOffset OpenedAt, DateOnly Horizon, string Criteria, int CriteriaNumber,
    DateTimeOffset? ClosedAt, DateTimeOffset? ResolvedAt, bool? Outcome, string? Resolution, double? Probability, int Estimates, int For, int Against, int Sources, string Confidence, long Seq);

/// <summary>An argument that everybody sees, in a file.</summary>
/// <param name="Answers">The argument that it rebuts, be it hidden by now or not.</param>
/// <param name="Strength">The mean of its votes as it is put in order by; null where there is none.</param>
/// <param name="Named">How many say that it moved them, and how many of them changed an estimate; null where that is held back from whoever reads.</param>
/// <param name="Points">What it moved in percentage points and in natural log-odds; likewise.</param>
/// <param name="Sources">The web addresses that it cites, with blanks between them.</param>
public sealed record SaidRow(
    string Slug, long Id, long? Answers, string Side, string Text, string Author, DateTimeOffset PostedAt, int Edition, DateTimeOffset? EditedAt, int Votes, double? Strength, int Agreements,
    int? Named, int? Moved, double? Points, double? LogOdds, string Sources);

/// <summary>A piece of news, in a file.</summary>
public sealed record SignalRow(string Slug, string Headline, string? Source, string? Link, DateTimeOffset PublishedAt, string Direction);

/// <summary>A board's number from one event on, in a file: probabilities in (0,1), null while nobody estimates.</summary>
public sealed record HistoryRow(string Slug, long Seq, DateTimeOffset At, double? Probability, double? Lower, double? Upper, double? Mean, int Estimates);
