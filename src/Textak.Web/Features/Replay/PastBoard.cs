using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Replay;

/// <summary>A board as it stood after one event of its log, as one viewer may see it now.</summary>
/// <param name="Arguments">The newest of each side that had been posted, or of the thread that is looked at.</param>
/// <param name="More">The sides that had more.</param>
/// <param name="Acts">The newest acts of moderators until then.</param>
public sealed record PastBoard(
    PastMoment Moment, PastStanding Standing, PastNumbers Figures, CruxView Crux, IReadOnlyList<PastArgument> Arguments, IReadOnlyList<Side> More,
    IReadOnlyList<Signal> Signals, IReadOnlyList<Activity> Activity, IReadOnlyList<LoggedAct> Acts)
{
    private const int ActsShown = 12;

    /// <param name="show">The most arguments of each side.</param>
    public static async Task<PastBoard> ReadAsync(TextakDb db, Forecast forecast, PastMoment moment, int show, Viewer viewer, CancellationToken stop)
    {
        var (id, seq) = (forecast.Id, moment.Seq);
        var standing = await PastStanding.ReadAsync(db, id, seq, stop);
        var (pro, con) = (await ColumnAsync(db, id, seq, Side.For, show, viewer, stop), await ColumnAsync(db, id, seq, Side.Against, show, viewer, stop));
        var figures = await PastNumbers.ReadAsync(db, forecast, moment, standing, viewer, stop);
        return new(
            moment, standing, figures,
            await PastCrux.ReadAsync(db, forecast, seq, figures.Point?.Probability, stop),
            [.. pro.Take(show), .. con.Take(show)],
            [.. new[] { (Side.For, pro), (Side.Against, con) }.Where(side => side.Item2.Count > show).Select(side => side.Item1)],
            await db.Signals.AsNoTracking().At(db, id, seq).OrderByDescending(s => s.PublishedAt).ToListAsync(stop),
            await Live.Activity.ReadAsync(db, forecast, 0, seq, stop),
            await LoggedAct.Of(db, id, long.MaxValue, moment.At).Take(ActsShown).ToListAsync(stop));
    }

    /// <summary>The same without anybody's number: <see cref="Estimates.OthersNumbers"/>.</summary>
    public PastBoard HeldBack() => this with
    {
        Figures = Figures.HeldBack(),
        Crux = Crux.HeldBack(),
        Arguments = [.. Arguments.Select(argument => argument.HeldBack())],
        Activity = [.. Activity.Select(line => line.HeldBack())],
    };

    private static Task<List<PastArgument>> ColumnAsync(TextakDb db, long id, long seq, Side side, int show, Viewer viewer, CancellationToken stop) =>
        db.Arguments.Where(a => a.ForecastId == id && a.AnswersId == null && a.Side == side && a.Seq <= seq)
            .OrderByDescending(a => a.Seq).Take(show + 1).ViewsAtAsync(db, seq, viewer, stop);
}

public static class PastSignals
{
    /// <summary>The news that stood on a board after an event.</summary>
    public static IQueryable<Signal> At(this IQueryable<Signal> signals, TextakDb db, long forecastId, long seq) =>
        signals.Where(s => s.ForecastId == forecastId && (s.WithdrawnSeq == null || s.WithdrawnSeq > seq) && db.Events.Any(e => e.ForecastId == forecastId && e.SignalId == s.Id && e.Seq <= seq));
}
