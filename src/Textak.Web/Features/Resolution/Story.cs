using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Records;

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
    /// <param name="Percent">What they said last.</param>
    /// <param name="Score">Time-averaged baseline score, in points, as their record has it.</param>
    public sealed record Person(string Name, DateTimeOffset Since, int Percent, double Score);

    /// <summary>An argument that anybody may see, and what the shifts that name it did to the log score, in nats.</summary>
    public sealed record Swayed(ArgumentView Argument, double Gain);

    /// <summary>Reads it from the log; null where the forecast did not come out, or where nothing can be scored.</summary>
    public static async Task<Story?> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        if (await ScoredForecast.ReadAsync(db, forecast, stop) is not { } scored) return null;
        var (helped, hurt) = await ArgumentsAsync(db, scored, stop);
        return new(await EarlyAsync(db, scored, stop), helped, hurt);
    }

    private static async Task<List<Person>> EarlyAsync(TextakDb db, ScoredForecast forecast, CancellationToken stop)
    {
        var right = from one in forecast.Participants
                    let since = RightSince(one.Value.Track)
                    where since is not null && one.Value.Baseline.Score > 0
                    orderby one.Value.Baseline.Score descending, since, one.Key
                    select (Id: one.Key, Since: since!.Value, Own: one.Value);
        // One more, for what the editors wrote down of another board's number is nobody's foresight
        var best = right.Take(MostPeople + 1).ToList();
        var names = await People.NamesAsync(db, best.ConvertAll(one => one.Id), stop);
        return [.. best.Where(one => names[one.Id] != Account.Editorial).Take(MostPeople)
            .Select(one => new Person(names[one.Id], one.Since, Percent.Of(one.Own.Last!.Value), one.Own.Baseline.Score))];
    }

    /// <summary>The beginning of the last unbroken time on the right side; null for who was not right at the end.</summary>
    private static DateTimeOffset? RightSince(Track track)
    {
        DateTimeOffset? since = null;
        foreach (var (p, from, until) in track.History.Where(held => held.From < track.Term.Ended).Reverse())
        {
            if (until < (since ?? track.Term.Ended) || (track.Outcome ? p <= .5 : p >= .5)) break;
            since = from;
        }
        return since;
    }

    private static async Task<(List<Swayed> Helped, List<Swayed> Hurt)> ArgumentsAsync(TextakDb db, ScoredForecast scored, CancellationToken stop)
    {
        var (id, last) = (scored.Forecast.Id, scored.Forecast.LastSeq);
        var named = (await db.Receipts.AsNoTracking().Where(r => r.ForecastId == id && r.Seq <= last).ToListAsync(stop))
            .ToLookup(r => r.Seq, r => (r.ArgumentId, r.SignalId));
        var naming = db.Receipts.Where(r => r.ForecastId == id && r.Seq <= last).Select(r => r.Seq);
        var said = await db.Estimates.AsNoTracking().Where(e => e.ForecastId == id && naming.Contains(e.Seq)).OrderBy(e => e.Seq).ToListAsync(stop);
        var updates = said.Select(e => new Update<(long? Argument, long? Signal)>(e.AccountId, e.Before, e.Percent, [.. named[e.Seq]]));
        var gains = Receipts.Gains(updates, scored.Outcome).Where(gain => gain.Key.Argument is not null && Math.Abs(gain.Value) >= Nothing)
            .ToDictionary(gain => gain.Key.Argument!.Value, gain => gain.Value);
        var ids = gains.Keys.ToList();
        var views = await db.Arguments.Where(a => ids.Contains(a.Id) && a.HiddenAt == null).OrderBy(a => a.Id).VisibleTo(Viewer.Anyone).ToListAsync(stop);
        var swayed = views.ConvertAll(view => new Swayed(view, gains[view.Id]));
        return ([.. swayed.Where(s => s.Gain > 0).OrderByDescending(s => s.Gain).Take(MostArguments)],
            [.. swayed.Where(s => s.Gain < 0).OrderBy(s => s.Gain).Take(MostArguments)]);
    }
}
