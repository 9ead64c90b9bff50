using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Forecasts;
using static Textak.Forecasting.Percent;

namespace Textak.Web.Features.Api;

/// <summary>The figures of a forecast.</summary>
public sealed record ApiNumbers
{
    /// <summary>The probability in whole percent; null while nobody has estimated, and where it is held back.</summary>
    /// <example>72</example>
    public required int? Percent { get; init; }

    /// <summary>The likelihood word for it (ICD 203).</summary>
    /// <example>"likely"</example>
    public required string Word { get; init; }

    /// <summary>Points since seven days ago.</summary>
    /// <example>3</example>
    public required int? Movement { get; init; }

    /// <summary>Why it moved, in a line; empty where nothing did, and in lists.</summary>
    /// <example>"+3: minds changed +2, newcomers +1"</example>
    public required string Why { get; init; }

    /// <summary>How dense the evidence is: high, moderate or low.</summary>
    /// <example>"moderate"</example>
    public required string Confidence { get; init; }

    /// <summary>Current estimates behind it.</summary>
    /// <example>12</example>
    public required int Estimates { get; init; }

    /// <summary>Independent sources behind the visible arguments and the signals.</summary>
    /// <example>5</example>
    public required int Sources { get; init; }

    /// <summary>Visible arguments for.</summary>
    /// <example>4</example>
    public required int For { get; init; }

    /// <summary>Visible arguments against.</summary>
    /// <example>3</example>
    public required int Against { get; init; }

    /// <summary>How many estimates are in each bar of the histogram; empty before the first, and in lists.</summary>
    public required IReadOnlyList<int> Bars { get; init; }

    /// <summary>Whether others' numbers are missing because the account wants to set its own first.</summary>
    /// <example>false</example>
    public required bool HeldBack { get; init; }

    internal static ApiNumbers Of(Numbers numbers, int sources) => new()
    {
        Percent = numbers.Percent, Word = numbers.Word, Movement = numbers.Movement, Why = numbers.Why, Confidence = numbers.ConfidenceWord, Estimates = numbers.Estimates,
        Sources = sources, For = numbers.For, Against = numbers.Against, Bars = numbers.Bars, HeldBack = numbers.AreHeldBack,
    };
}

/// <summary>A forecast: the question, where it stands, and its figures.</summary>
public sealed record ApiForecast
{
    /// <summary>Its name in addresses.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The question.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public required string Title { get; init; }

    /// <summary>What it claims.</summary>
    /// <example>"An open model leads by then."</example>
    public required string Thesis { get; init; }

    /// <summary>Why it matters; null where nobody said.</summary>
    /// <example>null</example>
    public required string? WhyItMatters { get; init; }

    /// <summary>What it is about.</summary>
    /// <example>"models"</example>
    public required Category Category { get; init; }

    /// <summary>The last day on which it can come true, UTC.</summary>
    /// <example>"2027-12-31"</example>
    public required DateOnly Horizon { get; init; }

    /// <summary>Where it stands.</summary>
    /// <example>"open"</example>
    public required Status Status { get; init; }

    /// <summary>When it opened.</summary>
    /// <example>"2027-01-01T00:00:00Z"</example>
    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>When it stopped taking estimates; null while it takes them.</summary>
    /// <example>null</example>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>When it was resolved; null before.</summary>
    /// <example>null</example>
    public required DateTimeOffset? ResolvedAt { get; init; }

    /// <summary>The newest event of its log.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>Its figures.</summary>
    public required ApiNumbers Numbers { get; init; }

    /// <summary>In a list that was searched for: up to two arguments with most of the words, as everybody sees them.</summary>
    public IReadOnlyList<ApiHit> Found { get; init; } = [];

    internal static ApiForecast Of(Forecast f, Numbers numbers) => new()
    {
        Slug = f.Slug, Title = f.Title, Thesis = f.Thesis, WhyItMatters = f.WhyItMatters, Category = f.Category, Horizon = f.Horizon, Status = f.Status, OpenedAt = f.OpenedAt,
        ClosedAt = f.ClosedAt, ResolvedAt = f.ResolvedAt, Seq = f.LastSeq, Numbers = ApiNumbers.Of(numbers, f.Sources),
    };
}

