using CsCheck;
using Textak.Forecasting;
using static Textak.Tests.Forecasting.Histories;

namespace Textak.Tests.Forecasting;

public class TrackTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void Five_days_of_baseline()
    {
        var track = new Track([Stood(.4, 1, 2), Stood(.7, 2, 3), Stood(.7, 3, 4), Stood(.8, 4)], Days(5), outcome: true);

        // The design rounds to 26.540; 20 (log2 .8 + 2 log2 1.4 + log2 1.6) in 45-digit decimal arithmetic
        track.Baseline().Score.ShouldBe(26.539949291315176468, Exact);
        track.Baseline().Coverage.ShouldBe(.8, Exact);
    }

    [Fact]
    public void Half_the_coverage_halves_the_baseline_score() => Gen.Select(Estimates.One, Gen.Bool).Sample((p, outcome) =>
    {
        var (half, coverage) = new Track([Stood(p, 5)], Days(10), outcome).Baseline();

        half.ShouldBe(Scoring.Baseline(p, outcome) / 2, Exact);
        coverage.ShouldBe(.5, Exact);
        new Track([Stood(p, 0)], Days(10), outcome).Baseline().Score.ShouldBe(2 * half, Exact);
    });

    [Fact]
    public void Resolved_early_keeps_the_full_denominator()
    {
        var track = new Track([Stood(.9, 0)], Days(10, ended: 2.5), outcome: true);

        track.Baseline().Score.ShouldBe(Scoring.Baseline(.9, true) / 4, Exact);
        track.Coverage.ShouldBe(.25, Exact);
        track.Weighed().ShouldBe([new(.9, true, 1)]);
    }

    [Fact]
    public void Only_what_lies_within_the_term_counts()
    {
        var track = new Track([Stood(.2, -9, -3), Stood(.6, -2, 2), Stood(.8, 6, 99)], Days(10, ended: 8), outcome: false);

        track.Coverage.ShouldBe(.4, Exact);
        track.Brier()!.Value.ShouldBe((.36 + .64) / 2, Exact);
        track.Log()!.Value.ShouldBe((Math.Log(.4) + Math.Log(.2)) / 2, Exact);
        new Track([Stood(.2, 8)], Days(10, ended: 8), outcome: false).Coverage.ShouldBe(0);
    }

    [Fact]
    public void Who_never_estimated_has_no_Brier_score_and_nothing_else_to_gain()
    {
        var silent = new Track([], Days(10), outcome: true);

        silent.Baseline().ShouldBe(new TimeScore(0, 0));
        silent.Brier().ShouldBeNull();
        silent.Log().ShouldBeNull();
        silent.Weighed().ShouldBeEmpty();
    }

    [Fact]
    public void Relative_to_the_crowd_while_both_have_a_number()
    {
        var crowd = new Track([Stood(.5, 2, 6), Stood(.8, 6, 8)], Days(10), outcome: true);
        var own = new Track([Stood(.4, 0, 4), Stood(.9, 7)], Days(10), outcome: true);

        own.RelativeTo(crowd).Score.ShouldBe(100 * (2 * Math.Log2(.4 / .5) + Math.Log2(.9 / .8)) / 10, Exact);
        own.RelativeTo(crowd).Coverage.ShouldBe(.3, Exact);
    }

    [Fact]
    public void Between_two_of_the_same_coverage_it_is_the_difference_of_the_baselines() =>
        Gen.Select(Estimates.UpTo(6), Estimates.UpTo(6), AnyTerm, Gen.Bool).Sample((mine, theirs, term, outcome) =>
        {
            Track Spread(double[] said) => new([.. said.Select((p, i) => Stood(p, i * 7, i == said.Length - 1 ? null : i * 7 + 7))], term, outcome);
            var (own, crowd) = (Spread(mine), Spread(theirs));

            own.RelativeTo(crowd).Score.ShouldBe(own.Baseline().Score - crowd.Baseline().Score, 1e-8);
            own.RelativeTo(crowd).Score.ShouldBe(-crowd.RelativeTo(own).Score, 1e-8);
            own.RelativeTo(crowd).Coverage.ShouldBe(own.Coverage, Exact);
        });

    [Fact]
    public void Time_averages_are_what_a_look_at_every_day_gives() => AnyTrack.Sample(track =>
    {
        // Everything here begins and ends on whole days, so a look at each noon sees it all
        var days = Enumerable.Range(0, (track.Term.Horizon - track.Term.Opened).Days).Select(day => Opened.AddDays(day + .5)).ToList();
        var seen = days.Where(at => at < track.Term.Ended).Select(at => track.At(at)).OfType<double>().ToList();

        track.Coverage.ShouldBe((double)seen.Count / days.Count, Exact);
        track.Baseline().Score.ShouldBe(seen.Sum(p => Scoring.Baseline(p, track.Outcome)) / days.Count, 1e-7);
        if (seen.Count > 0)
        {
            track.Brier()!.Value.ShouldBe(seen.Average(p => Scoring.Brier(p, track.Outcome)), Exact);
            track.Log()!.Value.ShouldBe(seen.Average(p => Scoring.Log(p, track.Outcome)), 1e-8);
        }
    });

    [Fact]
    public void Later_by_the_same_time_changes_nothing() =>
        Gen.Select(AnyHistory, AnyTerm, Gen.Bool, Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000]).Sample((history, term, outcome, ticks) =>
        {
            var by = TimeSpan.FromTicks(ticks);
            var (track, later) = (new Track(history, term, outcome), new Track(history.Later(by), term.Later(by), outcome));

            later.Baseline().ShouldBe(track.Baseline());
            later.Brier().ShouldBe(track.Brier());
            later.Log().ShouldBe(track.Log());
            later.RelativeTo(later).ShouldBe(track.RelativeTo(track));
            later.Weighed().ShouldBe(track.Weighed());
        });

    [Fact]
    public void A_stretch_in_two_pieces_is_the_same_stretch() =>
        Gen.Select(Estimates.One, AnyTerm, Gen.Bool, Gen.Int[1, 99]).Sample((p, term, outcome, cut) =>
        {
            var whole = new Track([Stood(p, 0, 100)], term, outcome);
            var pieces = new Track([Stood(p, 0, cut), Stood(p, cut, 100)], term, outcome);

            pieces.Baseline().Score.ShouldBe(whole.Baseline().Score, Exact);
            pieces.Coverage.ShouldBe(whole.Coverage, Exact);
        });

    [Fact]
    public void Scores_stay_within_their_bounds() => AnyTrack.Sample(track =>
    {
        track.Coverage.ShouldBeInRange(0, 1);
        track.Baseline().Score.ShouldBeLessThanOrEqualTo(100 * track.Coverage);
        if (track.Brier() is { } brier) brier.ShouldBeInRange(0, 1);
        if (track.Log() is { } log) log.ShouldBeLessThan(0);
        track.Weighed().Sum(w => w.Weight).ShouldBeLessThanOrEqualTo(1 + Exact);
    });

    [Fact]
    public void Points_become_what_held_between_them()
    {
        var history = Held.Between([(Opened, .5), (Opened.AddDays(1), null), (Opened.AddDays(2), .6), (Opened.AddDays(3), .7)]);

        history.ShouldBe([Stood(.5, 0, 1), Stood(.6, 2, 3), Stood(.7, 3)]);
        Held.Between([]).ShouldBeEmpty();
        Held.Between([(Opened, .5), (Opened.AddDays(1), null)]).ShouldBe([Stood(.5, 0, 1)]);
    }

    [Fact]
    public void What_cannot_be_is_refused()
    {
        void Refuse(params Held[] history) => Should.Throw<ArgumentException>(() => new Track(history, Days(5), true)).ParamName.ShouldBe("history");
        Refuse(Stood(0, 1));
        Refuse(Stood(double.NaN, 1));
        Refuse(Stood(.5, 2, 1));
        Refuse(Stood(.5, 1, 3), Stood(.5, 2, 4));
        Refuse(Stood(.5, 1), Stood(.6, 2));
        Should.Throw<ArgumentException>(() => Held.Between([(Opened.AddDays(1), .5), (Opened, .6)])).ParamName.ShouldBe("points");
        Should.Throw<ArgumentOutOfRangeException>(() => Days(0)).ParamName.ShouldBe("horizon");
        Should.Throw<ArgumentOutOfRangeException>(() => Days(5, ended: -1)).ParamName.ShouldBe("ended");
        Days(5, ended: 9).Ended.ShouldBe(Opened.AddDays(5));

        var track = new Track([Stood(.5, 1)], Days(5), outcome: true);
        Should.Throw<ArgumentException>(() => track.RelativeTo(new([], Days(6), outcome: true))).ParamName.ShouldBe("crowd");
        Should.Throw<ArgumentException>(() => track.RelativeTo(new([], Days(5), outcome: false))).ParamName.ShouldBe("crowd");
    }
}
