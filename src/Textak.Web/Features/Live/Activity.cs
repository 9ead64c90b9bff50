using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Live;

/// <summary>One line of "what happened here". It names things and people, and never repeats an argument's text.</summary>
/// <param name="ArgumentId">The argument that it is about, if any, to link to.</param>
/// <param name="Before">The board's number in whole percent before and after, where the event may have moved it.</param>
public sealed record Activity(
    long Seq, EventKind Kind, DateTimeOffset At, string By, long? ArgumentId, Side? Side, string? Reason, int? Before, int? After)
{
    public const int Shown = 12;

    /// <summary>The events after one number up to another, oldest first.</summary>
    public static async Task<List<Activity>> ReadAsync(TextakDb db, long forecastId, long after, long to, CancellationToken stop)
    {
        var events = await (
            from e in db.Events
            where e.ForecastId == forecastId && e.Seq > after && e.Seq <= to && e.Kind != EventKind.ArgumentRated
            join act in db.ModerationActs on new { e.ForecastId, e.Seq } equals new { act.ForecastId, act.Seq } into acts
            from act in acts.DefaultIfEmpty()
            orderby e.Seq descending
            select new { e.Seq, e.Kind, e.At, By = e.By!.UserName!, e.ArgumentId, Side = (Side?)e.Argument!.Side, Reason = (string?)act.Reason })
            .Take(Shown).ToListAsync(stop);
        if (events.Count == 0) return [];

        var first = events[^1].Seq;
        var points = await db.Points.Where(p => p.ForecastId == forecastId && p.Seq >= first && p.Seq <= to)
            .Select(p => new { p.Seq, p.Probability }).ToListAsync(stop);
        var before = await db.Points.Where(p => p.ForecastId == forecastId && p.Seq < first)
            .OrderByDescending(p => p.Seq).Select(p => new { p.Seq, p.Probability }).Take(1).ToListAsync(stop);
        var numbers = before.Concat(points).OrderBy(p => p.Seq).ToList();

        return [.. events.AsEnumerable().Reverse().Select(e => new Activity(e.Seq, e.Kind, e.At, e.By, e.ArgumentId, e.Side, e.Reason,
            Percent(numbers.FindLast(p => p.Seq < e.Seq)?.Probability), Percent(numbers.FindLast(p => p.Seq <= e.Seq)?.Probability)))];
    }

    private static int? Percent(double? p) => p is { } value ? Textak.Forecasting.Percent.Of(value) : null;
}
