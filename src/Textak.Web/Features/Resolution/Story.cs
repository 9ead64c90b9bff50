using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Resolution;

/// <summary>How a forecast went that came true or not: who was early and right, and which arguments moved people towards the truth.</summary>
/// <param name="Early">The best by time-averaged baseline score who were right at the end, best first.</param>
/// <param name="Helped">The arguments whose shifts gained most log score, best first.</param>
/// <param name="Hurt">Those whose shifts lost most, worst first.</param>
public sealed record Story(IReadOnlyList<Story.Person> Early, IReadOnlyList<Story.Swayed> Helped, IReadOnlyList<Story.Swayed> Hurt)
{
    private const int MostPeople = 5, MostArguments = 3;

    // Less than shows in two digits
    private const double Nothing = .005;

    /// <summary>Somebody who was right.</summary>
    /// <param name="Since">From when on they stood on the right side of 50 % without a break.</param>
    /// <param name="Percent">What they said in the end.</param>
    /// <param name="Score">Time-averaged baseline score, in points.</param>
    public sealed record Person(string Name, DateTimeOffset Since, int Percent, double Score);

    /// <summary>An argument that anybody may see, and what the shifts that name it did to the log score, in nats.</summary>
    public sealed record Swayed(ArgumentView Argument, double Gain);

    /// <summary>Reads it from the log; null where the forecast did not come out, or where nothing can be scored.</summary>
    public static async Task<Story?> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        if (forecast.Outcome is not { } outcome || forecast.Term is not { } term) return null;
        var said = await db.Estimates.AsNoTracking().Where(e => e.ForecastId == forecast.Id && e.Seq <= forecast.LastSeq).OrderBy(e => e.Seq).ToListAsync(stop);
        var (helped, hurt) = await ArgumentsAsync(db, forecast.Id, said, outcome, stop);
        return new(await EarlyAsync(db, forecast.Id, said, term, outcome, stop), helped, hurt);
    }

    private static async Task<List<Person>> EarlyAsync(TextakDb db, long forecastId, List<Estimate> said, Term term, bool outcome, CancellationToken stop)
    {
        // Estimates end with another one, or with an event that left nothing in their place
        var times = said.ToDictionary(e => e.Seq, e => e.At);
        var gone = said.Where(e => e.EndSeq is { } end && !times.ContainsKey(end)).Select(e => e.EndSeq!.Value).ToList();
        foreach (var end in await db.Events.Where(e => e.ForecastId == forecastId && gone.Contains(e.Seq)).Select(e => new { e.Seq, e.At }).ToListAsync(stop))
            times.TryAdd(end.Seq, end.At);

        var right = new List<(long Id, DateTimeOffset Since, int Percent, double Score)>();
        foreach (var person in said.GroupBy(e => e.AccountId))
        {
            var held = HeldBy(person, times);
            if (RightSince(held, outcome) is not { } since) continue;
            var score = new Track(held, term, outcome).Baseline().Score;
            if (score > 0) right.Add((person.Key, since, person.Last().Percent, score));
        }
        List<(long Id, DateTimeOffset Since, int Percent, double Score)> best = [.. right.OrderByDescending(one => one.Score).ThenBy(one => one.Since).ThenBy(one => one.Id)];
        var ids = best.ConvertAll(one => one.Id);
        // What the editors wrote down of another board's number is nobody's foresight
        var names = await db.Users.Where(u => ids.Contains(u.Id) && u.UserName != Account.Editorial).ToDictionaryAsync(u => u.Id, u => u.UserName!, stop);
        return [.. best.Where(one => names.ContainsKey(one.Id)).Take(MostPeople).Select(one => new Person(names[one.Id], one.Since, one.Percent, one.Score))];
    }

    /// <summary>What somebody said from when until when. Where the clocks of two nodes differed, the order of the log holds.</summary>
    private static List<Held> HeldBy(IEnumerable<Estimate> person, Dictionary<long, DateTimeOffset> times)
    {
        var held = new List<Held>();
        foreach (var e in person)
        {
            var from = held.Count > 0 && held[^1].Until > e.At ? held[^1].Until!.Value : e.At;
            DateTimeOffset? until = e.EndSeq is not { } end ? null : times[end] > from ? times[end] : from;
            held.Add(new(e.Percent / 100.0, from, until));
        }
        return held;
    }

    /// <summary>The beginning of the last unbroken time on the right side; null for who was not right at the end.</summary>
    private static DateTimeOffset? RightSince(List<Held> held, bool outcome)
    {
        DateTimeOffset? since = null, until = null;
        foreach (var (p, from, end) in Enumerable.Reverse(held))
        {
            if (since is null ? end is not null : end != until) break;
            if (outcome ? p <= .5 : p >= .5) break;
            (since, until) = (from, from);
        }
        return since;
    }

    private static async Task<(List<Swayed> Helped, List<Swayed> Hurt)> ArgumentsAsync(
        TextakDb db, long forecastId, List<Estimate> said, bool outcome, CancellationToken stop)
    {
        var named = (await db.Receipts.AsNoTracking().Where(r => r.ForecastId == forecastId).ToListAsync(stop))
            .ToLookup(r => r.Seq, r => (r.ArgumentId, r.SignalId));
        var updates = said.Where(e => named.Contains(e.Seq))
            .Select(e => new Update<(long? Argument, long? Signal)>(e.AccountId, e.Before, e.Percent, [.. named[e.Seq]]));
        var gains = Receipts.Gains(updates, outcome).Where(gain => gain.Key.Argument is not null && Math.Abs(gain.Value) >= Nothing)
            .ToDictionary(gain => gain.Key.Argument!.Value, gain => gain.Value);
        var ids = gains.Keys.ToList();
        var views = await db.Arguments.Where(a => ids.Contains(a.Id) && a.HiddenAt == null).OrderBy(a => a.Id).VisibleTo(Viewer.Anyone).ToListAsync(stop);
        var swayed = views.ConvertAll(view => new Swayed(view, gains[view.Id]));
        return ([.. swayed.Where(s => s.Gain > 0).OrderByDescending(s => s.Gain).Take(MostArguments)],
            [.. swayed.Where(s => s.Gain < 0).OrderBy(s => s.Gain).Take(MostArguments)]);
    }
}
