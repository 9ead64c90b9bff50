using Textak.Web.Features.Arguments;
using Textak.Web.Features.Signals;
using Textak.Web.Features.Wire;

namespace Textak.Web.Features.Api;

/// <summary>The news that waits for a decision.</summary>
public sealed record ApiNews
{
    /// <summary>A part of it.</summary>
    public required IReadOnlyList<ApiNewsItem> Items { get; init; }

    /// <summary>How many there are in all.</summary>
    /// <example>1</example>
    public required int Count { get; init; }
}

/// <summary>A piece of news that a feed brought. What it says are strangers' words.</summary>
public sealed record ApiNewsItem
{
    /// <summary>Its number.</summary>
    /// <example>5</example>
    public required long Id { get; init; }

    /// <summary>As it stands there.</summary>
    /// <example>"A new open model tops the index"</example>
    public required string Headline { get; init; }

    /// <summary>Where it stands; null where the feed doesn't say.</summary>
    /// <example>"https://example.org/news/7"</example>
    public required string? Link { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>"Example News"</example>
    public required string Source { get; init; }

    /// <summary>More of it; empty where the feed says no more.</summary>
    /// <example>""</example>
    public required string Summary { get; init; }

    /// <summary>When it was published, or found where it doesn't say.</summary>
    /// <example>"2027-02-01T00:00:00Z"</example>
    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Whether it says when it was published.</summary>
    /// <example>true</example>
    public required bool Dated { get; init; }

    /// <summary>The feed that brought it.</summary>
    /// <example>"Example News"</example>
    public required string Feed { get; init; }

    /// <summary>How near that is to what it tells.</summary>
    /// <example>"direct"</example>
    public required Grade Grade { get; init; }

    /// <summary>What became of it.</summary>
    /// <example>"waiting"</example>
    public required WireState State { get; init; }

    /// <summary>Who is at it; null for nobody.</summary>
    /// <example>null</example>
    public required string? Holder { get; init; }

    /// <summary>The forecasts that it may bear on, the strongest first.</summary>
    public required IReadOnlyList<ApiMatch> Matches { get; init; }

    /// <summary>Items that are one story with it.</summary>
    public required IReadOnlyList<ApiOtherNews> Told { get; init; }

    /// <summary>Items that may be.</summary>
    public required IReadOnlyList<ApiOtherNews> Alike { get; init; }

    internal static ApiNewsItem Of(WireCard card) => new()
    {
        Id = card.Item.Id, Headline = card.Item.Headline, Link = card.Item.Link, Source = card.SourceName, Summary = card.Item.Summary, PublishedAt = card.Item.PublishedAt, Dated = card.Item.IsDated,
        Feed = card.Item.Feed!.Name, Grade = card.Item.Feed.Grade, State = card.Item.State, Holder = card.Holder,
        Matches = [.. card.Item.Matches.OrderByDescending(m => m.Strength).ThenBy(m => m.ForecastId).Select(ApiMatch.Of)], Told = [.. card.Told.Select(ApiOtherNews.Of)], Alike = [.. card.Alike.Select(ApiOtherNews.Of)],
    };
}

/// <summary>A forecast that news may bear on.</summary>
public sealed record ApiMatch
{
    /// <summary>The forecast.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>Its question.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public required string Title { get; init; }

    /// <summary>The terms by which it was found.</summary>
    /// <example>"open weights + frontier"</example>
    public required string Reason { get; init; }

    /// <summary>How strong that is: the more, the likelier it is no chance.</summary>
    /// <example>11</example>
    public required int Strength { get; init; }

    /// <summary>Whether the forecast takes signals still.</summary>
    /// <example>true</example>
    public required bool Open { get; init; }

    internal static ApiMatch Of(WireMatch m) => new() { Slug = m.Forecast!.Slug, Title = m.Forecast.Title, Reason = m.Reason, Strength = m.Strength, Open = m.Forecast.IsOpen };
}

/// <summary>Another item in a few words.</summary>
public sealed record ApiOtherNews
{
    /// <summary>Its number.</summary>
    /// <example>6</example>
    public required long Id { get; init; }

    /// <summary>As it stands there.</summary>
    /// <example>"Open model leads index"</example>
    public required string Headline { get; init; }

    /// <summary>Who published it.</summary>
    /// <example>"Another News"</example>
    public required string Source { get; init; }

    /// <summary>Where it stands.</summary>
    /// <example>null</example>
    public required string? Link { get; init; }

    /// <summary>What became of it.</summary>
    /// <example>"accepted"</example>
    public required WireState State { get; init; }

    internal static ApiOtherNews Of(WireCard.Other o) => new() { Id = o.Id, Headline = o.Headline, Source = o.Source, Link = o.Link, State = o.State };
}

/// <summary>What is to become of a piece of news.</summary>
public sealed record ApiNewsDecision
{
    /// <summary>Claim and release decide nothing.</summary>
    /// <example>"accept"</example>
    public WireAct? Act { get; init; }

    /// <summary>Where it is accepted, the boards of which it becomes a signal: of those among its matches.</summary>
    public IReadOnlyList<ApiBearing?>? Boards { get; init; }

    /// <summary>Where it is merged, the number of the item with which it is one story.</summary>
    /// <example>null</example>
    public long? Into { get; init; }
}

/// <summary>Which way news points for a forecast.</summary>
public sealed record ApiBearing
{
    /// <summary>The forecast.</summary>
    /// <example>"open-source-frontier"</example>
    public string? Slug { get; init; }

    /// <summary>Which way; null leaves it out.</summary>
    /// <example>"for"</example>
    public Direction? Direction { get; init; }
}

/// <summary>By which terms news is found for a forecast.</summary>
public sealed record ApiTerms
{
    /// <summary>The terms that moderators wrote; without any, the longer words of the question.</summary>
    public required IReadOnlyList<string> Terms { get; init; }

    /// <summary>Whether moderators wrote them: then they hold for feeds of every category.</summary>
    /// <example>true</example>
    public required bool Own { get; init; }

    /// <summary>How many of them have to stand in the news.</summary>
    /// <example>1</example>
    public required int Needed { get; init; }

    internal static ApiTerms Of(Terms terms) => new() { Terms = [.. terms.Written], Own = terms.AreOwn, Needed = terms.Needed };
}

/// <summary>New terms by which news is found for a forecast.</summary>
public sealed record ApiNewTerms
{
    /// <summary>At most 30. Of “open weights + licence” both parts have to stand in the news. Without any, the words of the question serve again.</summary>
    public IReadOnlyList<string>? Terms { get; init; }
}
