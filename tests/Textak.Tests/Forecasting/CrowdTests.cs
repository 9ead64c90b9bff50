using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class CrowdTests
{
    [Fact]
    public void After_each_update_it_says_what_pooling_all_estimates_says() => Logs.Any.Sample(log =>
    {
        var crowd = new Crowd();
        for (var i = 0; i < log.Length; i++)
        {
            crowd.Apply(log[i]);
            ShouldBeOf(crowd, Logs.Current(log[..(i + 1)]));
        }
    });

    private static void ShouldBeOf(Crowd crowd, List<(long Who, int Percent)> current)
    {
        crowd.Count.ShouldBe(current.Count);
        crowd.Spread.ShouldBe(current.Count == 0 ? null : Pooling.RecencyWeighted(current.Probabilities()));
        if (current.Count == 0) crowd.GeometricMean.ShouldBeNull();
        else crowd.GeometricMean!.Value.ShouldBe(Pooling.GeometricMeanOfOdds(current.Probabilities()), 1e-12);
        crowd.Histogram.ShouldBe(Histogram.Of(current.Select(c => (c.Percent, 1))));
    }

    [Fact]
    public void Also_of_more_than_it_looks_at() =>
        Gen.Select(Gen.Int[1, 99].Array[1700, 2600], Gen.Int[0, 1699].Array[0, 60]).Sample((first, again) =>
        {
            var crowd = new Crowd();
            var log = first.Select((percent, who) => new Update<char>(who, null, percent, []))
                .Concat(again.Select((who, i) => new Update<char>(who, 50, 1 + (who + i) % 99, []))).ToArray();
            foreach (var update in log)
                crowd.Apply(update);
            for (var who = 0; who < 100; who++)
                crowd.Withdraw(first.Length - 1 - who);

            ShouldBeOf(crowd, [.. Logs.Current(log).Where(c => c.Who < first.Length - 100)]);
        }, iter: 40);

    [Fact]
    public void Replaying_the_log_gives_each_point_again() => Logs.Any.Sample(log =>
    {
        Crowd first = new(), second = new();
        foreach (var update in log)
        {
            first.Apply(update).ShouldBe(second.Apply(update));
            (second.Spread, second.GeometricMean, second.Count).ShouldBe((first.Spread, first.GeometricMean, first.Count));
        }
    });

    [Fact]
    public void As_it_stands_it_goes_on_like_after_the_whole_log() => Gen.Select(Logs.Any, Gen.Int[0, 80]).Sample((log, cut) =>
    {
        cut = Math.Min(cut, log.Length);
        var whole = new Crowd();
        double? number = null;
        foreach (var update in log[..cut])
        {
            whole.Apply(update);
            number = whole.Spread?.Median ?? number;
        }
        var taken = new Crowd(Logs.Current(log[..cut]), number);

        (taken.Spread, taken.GeometricMean, taken.Count).ShouldBe((whole.Spread, whole.GeometricMean, whole.Count));
        foreach (var update in log[cut..])
            taken.Apply(update).ShouldBe(whole.Apply(update));
    });

    [Fact]
    public void Where_one_comes_and_goes_the_others_are_as_they_were() => Gen.Select(Logs.Any, Gen.Int[1, 99]).Sample((log, percent) =>
    {
        var crowd = new Crowd();
        foreach (var update in log)
            crowd.Apply(update);
        var (spread, mean) = (crowd.Spread, crowd.GeometricMean);

        crowd.Set(99, percent);
        crowd.Of(99).ShouldBe(percent);
        crowd.Withdraw(99);
        crowd.Of(99).ShouldBeNull();

        (crowd.Spread, crowd.GeometricMean).ShouldBe((spread, mean));
    });

    [Fact]
    public void What_cannot_be_is_refused()
    {
        var crowd = new Crowd();
        foreach (var percent in new[] { 0, 100, -1 })
            Should.Throw<ArgumentOutOfRangeException>(() => crowd.Set(1, percent)).ParamName.ShouldBe("percent");
        Should.Throw<ArgumentException>(() => crowd.Withdraw(1)).ParamName.ShouldBe("participant");
        crowd.Count.ShouldBe(0);
        crowd.Spread.ShouldBeNull();
        Should.Throw<ArgumentOutOfRangeException>(() => new Crowd([(1, 100)])).ParamName.ShouldBe("oldestFirst");
        Should.Throw<ArgumentException>(() => new Crowd([(1, 10), (1, 20)])).ParamName.ShouldBe("oldestFirst");
        Should.Throw<ArgumentOutOfRangeException>(() => new Crowd([], 1)).ParamName.ShouldBe("lastStood");
    }
}
