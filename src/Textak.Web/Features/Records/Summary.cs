using Textak.Forecasting;

namespace Textak.Web.Features.Records;

/// <summary>Several scored forecasts of one participant, or of the board, made into one figure each.</summary>
/// <param name="Forecasts">How many they are, 1 or more.</param>
/// <param name="True">How many of them came true.</param>
/// <param name="Murphy">The Brier score and its parts; each forecast weighs by the share of its time in which there was a number.</param>
/// <param name="Log">The log score in nats, weighed in the same way.</param>
/// <param name="Baseline">The mean baseline score a forecast.</param>
/// <param name="Peer">The mean peer score a forecast.</param>
/// <param name="Relative">The mean score a forecast against the board's number.</param>
/// <param name="Coverage">The mean share of the planned time with an estimate, above 0 to 1.</param>
/// <param name="Bins">How often what was said came true.</param>
public sealed record Summary(
    int Forecasts, int True, Murphy Murphy, double Log, double Baseline, double Peer, double Relative, double Coverage, IReadOnlyList<CalibrationBin> Bins)
{
    /// <summary>With fewer forecasts than this a figure says little, and the page says so.</summary>
    public const int Few = 10;

    public bool IsThin => Forecasts < Few;

    /// <returns>Null where none of them had a number while it was scored.</returns>
    public static Summary? Of(IEnumerable<Scored> all)
    {
        var scored = all.Where(s => s.Coverage > 0).ToList();
        if (scored.Count == 0) return null;
        var said = scored.SelectMany(s => s.Track.Weighed()).ToList();
        return new(
            scored.Count,
            scored.Count(s => s.Track.Outcome),
            Murphy.Of(said),
            said.Sum(w => w.Weight * Scoring.Log(w.P, w.Outcome)) / said.Sum(w => w.Weight),
            scored.Average(s => s.Baseline.Score),
            scored.Average(s => s.Peer.Score),
            scored.Average(s => s.Relative.Score),
            scored.Average(s => s.Coverage),
            Calibration.Of(scored.Select(s => s.Track)));
    }
}