/// <summary>An argument in which a search found its words.</summary>
public sealed record ApiHit
{
    /// <summary>The argument.</summary>
    /// <example>17</example>
    public required long ArgumentId { get; init; }

    /// <summary>Which way it pulls.</summary>
    /// <example>"for"</example>
    public required Side Side { get; init; }

    /// <summary>So much of its text as stands round the first of the words, in parts.</summary>
    public required IReadOnlyList<ApiHitPart> Parts { get; init; }

    internal static ApiHit Of(ArgumentView argument, Search search) => new()
    {
        ArgumentId = argument.Id, Side = argument.Side,
        Parts = [.. search.Marked(search.Excerpt(argument.Text!, Search.LongestExcerpt)).Select(part => new ApiHitPart { Text = part.Text, Hit = part.IsHit })],
    };
}

/// <summary>A part of a text.</summary>
public sealed record ApiHitPart
{
    /// <summary>What it says.</summary>
    /// <example>"releases"</example>
    public required string Text { get; init; }

    /// <summary>Whether it is one of the words that were looked for.</summary>
    /// <example>true</example>
    public required bool Hit { get; init; }
}

/// <summary>One version of the resolution criteria.</summary>
public sealed record ApiCriteriaVersion
{
    /// <summary>1, 2, 3, ...; the highest is in force.</summary>
    /// <example>1</example>
    public required int Number { get; init; }

    /// <summary>The event that brought it; its ETag while it is in force.</summary>
    /// <example>1</example>
    public required long Seq { get; init; }

    /// <summary>What it says.</summary>
    /// <example>"True if two independent sources say so; false otherwise."</example>
    public required string Text { get; init; }

    /// <summary>Who wrote it.</summary>
    /// <example>"Textak Editorial"</example>
    public required string By { get; init; }

    /// <summary>Since when.</summary>
    /// <example>"2027-01-01T00:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>Why it took the place of the one before; null for the first.</summary>
    /// <example>null</example>
    public required string? Why { get; init; }

    /// <summary>How many current estimates stand on it.</summary>
    /// <example>12</example>
    public required int Standing { get; init; }

    internal static ApiCriteriaVersion Of(CriteriaView.Version v) => new() { Number = v.Number, Seq = v.Seq, Text = v.Text, By = v.By, At = v.At, Why = v.Why, Standing = v.Standing };
}

/// <summary>A forecast's resolution criteria with all their versions, the newest first.</summary>
public sealed record ApiCriteria
{
    /// <summary>The one in force first.</summary>
    public required IReadOnlyList<ApiCriteriaVersion> Versions { get; init; }

    internal static ApiCriteria Of(CriteriaView view) => new() { Versions = [.. view.Versions.Select(ApiCriteriaVersion.Of)] };
}

/// <summary>The number from one moment on, each value in percent with a digit after the point; null where nobody estimated.</summary>
public sealed record ApiPoint
{
    /// <summary>The event that made it.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>When.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>The recency-weighted median.</summary>
    /// <example>72</example>
    public required double? Percent { get; init; }

    /// <summary>With upper: the middle half of the estimates.</summary>
    /// <example>60</example>
    public required double? Lower { get; init; }

    /// <summary>See lower.</summary>
    /// <example>80</example>
    public required double? Upper { get; init; }

    /// <summary>The geometric mean of odds.</summary>
    /// <example>70.5</example>
    public required double? Mean { get; init; }

    internal static ApiPoint Of(ProbabilityPoint p) => new() { Seq = p.Seq, At = p.At, Percent = Tenths(p.Probability), Lower = Tenths(p.LowerQuartile), Upper = Tenths(p.UpperQuartile), Mean = Tenths(p.GeometricMean) };
}
