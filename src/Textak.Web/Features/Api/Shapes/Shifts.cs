using Textak.Web.Features.Feed;

namespace Textak.Web.Features.Api;

/// <summary>A forecast whose number moved.</summary>
public sealed record ApiShift
{
    /// <summary>The forecast with its figures as they are now.</summary>
    public required ApiForecast Forecast { get; init; }

    /// <summary>When its number changed last.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset MovedAt { get; init; }

    /// <summary>The percent before that; null where it looks the same, or there was none.</summary>
    /// <example>69</example>
    public required int? From { get; init; }

    /// <summary>Points within 24 hours, or since the first number where that is later.</summary>
    /// <example>3</example>
    public required int? Movement { get; init; }

    internal static ApiShift Of(Tile tile) => new()
    {
        Forecast = ApiForecast.Of(tile.Forecast, tile.Numbers), MovedAt = tile.Forecast.MovedAt!.Value, From = tile.MovedFrom, Movement = tile.Movement(Shifts.Over),
    };
}
