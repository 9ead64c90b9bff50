using System.Runtime.InteropServices;

namespace Textak.Forecasting;

/// <summary>
/// The peer score over time: at each moment <see cref="Scoring.Peer"/> among those with an estimate, averaged over the planned time
/// of the forecast. It is 0 while one has no estimate, or is alone. At each moment all scores add up to 0, so they do in the end.
/// </summary>
/// <remarks>
/// One pass over all changes, O(E log E), keeps the running integrals of N/(N-1) and of the sum of ln p over N-1. What somebody scores
/// with one estimate is then its ln p times the growth of the first, less the growth of the second.
/// Source: Metaculus, "Scores FAQ", what is the Peer score?, and its open source code (scoring/score_math).
/// </remarks>
public sealed class Peers
{
    private readonly Term? term;
    private readonly bool outcome;

    /// <summary>When the number of estimates or one of them changed, in ticks after the opening, rising.</summary>
    private readonly List<long> times = [];

    /// <summary>At each of the times: integrals of N/(N-1) and S/(N-1) while N is 2 or more, and of 1 and S/N while it is 1 or more.</summary>
    private readonly List<Integrals> grown = [];

    /// <param name="participants">Everybody's track on one forecast; the order is free.</param>
    /// <exception cref="ArgumentException">The tracks are not all of one term and outcome.</exception>
    public Peers(IReadOnlyCollection<Track> participants)
    {
        ArgumentNullException.ThrowIfNull(participants);
        foreach (var track in participants)
        {
            if (term is null)
                (term, outcome) = (track.Term, track.Outcome);
            Check(track, nameof(participants));
        }
        Integrate(participants);
    }

    /// <summary>The peer score of one of the participants.</summary>
    /// <param name="participant">A track that was among the participants.</param>
    /// <returns>Points: more is better; and the coverage, which counts the time alone too.</returns>
    /// <exception cref="ArgumentException">The track is of another term or outcome.</exception>
    public TimeScore Score(Track participant) => Score(participant, (from, until, log) =>
        log * (until.OverOthers - from.OverOthers) - (until.SumOverOthers - from.SumOverOthers));

    /// <summary>
    /// The score of a number that is not a participant's, such as the board's, as one more participant: 100 (ln p - the mean of all
    /// participants' ln p). It does not change what the participants score.
    /// </summary>
    /// <param name="other">The track of that number on the same forecast.</param>
    /// <returns>Points: more is better, 0 while nobody had an estimate; and its coverage.</returns>
    /// <exception cref="ArgumentException">The track is of another term or outcome.</exception>
    public TimeScore ScoreBeside(Track other) => Score(other, (from, until, log) =>
        log * (until.Anybody - from.Anybody) - (until.Mean - from.Mean));

    private TimeScore Score(Track track, Func<Integrals, Integrals, double, double> grow)
    {
        ArgumentNullException.ThrowIfNull(track);
        Check(track, nameof(track));
        var sum = track.Stretches.Sum(s => grow(At(s.From), At(s.Until), Scoring.Log(s.P, outcome)));
        return new(100 * sum / track.Term.Planned, track.Coverage);
    }

    private void Check(Track track, string name)
    {
        if (term is not null && (track.Term != term || track.Outcome != outcome))
            throw new ArgumentException("The tracks are not of one forecast.", name);
    }

    private void Integrate(IReadOnlyCollection<Track> participants)
    {
        var changes = new List<(long At, int People, double Log)>();
        foreach (var stretch in participants.SelectMany(track => track.Stretches))
        {
            var log = Scoring.Log(stretch.P, outcome);
            changes.Add((stretch.From, 1, log));
            changes.Add((stretch.Until, -1, -log));
        }
        // Values break ties, so that the order of the participants does not show even in the rounding
        changes.Sort();

        var people = 0;
        var sum = 0.0;
        var integrals = default(Integrals);
        foreach (var (at, more, log) in changes)
        {
            if (times.Count > 0)
                integrals = integrals.Grown(at - times[^1], people, sum);
            times.Add(at);
            grown.Add(integrals);
            people += more;
            sum = people == 0 ? 0 : sum + log;
        }
    }

    private Integrals At(long time)
    {
        if (times.Count == 0 || time <= times[0])
            return default;
        if (time >= times[^1])
            return grown[^1];
        // All grow evenly from one change to the next
        var found = times.BinarySearch(time);
        if (found >= 0)
            return grown[found];
        var next = ~found;
        return Integrals.Between(grown[next - 1], grown[next], (double)(time - times[next - 1]) / (times[next] - times[next - 1]));
    }

    [StructLayout(LayoutKind.Auto)]
    private readonly record struct Integrals(double OverOthers, double SumOverOthers, double Anybody, double Mean)
    {
        public Integrals Grown(double time, int people, double sum) => people switch
        {
            0 => this,
            1 => new(OverOthers, SumOverOthers, Anybody + time, Mean + time * sum),
            _ => new(OverOthers + time * people / (people - 1), SumOverOthers + time * sum / (people - 1), Anybody + time, Mean + time * sum / people),
        };

        public static Integrals Between(Integrals a, Integrals b, double share) => new(
            Mix(a.OverOthers, b.OverOthers, share), Mix(a.SumOverOthers, b.SumOverOthers, share),
            Mix(a.Anybody, b.Anybody, share), Mix(a.Mean, b.Mean, share));

        private static double Mix(double a, double b, double share) => a + share * (b - a);
    }
}
