using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Resolution;

namespace Textak.Web.Features.Api;

/// <summary>A forecast with everything that stands on its board but for the arguments, the history and the signals, which are lists of their own.</summary>
public sealed record ApiBoard
{
    /// <summary>The question, where it stands, and its figures.</summary>
    public required ApiForecast Forecast { get; init; }

    /// <summary>The resolution criteria in force.</summary>
    public required ApiCriteriaVersion Criteria { get; init; }

    /// <summary>Why it stands where it stands, once it isn't open.</summary>
    public required ApiStanding Standing { get; init; }

    /// <summary>The argument that those above and those below the number weigh most differently; null where there is none, and where numbers are held back.</summary>
    public required ApiCrux? Crux { get; init; }

    /// <summary>Minutes that have to lie between two arguments of the same account; 0 for none.</summary>
    /// <example>0</example>
    public required int SlowMinutes { get; init; }

    /// <summary>What accounts that are younger than the forecast make of its number, in a sentence; empty where that is nothing.</summary>
    /// <example>""</example>
    public required string Brigade { get; init; }

    /// <summary>How many watch it now, at least.</summary>
    /// <example>8</example>
    public required int Watchers { get; init; }

    /// <summary>What is the account's own; null without a token.</summary>
    public required ApiOwn? Own { get; init; }

    internal static ApiBoard Of(Board board, int watchers, ApiOwn? own) => new()
    {
        Forecast = ApiForecast.Of(board.Forecast, board.Numbers), Criteria = ApiCriteriaVersion.Of(board.Criteria.Versions[0]), Standing = ApiStanding.Of(board.Standing),
        Crux = ApiCrux.Of(board.Crux), SlowMinutes = board.Forecast.SlowMinutes, Brigade = board.Brigade, Watchers = watchers, Own = own,
    };
}

/// <summary>Why a forecast stands where it stands.</summary>
public sealed record ApiStanding
{
    /// <summary>Why it came there; null where nobody had to say.</summary>
    /// <example>null</example>
    public required string? Reason { get; init; }

    /// <summary>Web addresses by which that can be checked.</summary>
    public required IReadOnlyList<string> Sources { get; init; }

    /// <summary>Who was early and right; empty until it came true or not.</summary>
    public required IReadOnlyList<ApiEarly> Early { get; init; }

    /// <summary>The arguments whose shifts moved people most towards the truth.</summary>
    public required IReadOnlyList<ApiSwayed> Helped { get; init; }

    /// <summary>Those whose shifts moved people most away from it.</summary>
    public required IReadOnlyList<ApiSwayed> Hurt { get; init; }

    internal static ApiStanding Of(Standing standing) => new()
    {
        Reason = standing.Reason, Sources = standing.Sources,
        Early = [.. (standing.Story?.Early ?? []).Select(p => new ApiEarly { Name = p.Name, Since = p.Since, Percent = p.Percent, Score = p.Score })],
        Helped = [.. (standing.Story?.Helped ?? []).Select(ApiSwayed.Of)], Hurt = [.. (standing.Story?.Hurt ?? []).Select(ApiSwayed.Of)],
    };
}

/// <summary>Somebody who was right early.</summary>
public sealed record ApiEarly
{
    /// <summary>Who.</summary>
    /// <example>"Ada Lovelace"</example>
    public required string Name { get; init; }

    /// <summary>From when on without a break.</summary>
    /// <example>"2027-02-01T00:00:00Z"</example>
    public required DateTimeOffset Since { get; init; }

    /// <summary>What they said last.</summary>
    /// <example>90</example>
    public required int Percent { get; init; }

    /// <summary>Time-averaged baseline score, in points.</summary>
    /// <example>51.1</example>
    public required double Score { get; init; }
}

/// <summary>What the shifts that name an argument did to the log score.</summary>
public sealed record ApiSwayed
{
    /// <summary>The argument.</summary>
    /// <example>17</example>
    public required long ArgumentId { get; init; }

    /// <summary>Nats: above 0 towards the truth.</summary>
    /// <example>0.35</example>
    public required double Gain { get; init; }

    internal static ApiSwayed Of(Story.Swayed swayed) => new() { ArgumentId = swayed.Argument.Id, Gain = swayed.Gain };
}

/// <summary>What divides a board.</summary>
public sealed record ApiCrux
{
    /// <summary>The argument.</summary>
    /// <example>17</example>
    public required long ArgumentId { get; init; }

    /// <summary>Its mean strength by those whose estimate is above the number, 0 to 5.</summary>
    /// <example>4.2</example>
    public required double Above { get; init; }

    /// <summary>Likewise below.</summary>
    /// <example>1.9</example>
    public required double Below { get; init; }

    internal static ApiCrux? Of(CruxView crux) => crux.Argument is { } argument ? new() { ArgumentId = argument.Id, Above = crux.Above, Below = crux.Below } : null;
}

/// <summary>What is an account's own on a board.</summary>
public sealed record ApiOwn
{
    /// <summary>What it says; null where it says nothing.</summary>
    public required ApiOwnEstimate? Estimate { get; init; }

    /// <summary>What it said until that grew stale, where it has said nothing since.</summary>
    public required ApiOwnEstimate? Lapsed { get; init; }

    /// <summary>Whether it is muted here.</summary>
    /// <example>false</example>
    public required bool Muted { get; init; }

    /// <summary>What a moderator lets it know; null where that is nothing.</summary>
    /// <example>null</example>
    public required string? Word { get; init; }

    /// <summary>The arguments of the board that it agrees with.</summary>
    public required IReadOnlyList<long> Agrees { get; init; }
}

/// <summary>An account's own estimate.</summary>
public sealed record ApiOwnEstimate
{
    /// <summary>Whole percent, 1 to 99.</summary>
    /// <example>72</example>
    public required int Percent { get; init; }

    /// <summary>Since when.</summary>
    /// <example>"2027-03-01T12:00:00Z"</example>
    public required DateTimeOffset At { get; init; }

    /// <summary>The event that made it.</summary>
    /// <example>42</example>
    public required long Seq { get; init; }

    /// <summary>The version of the criteria that it stands on.</summary>
    /// <example>1</example>
    public required int CriteriaNumber { get; init; }

    /// <summary>When it grows stale; null where it lasts to the horizon.</summary>
    /// <example>null</example>
    public required DateTimeOffset? StaleAt { get; init; }

    /// <summary>The arguments that moved the account there.</summary>
    public required IReadOnlyList<long> Arguments { get; init; }

    /// <summary>The signals that moved the account there.</summary>
    public required IReadOnlyList<long> Signals { get; init; }

    internal static ApiOwnEstimate Of(Estimate e, Forecast forecast, IReadOnlyList<ShiftReceipt> receipts) => new()
    {
        Percent = e.Percent, At = e.At, Seq = e.Seq, CriteriaNumber = e.CriteriaNumber, StaleAt = forecast.IsOpen ? forecast.StaleAt(e.At)?.At : null,
        Arguments = [.. receipts.Where(r => r.Seq == e.Seq && r.ArgumentId is not null).Select(r => r.ArgumentId!.Value)],
        Signals = [.. receipts.Where(r => r.Seq == e.Seq && r.SignalId is not null).Select(r => r.SignalId!.Value)],
    };
}
