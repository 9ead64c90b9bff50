namespace Textak.Web.Features.Api;

/// <summary>What an account follows.</summary>
public sealed record ApiFollowing
{
    /// <summary>Forecasts on whose boards it wants to hear of what happens, at most 500.</summary>
    public required IReadOnlyList<ApiFollowedForecast> Forecasts { get; init; }

    /// <summary>Authors whose arguments it wants to hear of, at most 500.</summary>
    public required IReadOnlyList<ApiFollowedPerson> People { get; init; }
}

/// <summary>A forecast that is followed.</summary>
public sealed record ApiFollowedForecast
{
    /// <summary>Its name in addresses.</summary>
    /// <example>"open-source-frontier"</example>
    public required string Slug { get; init; }

    /// <summary>The question.</summary>
    /// <example>"Will an open model lead by the end of 2027?"</example>
    public required string Title { get; init; }

    /// <summary>Since when.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }
}

/// <summary>An author who is followed.</summary>
public sealed record ApiFollowedPerson
{
    /// <summary>The name as everybody sees it.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Name { get; init; }

    /// <summary>Whether it is a program.</summary>
    /// <example>false</example>
    public required bool Program { get; init; }

    /// <summary>Since when.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }
}
