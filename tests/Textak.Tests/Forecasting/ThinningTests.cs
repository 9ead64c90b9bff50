using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class ThinningTests
{
    /// <summary>Points in the order of time, with repeated times, bursts and pauses; each value is one of a few, so that they repeat too.</summary>
    private static readonly Gen<(long T, double? V)[]> Series = Of(Estimates.Whole.Select(v => (double?)v));

    /// <summary>The same, with stretches in between where there is no value.</summary>
    private static readonly Gen<(long T, double? V)[]> Paused = Of(Gen.Select(Estimates.Whole, Gen.Int[0, 5]).Select((v, none) => none == 0 ? null : (double?)v));

    private static readonly Gen<int> Max = Gen.Int[6, 60];

    [Fact]
    public void A_spike_survives()
    {
        (long T, double? V)[] points = [.. Enumerable.Range(0, 1000).Select(t => ((long)t, (double?)(t == 700 ? .99 : t == 300 ? .01 : .5)))];

        Thinning.KeepExtremes(points, 6).ShouldBe([(0, .5), (1, .5), (300, .01), (500, .5), (700, .99), (999, .5)]);
    }

    [Fact]
    public void Each_stretch_of_time_keeps_its_lowest_and_highest()
    {
        // From 0 to 100 in two stretches: what comes before 50, and the rest
        (long T, double? V)[] points = [(0, .5), (10, .6), (20, .4), (30, .5), (49, .5), (50, .7), (51, .8), (52, .75), (99, .71), (100, .7)];

        Thinning.KeepExtremes(points, 6).ShouldBe([(0, .5), (10, .6), (20, .4), (50, .7), (51, .8), (100, .7)]);
    }

    [Fact]
    public void A_pause_stays_visible()
    {
        // Thousands of updates, and ten steps of time in the midst where nobody had an estimate
        (long T, double? V)[] points = [.. Enumerable.Range(0, 5000).Select(t => ((long)(t < 2500 ? t : t + 10), (double?)(t == 2499 ? null : .5)))];

        var kept = Thinning.KeepExtremes(points, 400);

        kept.Count.ShouldBeLessThanOrEqualTo(400);
        kept.SkipWhile(point => point.V is not null).Take(2).ShouldBe([(2499, null), (2510, .5)]);
        kept.Count(point => point.V is null).ShouldBe(1);
    }

    [Fact]
    public void A_history_that_ends_without_a_value_stays_ended()
    {
        (long T, double? V)[] points = [.. Enumerable.Range(0, 1000).Select(t => ((long)t, (double?)(t == 999 ? null : .5)))];

        Thinning.KeepExtremes(points, 10)[^1].ShouldBe((999, null));
    }

    [Fact]
    public void Each_pause_that_outlasts_a_stretch_keeps_beginning_and_end() =>
        Gen.Select(Paused, Max).Where((points, max) => points.Length > max && points[^1].T > points[0].T).Sample((points, max) =>
        {
            long buckets = (max - 2) / 4, span = points[^1].T - points[0].T;
            var kept = Thinning.KeepExtremes(points, max);

            for (var i = 1; i < points.Length; i++)
            {
                if (points[i].V is not null || points[i - 1].V is null) continue;
                var end = Array.FindIndex(points, i, point => point.V is not null) is var found and >= 0 ? found : points.Length - 1;
                if ((points[end].T - points[i].T) * buckets <= span) continue;
                kept.ShouldContain(points[i]);
                kept.ShouldContain(points[end]);
            }
        });

    [Fact]
    public void Few_points_stay_as_they_are() => Gen.Select(Paused, Max).Where((points, max) => points.Length <= max).Sample((points, max) =>
        Thinning.KeepExtremes(points, max).ShouldBe(points));

    [Fact]
    public void Never_more_than_asked_for() => Gen.Select(Paused, Max).Sample((points, max) =>
        Thinning.KeepExtremes(points, max).Count.ShouldBeLessThanOrEqualTo(max));

    [Fact]
    public void Ends_and_extremes_are_kept() => Gen.Select(Paused, Max).Where((points, _) => points.Length > 0).Sample((points, max) =>
    {
        var kept = Thinning.KeepExtremes(points, max);

        kept[0].ShouldBe(points[0]);
        kept[^1].ShouldBe(points[^1]);
        kept.Min(point => point.V).ShouldBe(points.Min(point => point.V));
        kept.Max(point => point.V).ShouldBe(points.Max(point => point.V));
    });

    [Fact]
    public void Each_stretch_keeps_its_own_extremes() =>
        Gen.Select(Series, Max).Where((points, max) => points.Length > max && points[^1].T > points[0].T).Sample((points, max) =>
        {
            long buckets = (max - 2) / 2, start = points[0].T, end = points[^1].T;
            long BucketOf((long T, double? V) point) => Math.Min((point.T - start) * buckets / (end - start), buckets - 1);
            var kept = Thinning.KeepExtremes(points, max).Skip(1).SkipLast(1).ToLookup(BucketOf);

            foreach (var stretch in points[1..^1].GroupBy(BucketOf))
            {
                kept[stretch.Key].ShouldContain(point => point.V == stretch.Min(p => p.V));
                kept[stretch.Key].ShouldContain(point => point.V == stretch.Max(p => p.V));
            }
        });

    [Fact]
    public void What_is_kept_was_there_in_that_order() => Gen.Select(Paused, Max).Sample((points, max) =>
    {
        var rest = points.AsEnumerable().GetEnumerator();
        foreach (var point in Thinning.KeepExtremes(points, max))
        {
            var found = false;
            while (!found && rest.MoveNext())
                found = rest.Current == point;
            found.ShouldBeTrue($"{point} is missing, or comes too early");
        }
    });

    [Fact]
    public void The_longest_possible_time_does_not_overflow()
    {
        (long T, double? V)[] points = [(long.MinValue, .5), (-3, .4), (-2, .3), (-1, .2), (0, .3), (1, .9), (2, .4), (long.MaxValue, .5)];

        Thinning.KeepExtremes(points, 6).ShouldBe([(long.MinValue, .5), (-3, .4), (-1, .2), (0, .3), (1, .9), (long.MaxValue, .5)]);
    }

    [Fact]
    public void Points_out_of_order_and_too_small_a_maximum_are_refused()
    {
        Should.Throw<ArgumentException>(() => Thinning.KeepExtremes([(2, .5), (1, .5)], 6));
        Should.Throw<ArgumentOutOfRangeException>(() => Thinning.KeepExtremes([(1, .5), (2, .5)], 5));
    }

    private static Gen<(long T, double? V)[]> Of(Gen<double?> value) =>
        Gen.Select(Gen.OneOf(Gen.Int[0, 3], Gen.Int[0, 1000]), value).Array[0, 300].Select(steps =>
        {
            var time = 0L;
            return steps.Select(step => (T: time += step.Item1, V: step.Item2)).ToArray();
        });
}
