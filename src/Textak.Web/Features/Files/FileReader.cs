using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Signals;

namespace Textak.Web.Features.Files;

/// <summary>
/// What is in files, read in pieces of some hundred rows, so that it takes as much memory for a thousand boards as for one. All of it is as anybody may
/// see it; others' numbers are left out where the viewer is to set their own first.
/// </summary>
internal sealed class FileReader(TextakDb db, IQueryable<Forecast> which, Viewer viewer)
{
    private const int AtOnce = 500;

    private HashSet<long>? estimated;

    public async IAsyncEnumerable<BoardRow> ForecastsAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var f in EachAsync(stop))
            yield return new(
                f.Slug, f.Title, f.Thesis, f.WhyItMatters, Word(f.Category), Word(f.Status), f.OpenedAt, f.Horizon, f.Criteria, f.CriteriaNumber, f.ClosedAt, f.ResolvedAt, f.Outcome, f.Resolution,
                await IsHeldBackAsync(f, stop) ? null : f.Probability, f.Estimates, f.ForCount, f.AgainstCount, f.Sources, Word(ConfidenceRule.Of(f.Sources, f.Estimates, f.StatedConfidence)), f.LastSeq);
    }

    public async IAsyncEnumerable<SaidRow> ArgumentsAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var f in EachAsync(stop))
        {
            var isHeldBack = await IsHeldBackAsync(f, stop);
            await foreach (var (_, view) in PiecesAsync(after => SaidAsync(f.Id, after, stop), said => said.Seq))
                if (view is { Text: { } text }) yield return Row(f.Slug, view, text, isHeldBack);
        }
    }

    public async IAsyncEnumerable<SignalRow> SignalsAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var f in EachAsync(stop))
            foreach (var s in await db.Signals.AsNoTracking().Standing().Where(s => s.ForecastId == f.Id).OrderBy(s => s.Id).ToListAsync(stop))
                yield return new(f.Slug, s.Headline, s.Source, s.Link, s.PublishedAt, Word(s.Direction));
    }

    public async IAsyncEnumerable<HistoryRow> HistoryAsync([EnumeratorCancellation] CancellationToken stop = default)
    {
        await foreach (var f in EachAsync(stop))
        {
            if (await IsHeldBackAsync(f, stop)) continue;
            var points = PiecesAsync(after => db.Points.AsNoTracking().Where(p => p.ForecastId == f.Id && p.Seq > after).OrderBy(p => p.Seq).Take(AtOnce).ToListAsync(stop), p => p.Seq);
            await foreach (var p in points) yield return new(f.Slug, p.Seq, p.At, p.Probability, p.LowerQuartile, p.UpperQuartile, p.GeometricMean, p.Estimates);
        }
    }

    private IAsyncEnumerable<Forecast> EachAsync(CancellationToken stop) =>
        PiecesAsync(after => which.AsNoTracking().Where(f => f.Id > after).OrderBy(f => f.Id).Take(AtOnce).ToListAsync(stop), f => f.Id);

    /// <summary>In the order of the log; through the gate, as everything that people wrote.</summary>
    private async Task<List<(long Seq, ArgumentView? View)>> SaidAsync(long forecastId, long after, CancellationToken stop)
    {
        var places = await db.Arguments.Where(a => a.ForecastId == forecastId && a.HiddenAt == null && a.Seq > after).OrderBy(a => a.Seq).Take(AtOnce).Select(a => new { a.Id, a.Seq }).ToListAsync(stop);
        var ids = places.ConvertAll(a => a.Id);
        var views = (await db.Arguments.Where(a => ids.Contains(a.Id)).ViewsAsync(db, Viewer.Anyone, stop)).ToDictionary(a => a.Id);
        return places.ConvertAll(a => (a.Seq, views.GetValueOrDefault(a.Id)));
    }

    private static async IAsyncEnumerable<T> PiecesAsync<T>(Func<long, Task<List<T>>> read, Func<T, long> place)
    {
        List<T> some;
        long after = 0;
        do
        {
            some = await read(after);
            foreach (var one in some) yield return one;
            if (some.Count > 0) after = place(some[^1]);
        }
        while (some.Count == AtOnce);
    }

    // Within the same moment as the numbers: see OthersNumbers
    private async Task<bool> IsHeldBackAsync(Forecast f, CancellationToken stop) => viewer is { OwnFirst: true, Id: { } me } && f.ResolvedAt is null
        && !(estimated ??= [.. await db.Estimates.Where(e => e.AccountId == me && e.EndSeq == null).Select(e => e.ForecastId).ToListAsync(stop)]).Contains(f.Id);

    private static SaidRow Row(string slug, ArgumentView a, string text, bool isHeldBack) => new(
        slug, a.Id, a.AnswersId, Word(a.Side), text, a.Author, a.PostedAt, a.Edition, a.EditedAt, a.Votes, a.Votes == 0 ? null : a.Strength, a.Agreements,
        isHeldBack ? null : a.Named, isHeldBack ? null : a.Moved, isHeldBack ? null : a.Points, isHeldBack ? null : a.LogOdds, string.Join(' ', a.Sources.Select(s => s.Link)));

    private static string Word<T>(T value) where T : struct, Enum => value.ToString().ToLowerInvariant();
}
