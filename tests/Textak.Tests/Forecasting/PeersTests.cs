using CsCheck;
using Textak.Forecasting;
using static Textak.Tests.Forecasting.Histories;

namespace Textak.Tests.Forecasting;

public class PeersTests
{
    private const double Exact = 1e-9;

    [Fact]
    public void The_third_comes_half_way()
    {
        Track[] tracks = [.. new[] { Stood(.1, 0), Stood(.5, 0), Stood(.9, 5) }.Select(held => new Track([held], Days(10), outcome: true))];
        var peers = new Peers(tracks);

        // The design rounds to -175.638, +106.013 and +69.625; the rest from the formula in 45-digit decimal arithmetic
        peers.Score(tracks[0]).Score.ShouldBe(-175.638457865963012665, Exact);
        peers.Score(tracks[1]).Score.ShouldBe(106.013176810004552890, Exact);
        peers.Score(tracks[2]).Score.ShouldBe(69.625281055958459775, Exact);
        peers.Score(tracks[2]).Coverage.ShouldBe(.5, Exact);
        tracks.Sum(track => peers.Score(track).Score).ShouldBe(0, Exact);
    }

    [Fact]
    public void The_boards_number_is_scored_as_one_more()
    {
        Track[] tracks = [.. new[] { .1, .5, .9 }.Select(p => new Track([Stood(p, 0)], Days(10), outcome: true))];
        var peers = new Peers(tracks);

        // 100 (ln p - the mean of ln .1, ln .5 and ln .9) in 45-digit decimal arithmetic
        peers.ScoreBeside(new([Stood(.5, 0)], Days(10), outcome: true)).Score.ShouldBe(34.055041584399378880, Exact);
        peers.ScoreBeside(new([Stood(.8, 0)], Days(10), outcome: true)).Score.ShouldBe(81.055404508972934245, Exact);
        peers.ScoreBeside(new([Stood(.8, 0, 5)], Days(10), outcome: true)).Score.ShouldBe(81.055404508972934245 / 2, Exact);
    }

    [Fact]
    public void Beside_the_others_is_what_one_more_participant_scores() =>
        AnyTracks.Where(tracks => tracks.Length > 1).Sample(tracks =>
            new Peers(tracks[1..]).ScoreBeside(tracks[0]).Score.ShouldBe(new Peers(tracks).Score(tracks[0]).Score, 1e-7));

    [Fact]
    public void All_scores_add_up_to_0() => AnyTracks.Sample(tracks =>
    {
        var peers = new Peers(tracks);

        tracks.Sum(track => peers.Score(track).Score).ShouldBe(0, 1e-7);
    });

    [Fact]
    public void Over_time_it_is_the_mean_of_what_each_day_scores() => AnyTracks.Where(tracks => tracks.Length > 0).Sample(tracks =>
    {
        var (peers, term) = (new Peers(tracks), tracks[0].Term);
        var planned = (term.Horizon - term.Opened).Days;
        var sums = new double[tracks.Length];
        for (var day = 0; day < (term.Ended - term.Opened).Days; day++)
        {
            var at = Opened.AddDays(day + .5);
            int[] active = [.. Enumerable.Range(0, tracks.Length).Where(i => tracks[i].At(at) is not null)];
            if (active.Length == 0) continue;
            var scores = Scoring.Peer([.. active.Select(i => tracks[i].At(at)!.Value)], tracks[0].Outcome);
            for (var i = 0; i < active.Length; i++)
                sums[active[i]] += scores[i] / planned;
        }

        tracks.Select(track => peers.Score(track).Score).ShouldBe(sums, new Near(1e-7));
        tracks.Select(track => peers.Score(track).Coverage).ShouldBe(tracks.Select(track => track.Coverage));
    });

    [Fact]
    public void Who_is_alone_all_the_time_scores_0() => AnyTrack.Sample(track =>
        new Peers([track]).Score(track).ShouldBe(new TimeScore(0, track.Coverage)));

    [Fact]
    public void The_order_of_the_participants_does_not_matter() => AnyTracks.Sample(tracks =>
    {
        var (peers, reversed) = (new Peers(tracks), new Peers([.. tracks.Reverse()]));

        tracks.Select(reversed.Score).ShouldBe(tracks.Select(peers.Score));
    });

    [Fact]
    public void Later_by_the_same_time_changes_nothing() =>
        Gen.Select(AnyHistory.Array[1, 6], AnyTerm, Gen.Bool, Gen.Long[-1_000_000_000_000_000, 1_000_000_000_000_000]).Sample((all, term, outcome, ticks) =>
        {
            var by = TimeSpan.FromTicks(ticks);
            Track[] tracks = [.. all.Select(history => new Track(history, term, outcome))];
            Track[] later = [.. all.Select(history => new Track(history.Later(by), term.Later(by), outcome))];

            later.Select(new Peers(later).Score).ShouldBe(tracks.Select(new Peers(tracks).Score));
        });

    [Fact]
    public void Of_another_forecast_is_refused()
    {
        var track = new Track([Stood(.5, 1)], Days(5), outcome: true);
        foreach (var other in new[] { new Track([], Days(6), outcome: true), new Track([], Days(5), outcome: false) })
        {
            Should.Throw<ArgumentException>(() => new Peers([track, other])).ParamName.ShouldBe("participants");
            Should.Throw<ArgumentException>(() => new Peers([track]).Score(other)).ParamName.ShouldBe("track");
            Should.Throw<ArgumentException>(() => new Peers([track]).ScoreBeside(other)).ParamName.ShouldBe("track");
        }
        new Peers([]).ScoreBeside(track).Score.ShouldBe(0);
    }
}
