using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Replay;

/// <summary>Where a forecast stood after an event, and why.</summary>
/// <param name="At">When it came there; null where it began so.</param>
/// <param name="ClosedAt">Since when it took no estimates; null where it took them, or never had.</param>
public sealed record PastStanding(Status Status, DateTimeOffset? At, string? Reason, IReadOnlyList<string> Sources, DateTimeOffset? ClosedAt)
{
    // Nobody locks and reopens a board so often without taking estimates in between
    private const int Steps = 10;

    /// <summary>"locked", "resolved true": as it is said in a sentence.</summary>
    public string Word => Status switch
    {
        Status.ResolvedTrue => "resolved true",
        Status.ResolvedFalse => "resolved false",
        Status.Ambiguous => "called ambiguous",
        _ => Status.ToString().ToLowerInvariant(),
    };

    public static async Task<PastStanding> ReadAsync(TextakDb db, long forecastId, long seq, CancellationToken stop)
    {
        var steps = await (
            from act in db.ModerationActs
            where act.ForecastId == forecastId && act.Seq <= seq && act.Status != null
            join e in db.Events on new { act.ForecastId, act.Seq } equals new { e.ForecastId, e.Seq }
            orderby act.Seq descending
            select new { Status = act.Status!.Value, e.At, act.Reason, act.Sources }).Take(Steps).ToListAsync(stop);
        if (steps.Count == 0)
            return new(await db.Events.AnyAsync(e => e.ForecastId == forecastId && e.Seq == 1 && e.Kind == EventKind.Proposed, stop) ? Status.Proposed : Status.Open, null, null, [], null);
        var closed = steps.TakeWhile(step => step.Status is not (Status.Open or Status.Proposed)).LastOrDefault();
        return new(steps[0].Status, steps[0].At, steps[0].Reason, steps[0].Sources, closed?.At);
    }
}
