using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Forecasts;

namespace Textak.Web.Features.Records;

/// <summary>
/// A forecast that came true or didn't, with everybody's scores. They are worked out from its history each time and stored
/// nowhere: one that is opened again has none.
/// </summary>
/// <param name="Board">Of the board's number.</param>
/// <param name="Mean">Of the geometric mean of odds beside it.</param>
/// <param name="Participants">By account; among them some whose estimates never counted, with coverage 0.</param>
public sealed record ScoredForecast(Forecast Forecast, Term Term, Scored Board, Scored Mean, IReadOnlyDictionary<long, Scored> Participants)
{
    public bool Outcome => Board.Track.Outcome;

    /// <summary>How many took part while it was scored.</summary>
    public int People => Participants.Values.Count(scored => scored.Coverage > 0);

    /// <summary>Forecasts that are scored: not those that are open, ambiguous or annulled.</summary>
    public static IQueryable<Forecast> Of(IQueryable<Forecast> forecasts) =>
        forecasts.Where(f => f.Status == Status.ResolvedTrue || f.Status == Status.ResolvedFalse);

    /// <summary>Works out the scores of a resolved forecast as its log stands at the number that the forecast has.</summary>
    /// <returns>Null where there is nothing to score by: the horizon lay before the opening.</returns>
    public static async Task<ScoredForecast?> ReadAsync(TextakDb db, Forecast forecast, CancellationToken stop)
    {
        if (forecast.Term is not { } term || forecast.Outcome is not { } outcome) return null;
        // Each change of an estimate is one of its points, so it has the times of all of them too
        var points = await History.AllAsync(db, forecast.Id, forecast.LastSeq, stop);
        var board = new Track(Held.Between([.. points.Select(p => (p.At, p.Probability))]), term, outcome);
        var mean = new Track(Held.Between([.. points.Select(p => (p.At, p.Mean))]), term, outcome);
        var times = points.ToDictionary(p => p.Seq, p => p.At);
        var tracks = (await SaidAsync(db, forecast, stop)).GroupBy(said => said.AccountId).ToDictionary(
            account => account.Key, account => new Track([.. account.Select(said => Stretch(said, times))], term, outcome));

        var peers = new Peers(tracks.Values);
        return new(
            forecast, term,
            new(board, peers.ScoreBeside(board), board.RelativeTo(board)),
            new(mean, peers.ScoreBeside(mean), mean.RelativeTo(board)),
            tracks.ToDictionary(t => t.Key, t => new Scored(t.Value, peers.Score(t.Value), t.Value.RelativeTo(board))));
    }

    private static Task<List<Said>> SaidAsync(TextakDb db, Forecast forecast, CancellationToken stop) =>
        db.Estimates.Where(e => e.ForecastId == forecast.Id && e.Seq <= forecast.LastSeq).OrderBy(e => e.Seq)
            .Select(e => new Said(e.AccountId, e.Percent, e.Seq, e.EndSeq)).ToListAsync(stop);

    private static Held Stretch(Said said, Dictionary<long, DateTimeOffset> times) => new(
        said.Percent / 100.0, times[said.Seq], said.EndSeq is { } end && times.TryGetValue(end, out var until) ? until : null);

    private sealed record Said(long AccountId, int Percent, long Seq, long? EndSeq);
}
