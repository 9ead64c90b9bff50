using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Live;

/// <summary>
/// One line of "what happened here". It names things and people, and never repeats an argument's text. Four or more estimates that
/// follow each other directly, or four or more that grow stale, within one minute by the clock and one hundred of the log's numbers, are one line: by the numbers,
/// so that every reader comes to the same lines wherever a reading begins.
/// </summary>
/// <param name="Seq">The newest event that it tells.</param>
/// <param name="ArgumentId">The argument that it is about, or that most of its estimates name, if any.</param>
/// <param name="Before">The board's number in whole percent before and after, where the event may have moved it.</param>
public sealed record Activity(
    long Seq, EventKind Kind, DateTimeOffset At, string By, long? ArgumentId, Side? Side, string? Reason, int? Before, int? After)
{
    public const int Shown = 12;
    private const int Together = 4;
    private const int Hundred = 100;

    /// <summary>The oldest event that it tells: it takes the place of every line from there on.</summary>
    public long From { get; init; } = Seq;

    /// <summary>Whether that argument rebuts another.</summary>
    public bool IsRebuttal { get; init; }

    /// <summary>The signal that it is about, if any.</summary>
    public long? SignalId { get; init; }

    /// <summary>Where that argument or signal is: of an argument its own page, for not all are on the board's.</summary>
    public string? Link { get; private init; }

    /// <summary>How many events it tells.</summary>
    public int Count { get; init; } = 1;

    /// <summary>Whether it keeps quiet about numbers: <see cref="Estimates.OthersNumbers"/>.</summary>
    public bool IsHeldBack { get; private init; }

    /// <summary>The same for a viewer who is to set their own number first.</summary>
    public Activity HeldBack() => this with { Before = null, After = null, IsHeldBack = true };

    /// <summary>The status that the forecast had from then on, where the event changed it.</summary>
    public Status? Status { get; init; }

    private bool IsEstimate => Kind is EventKind.EstimateSet or EventKind.EstimateReaffirmed or EventKind.EstimateWithdrawn;

    /// <summary>The newest lines that tell events after one number up to another, oldest first.</summary>
    public static async Task<List<Activity>> ReadAsync(TextakDb db, Forecast forecast, long after, long to, CancellationToken stop)
    {
        var (forecastId, lines) = (forecast.Id, new List<Activity>());
        for (var until = to; until > after && lines.Count < Shown;)
        {
            var events = await EventsAsync(db, forecastId, after / Hundred * Hundred - 1, until, stop);
            if (events.Count == 0) break;
            // A full reading may begin in the midst of a hundred, which is then read whole next time
            var isFull = events.Count == Hundred;
            if (isFull && events.FindAll(e => e.Seq / Hundred > events[0].Seq / Hundred) is { Count: > 0 } whole) events = whole;
            lines.InsertRange(0, await TogetherAsync(db, forecastId, events, stop));
            until = isFull ? events[0].Seq - 1 : after;
        }
        return [.. lines.Where(line => line.Seq > after).TakeLast(Shown).Select(line => line.On(forecast.Slug))];
    }

    private static async Task<List<Activity>> EventsAsync(TextakDb db, long forecastId, long after, long to, CancellationToken stop)
    {
        var events = await (
            from e in db.Events.Told()
            where e.ForecastId == forecastId && e.Seq > after && e.Seq <= to
            join act in db.ModerationActs on new { e.ForecastId, e.Seq } equals new { act.ForecastId, act.Seq } into acts
            from act in acts.DefaultIfEmpty()
            orderby e.Seq descending
            select new { e.Seq, e.Kind, e.At, By = e.By!.UserName!, e.ArgumentId, e.SignalId, Side = (Side?)e.Argument!.Side, e.Argument.AnswersId, Reason = (string?)act.Reason, Status = (Status?)act.Status })
            .Take(Hundred).ToListAsync(stop);
        if (events.Count == 0) return [];

        var first = events[^1].Seq;
        var points = await db.Points.Where(p => p.ForecastId == forecastId && p.Seq >= first && p.Seq <= to)
            .Select(p => new { p.Seq, p.Probability }).ToListAsync(stop);
        var before = await db.Points.Where(p => p.ForecastId == forecastId && p.Seq < first)
            .OrderByDescending(p => p.Seq).Select(p => new { p.Seq, p.Probability }).Take(1).ToListAsync(stop);
        var numbers = before.Concat(points).OrderBy(p => p.Seq).ToList();

        return [.. events.AsEnumerable().Reverse().Select(e => new Activity(e.Seq, e.Kind, e.At, e.By, e.ArgumentId, e.Side, e.Reason,
            Percent(numbers.FindLast(p => p.Seq < e.Seq)?.Probability), Percent(numbers.FindLast(p => p.Seq <= e.Seq)?.Probability)) { Status = e.Status, IsRebuttal = e.AnswersId is not null, SignalId = e.SignalId })];
    }

    private static async Task<IEnumerable<Activity>> TogetherAsync(TextakDb db, long forecastId, List<Activity> events, CancellationToken stop)
    {
        var runs = new List<List<Activity>>();
        foreach (var e in events)
            if (runs.Count > 0 && runs[^1][0].Follows(e)) runs[^1].Add(e);
            else runs.Add([e]);
        if (!runs.Exists(run => run.Count >= Together)) return events;

        var (first, last) = (events[0].Seq, events[^1].Seq);
        var named = (await db.Receipts.Where(r => r.ForecastId == forecastId && r.Seq >= first && r.Seq <= last && r.ArgumentId != null)
            .Select(r => new { r.Seq, Id = r.ArgumentId!.Value, r.Argument!.Side }).ToListAsync(stop)).ToLookup(r => r.Seq, r => (r.Id, r.Side));
        return runs.SelectMany(run => run.Count < Together ? run : [Line(run, run.SelectMany(e => named[e.Seq]))]);
    }

    // Runs are of estimates alone, and of stale ones alone
    private bool Follows(Activity next) =>
        (IsEstimate ? next.IsEstimate : Kind == EventKind.EstimateAged && next.Kind == Kind) && At.UtcTicks / TimeSpan.TicksPerMinute == next.At.UtcTicks / TimeSpan.TicksPerMinute && Seq / Hundred == next.Seq / Hundred;

    private static Activity Line(List<Activity> run, IEnumerable<(long Id, Side Side)> named)
    {
        // Of those that are named twice or more; the older one where two are named as often
        var most = named.GroupBy(n => n).Where(n => n.Count() > 1).OrderByDescending(n => n.Count()).ThenBy(n => n.Key.Id).FirstOrDefault()?.Key;
        return run[^1] with { From = run[0].Seq, Count = run.Count, Before = run[0].Before, ArgumentId = most?.Id, Side = most?.Side };
    }

    private Activity On(string slug) => (ArgumentId, SignalId) switch
    {
        ({ } argument, _) => this with { Link = $"/f/{slug}/arguments/{argument}" },
        (_, { } signal) => this with { Link = $"/f/{slug}#signal-{signal}" },
        _ => this,
    };

    private static int? Percent(double? p) => p is { } value ? Textak.Forecasting.Percent.Of(value) : null;
}
