using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Wire;
using Textak.Web.Features.Wire.Reading;

namespace Textak.Web.Features.Api;

/// <summary>An address from which news comes in, and how its last reading went.</summary>
public sealed record ApiFeed
{
    /// <summary>Its number.</summary>
    /// <example>2</example>
    public required int Id { get; init; }

    /// <summary>What its news comes from.</summary>
    /// <example>"Example News"</example>
    public required string Name { get; init; }

    /// <summary>Where it is.</summary>
    /// <example>"https://news.example/feed.xml"</example>
    public required string Address { get; init; }

    /// <summary>What it is about: by that its news grows old.</summary>
    /// <example>"models"</example>
    public required Category Category { get; init; }

    /// <summary>How near it is to what it tells.</summary>
    /// <example>"direct"</example>
    public required Grade Grade { get; init; }

    /// <summary>Whether it is left alone.</summary>
    /// <example>false</example>
    public required bool Paused { get; init; }

    /// <summary>When it was registered.</summary>
    /// <example>"2027-01-01T00:00:00Z"</example>
    public required DateTimeOffset RegisteredAt { get; init; }

    /// <summary>When it was tried last; null for never.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset? TriedAt { get; init; }

    /// <summary>When that went well last; null for never.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset? ReadAt { get; init; }

    /// <summary>When it is to be read next, unless it is paused.</summary>
    /// <example>"2027-03-01T12:15:00Z"</example>
    public required DateTimeOffset NextAt { get; init; }

    /// <summary>How often in a row it could not be read.</summary>
    /// <example>0</example>
    public required int Failures { get; init; }

    /// <summary>What it turned out to be; null until it was read.</summary>
    /// <example>"rss"</example>
    public required FeedFormat? Format { get; init; }

    /// <summary>How many items it held when it was read last.</summary>
    /// <example>30</example>
    public required int Items { get; init; }

    /// <summary>What could not be read.</summary>
    public required IReadOnlyList<string> Problems { get; init; }

    /// <summary>How many of its items came into the news, ever; null in lists.</summary>
    /// <example>12</example>
    public required int? Found { get; init; }

    /// <summary>How many of those became signals; null in lists.</summary>
    /// <example>3</example>
    public required int? Accepted { get; init; }

    internal static ApiFeed Of(WireFeed feed) => Of(feed, null);

    internal static ApiFeed Of(WireFeed feed, (int Found, int Accepted)? counted) => new()
    {
        Id = feed.Id, Name = feed.Name, Address = feed.Address, Category = feed.Category, Grade = feed.Grade, Paused = feed.IsPaused, RegisteredAt = feed.RegisteredAt, TriedAt = feed.TriedAt, ReadAt = feed.ReadAt,
        NextAt = feed.NextAt, Failures = feed.Failures, Format = feed.Format, Items = feed.Items, Problems = feed.Problems.Split('\n', StringSplitOptions.RemoveEmptyEntries),
        Found = counted?.Found, Accepted = counted?.Accepted,
    };
}

/// <summary>A feed as an admin says it.</summary>
public sealed record ApiNewFeed
{
    /// <summary>What its news comes from; it stands beside each of its signals. At most 80 characters.</summary>
    /// <example>"Example News"</example>
    public string? Name { get; init; }

    /// <summary>Where it is; nothing inside a network is read.</summary>
    /// <example>"https://news.example/feed.xml"</example>
    public string? Address { get; init; }

    /// <summary>What it is about.</summary>
    /// <example>"models"</example>
    public Category? Category { get; init; }

    /// <summary>How near it is to what it tells.</summary>
    /// <example>"direct"</example>
    public Grade? Grade { get; init; }

    internal TypedFeed Typed => new(Name, Address, Category?.ToString(), Grade?.ToString());
}

/// <summary>What is to become of a feed.</summary>
public sealed record ApiFeedState
{
    /// <summary>Read asks for it once more as soon as there is time.</summary>
    /// <example>"pause"</example>
    public FeedAct? Act { get; init; }
}
