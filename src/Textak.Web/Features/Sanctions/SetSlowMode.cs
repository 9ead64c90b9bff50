using System.Globalization;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;

namespace Textak.Web.Features.Sanctions;

/// <summary>Slows a board down: between two arguments of the same person there have to lie so many minutes, or none (0).</summary>
public sealed record SetSlowMode(int? Minutes, string? Reason)
{
    public const int Most = 1440;

    public async Task<Refusal?> ApplyAsync(Change change)
    {
        if (change.Forecast.Closed is { } closed) return closed;
        if (Minutes is not (>= 0 and <= Most)) return new(nameof(Minutes), $"Give a whole number of minutes, at most {Most}; 0 ends it.");
        if (Minutes == change.Forecast.SlowMinutes) return new(nameof(Minutes), "That is how it is already.");
        var (why, wrong) = Evidence.Read(Reason, null, mustName: false);
        if (why is null) return wrong;
        change.Forecast.Slow(Minutes.Value);
        await ModerationAct.RecordAsync(change, EventKind.SlowModeChanged, Deed.SlowModeSet, why, detail: Minutes.Value.ToString(CultureInfo.InvariantCulture));
        return null;
    }
}
