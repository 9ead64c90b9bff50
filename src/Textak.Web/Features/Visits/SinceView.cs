using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Visits;

/// <summary>What is new on a board to one viewer: what others posted that everybody sees, signals, how the number moved, and new criteria.</summary>
/// <param name="After">The last event that is not new to them.</param>
/// <param name="New">The newest of what was posted, oldest first.</param>
/// <param name="Arguments">How many arguments that stand by themselves, and how many rebuttals.</param>
/// <param name="From">The number in whole percent as they left it, and as it is; null where there was none, or is none, or it is held back.</param>
public sealed record SinceView(string Slug, long After, IReadOnlyList<SinceView.Post> New, int Arguments, int Rebuttals, int? From, int? To, bool Criteria)
{
    /// <summary>How many are named; the others are counted.</summary>
    public const int Most = 50;

    /// <summary>Something that was posted. Whose it is, and never what it says.</summary>
    public sealed record Post(long Id, Side Side, bool IsRebuttal, string Author);

    /// <summary>How many signals were added.</summary>
    public int Signals { get; init; }

    /// <summary>How many were posted that are not named.</summary>
    public int Others => Arguments + Rebuttals - New.Count;

    /// <summary>"3 arguments", "2 rebuttals", "72 to 75": what there is to say.</summary>
    public IEnumerable<string> Words
    {
        get
        {
            if (Arguments > 0) yield return Arguments == 1 ? "1 argument" : string.Create(CultureInfo.InvariantCulture, $"{Arguments} arguments");
            if (Rebuttals > 0) yield return Rebuttals == 1 ? "1 rebuttal" : string.Create(CultureInfo.InvariantCulture, $"{Rebuttals} rebuttals");
            if (Signals > 0) yield return SignalWords;
            if (From != To) yield return Moved;
            if (Criteria) yield return "new criteria";
        }
    }

    /// <summary>"2 signals".</summary>
    public string SignalWords => Signals == 1 ? "1 signal" : string.Create(CultureInfo.InvariantCulture, $"{Signals} signals");

    /// <summary>"72 to 75"; what is said of the number where it moved.</summary>
    public string Moved => (From, To) switch
    {
        (null, { } first) => string.Create(CultureInfo.InvariantCulture, $"a first number, {first}"),
        ({ } last, null) => string.Create(CultureInfo.InvariantCulture, $"no number any more, {last} before"),
        var (from, to) => string.Create(CultureInfo.InvariantCulture, $"{from} to {to}"),
    };

    /// <summary>What came on a board after an event until another.</summary>
    /// <param name="heldBack">Whether others' numbers are: <see cref="Estimates.OthersNumbers"/>.</param>
    /// <returns>Null where that is nothing.</returns>
    public static async Task<SinceView?> ReadAsync(TextakDb db, Forecast forecast, long after, Viewer viewer, bool heldBack, CancellationToken stop)
    {
        var (id, to, me) = (forecast.Id, forecast.LastSeq, viewer.Id ?? 0);
        if (after < 1 || after >= to) return null;
        var posted = db.Arguments.Where(a => a.ForecastId == id && a.Seq > after && a.Seq <= to && a.HiddenAt == null && a.AuthorId != me);
        var newest = await posted.OrderByDescending(a => a.Seq).Take(Most + 1).Select(a => new Post(a.Id, a.Side, a.AnswersId != null, a.Author!.UserName!)).ToListAsync(stop);
        var (arguments, rebuttals) = (newest.Count(p => !p.IsRebuttal), newest.Count(p => p.IsRebuttal));
        if (newest.Count > Most) (arguments, rebuttals) = (await posted.CountAsync(a => a.AnswersId == null, stop), await posted.CountAsync(a => a.AnswersId != null, stop));
        var left = heldBack ? null : await db.Points.Where(p => p.ForecastId == id && p.Seq <= after).OrderByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefaultAsync(stop);
        var criteria = forecast.CriteriaNumber > 1 && await db.CriteriaVersions.AnyAsync(v => v.ForecastId == id && v.Seq > after && v.Seq <= to, stop);
        var signals = await db.Events.CountAsync(e => e.ForecastId == id && e.Seq > after && e.Seq <= to && e.Kind == EventKind.SignalAdded && e.ById != me && db.Signals.Any(s => s.Id == e.SignalId && s.WithdrawnSeq == null), stop);
        var since = new SinceView(
            forecast.Slug, after, [.. newest.Take(Most).Reverse()], arguments, rebuttals, Whole(left), heldBack ? null : Whole(forecast.Probability), criteria) { Signals = signals };
        return since.Words.Any() ? since : null;
    }

    private static int? Whole(double? p) => p is { } value ? Shown.Of(value) : null;
}
