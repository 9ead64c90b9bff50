using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;
using Shown = Textak.Forecasting.Percent;

namespace Textak.Web.Features.Replay;

/// <summary>A board's figures and its criteria as they stood after an event.</summary>
/// <param name="Point">What was kept of the number then; null before the first estimate.</param>
/// <param name="Mine">The viewer's own estimate of then, in whole percent; null where they had none.</param>
/// <param name="Sources">Independent sources behind what everybody saw then.</param>
public sealed record PastNumbers(Numbers Numbers, ProbabilityPoint? Point, int? Mine, int Sources, CriteriaView Criteria)
{
    /// <summary>"60 to 80%"; null where nobody estimated.</summary>
    public string? Half => Point is { LowerQuartile: { } lower, UpperQuartile: { } upper } ? $"{Shown.Of(lower)} to {Shown.Of(upper)}%" : null;

    public static async Task<PastNumbers> ReadAsync(TextakDb db, Forecast forecast, PastMoment moment, PastStanding standing, Viewer viewer, CancellationToken stop)
    {
        var (id, seq) = (forecast.Id, moment.Seq);
        var mine = viewer.Id is not { } me ? null : await db.Estimates.Where(e => e.ForecastId == id && e.AccountId == me).HeldAt(seq).Select(e => (int?)e.Percent).SingleOrDefaultAsync(stop);
        var points = db.Points.AsNoTracking().Where(p => p.ForecastId == id && p.Seq <= seq);
        var point = await points.OrderByDescending(p => p.Seq).FirstOrDefaultAsync(stop);
        var current = await db.Estimates.Where(e => e.ForecastId == id).HeldAt(seq)
            .GroupBy(e => new { e.Percent, e.CriteriaNumber }).Select(said => new { said.Key.Percent, said.Key.CriteriaNumber, Count = said.Count() }).ToListAsync(stop);
        var sides = await db.Arguments.Where(a => a.ForecastId == id && a.AnswersId == null).StandingAt(db, seq)
            .GroupBy(a => a.Side).Select(side => new { side.Key, Count = side.Count() }).ToDictionaryAsync(side => side.Key, side => side.Count, stop);
        var sources = await SourcesAsync(db, id, seq, stop);
        var estimates = point?.Estimates ?? 0;
        var numbers = new Numbers(
            point?.Probability is { } p ? Shown.Of(p) : null, null, estimates, sides.GetValueOrDefault(Arguments.Side.For), sides.GetValueOrDefault(Arguments.Side.Against),
            ConfidenceRule.Of(sources, estimates, forecast.StatedConfidence))
        {
            TakeEstimates = forecast.IsOpen,
            Bars = current.Count == 0 ? [] : Histogram.Of(current.Select(said => (said.Percent, said.Count))),
        };
        var versions = await db.CriteriaVersions.Where(v => v.ForecastId == id && v.Seq <= seq).OrderByDescending(v => v.Number)
            .Select(v => new { v.Number, v.Seq, v.Text, By = v.By!.UserName!, v.At, v.Why }).ToListAsync(stop);
        var criteria = new CriteriaView(forecast.Slug, versions[0].Text, [.. versions.Select(v =>
            new CriteriaView.Version(v.Number, v.Seq, v.Text, v.By, v.At, v.Why, current.Where(said => said.CriteriaNumber == v.Number).Sum(said => said.Count)))]);
        return new(await MovedAsync(points, numbers, point, (standing.ClosedAt ?? moment.At) - Numbers.Span, stop), point, mine, sources, criteria);
    }

    /// <summary>The same for a viewer who is to set their own number first.</summary>
    public PastNumbers HeldBack() => this with { Numbers = Numbers.HeldBack(), Point = null };

    private static async Task<Numbers> MovedAsync(IQueryable<ProbabilityPoint> points, Numbers numbers, ProbabilityPoint? point, DateTimeOffset then, CancellationToken stop)
    {
        if (point?.Probability is not { } now) return numbers;
        points = points.Where(p => p.Probability != null);
        var before = await points.Where(p => p.At <= then).OrderByDescending(p => p.Seq).FirstOrDefaultAsync(stop) ?? await points.OrderBy(p => p.Seq).FirstAsync(stop);
        var moved = Movement.Points(now, before.Probability!.Value);
        return numbers with { Movement = moved, Why = Numbers.Because(moved, Split(point) - Split(before)) };
    }

    private static MovementSplit Split(ProbabilityPoint point) => new(point.ChangedMinds, point.Newcomers, point.Withdrawals, point.Ageing);

    private static Task<int> SourcesAsync(TextakDb db, long id, long seq, CancellationToken stop)
    {
        var seen = db.Arguments.Where(a => a.ForecastId == id).StandingAt(db, seq);
        var cited = db.SourceLinks.Where(s => s.ForecastId == id && seen.Any(a => a.Id == s.ArgumentId)).HeldAt(seq).Select(s => (string?)s.Key);
        var told = db.Signals.At(db, id, seq).Where(s => s.SourceKey != null && (s.FadedSeq == null || s.FadedSeq > seq)).Select(s => s.SourceKey);
        return cited.Union(told).CountAsync(stop);
    }
}
