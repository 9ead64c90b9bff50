using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

/// <summary>What participants may have held over the life of a forecast: with pauses, before it opened and after it ended too.</summary>
internal static class Histories
{
    public static readonly DateTimeOffset Opened = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>So many days planned, ended after so many.</summary>
    public static Term Days(double planned, double? ended = null) =>
        new(Opened, Opened.AddDays(planned), Opened.AddDays(ended ?? planned));

    /// <summary>Held from one day to another, or on.</summary>
    public static Held Stood(double p, double from, double? until = null) =>
        new(p, Opened.AddDays(from), until is { } end ? Opened.AddDays(end) : null);

    public static readonly Gen<Term> AnyTerm = Gen.Select(Gen.Int[1, 1000], Gen.Int[0, 1200], (planned, ended) => Days(planned, ended));

    public static readonly Gen<Held[]> AnyHistory =
        Gen.Select(Gen.Int[-100, 300], Gen.Select(Gen.Int[0, 100], Gen.Int[0, 400], Estimates.One).Array[0, 6], Gen.Bool).Select((day, stretches, stays) =>
        {
            var history = new List<Held>();
            foreach (var (pause, length, p) in stretches)
            {
                var from = day += pause;
                history.Add(Stood(p, from, day += length));
            }
            if (stays && history.Count > 0)
                history[^1] = history[^1] with { Until = null };
            return history.ToArray();
        });

    /// <summary>Up to eight participants' tracks on one forecast.</summary>
    public static readonly Gen<Track[]> AnyTracks =
        Gen.Select(AnyHistory.Array[0, 8], AnyTerm, Gen.Bool, (all, term, outcome) => all.Select(history => new Track(history, term, outcome)).ToArray());

    public static readonly Gen<Track> AnyTrack = Gen.Select(AnyHistory, AnyTerm, Gen.Bool, (history, term, outcome) => new Track(history, term, outcome));

    public static Held[] Later(this IEnumerable<Held> history, TimeSpan by) =>
        [.. history.Select(h => new Held(h.P, h.From + by, h.Until + by))];

    public static Term Later(this Term term, TimeSpan by) => new(term.Opened + by, term.Horizon + by, term.Ended + by);

    /// <summary>What was held at a moment, if anything.</summary>
    public static double? At(this Track track, DateTimeOffset at) =>
        track.History.Where(h => h.From <= at && !(h.Until <= at)).Select(h => (double?)h.P).SingleOrDefault();
}
