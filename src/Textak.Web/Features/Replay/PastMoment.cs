using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Replay;

/// <summary>The moment after one event of a board's log.</summary>
/// <param name="Head">The newest event that there is.</param>
/// <param name="Before">The event before it that people are told of, and the one after it; null at either end.</param>
public sealed record PastMoment(long Seq, DateTimeOffset At, long Head, long? Before, long? After)
{
    /// <summary>Finds it by an event's number, or by the newest event up to a time. What lies outside of the log is its first or last event.</summary>
    public static async Task<PastMoment> FindAsync(TextakDb db, long forecastId, long head, long? seq, DateTimeOffset? at, CancellationToken stop)
    {
        var found = seq is { } number ? Math.Clamp(number, 1, head) : at is { } time ? await LastUpToAsync(db, forecastId, head, time, stop) : head;
        var told = db.Events.Told().Where(e => e.ForecastId == forecastId);
        return new(
            found, await AtAsync(db, forecastId, found, stop), head,
            await told.Where(e => e.Seq < found).OrderByDescending(e => e.Seq).Select(e => (long?)e.Seq).FirstOrDefaultAsync(stop),
            await told.Where(e => e.Seq > found && e.Seq <= head).OrderBy(e => e.Seq).Select(e => (long?)e.Seq).FirstOrDefaultAsync(stop));
    }

    /// <summary>What was typed as a day or a time, in UTC where it doesn't say; null where it is none.</summary>
    public static DateTimeOffset? Read(string? typed) =>
        DateTimeOffset.TryParse(typed, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var at) ? at : null;

    // The log is in the order of its times, but for clocks that differ a little: halving finds the place in as many looks as it has digits
    private static async Task<long> LastUpToAsync(TextakDb db, long forecastId, long head, DateTimeOffset time, CancellationToken stop)
    {
        var (from, to) = (1L, head);
        while (from < to)
        {
            var middle = to - (to - from) / 2;
            if (await AtAsync(db, forecastId, middle, stop) <= time) from = middle;
            else to = middle - 1;
        }
        return from;
    }

    private static Task<DateTimeOffset> AtAsync(TextakDb db, long forecastId, long seq, CancellationToken stop) =>
        db.Events.Where(e => e.ForecastId == forecastId && e.Seq == seq).Select(e => e.At).SingleAsync(stop);
}
