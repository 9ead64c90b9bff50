using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class MovementSplitTests
{
    [Fact]
    public void The_parts_of_any_span_add_up_to_its_movement() =>
        Gen.Select(Logs.Any, Gen.Int[0, 80], Gen.Int[0, 80]).Sample((log, a, b) =>
        {
            var (from, to) = (Math.Min(Math.Min(a, b), log.Length), Math.Min(Math.Max(a, b), log.Length));
            var crowd = new Crowd();
            var jumps = log.Select(crowd.Apply).ToArray();

            // To the last half point: not nearly, but equal
            var split = MovementSplit.Of(jumps[from..to]);
            (split.ChangedMinds + split.Newcomers + split.Withdrawals + split.Ageing).ShouldBe(NumberAfter(log, to) - NumberAfter(log, from));
            split.Total.ShouldBe(NumberAfter(log, to) - NumberAfter(log, from));
        });

    /// <summary>The number in points as it last stood; before there was one, the first that there will be.</summary>
    private static double NumberAfter(Update<char>[] log, int count)
    {
        for (; count > 0; count--)
            if (Logs.Current(log[..count]) is { Count: > 0 } current)
                return Points(Pooling.RecencyWeighted(current.Probabilities()));
        return log.Length == 0 ? 0 : log[0].To!.Value;
    }

    private static double Points(Spread spread) => Math.Round(200 * spread.Median) / 2;

    [Fact]
    public void Each_part_is_what_its_definition_says() => Logs.Any.Sample(log =>
    {
        var crowd = new Crowd();
        for (var i = 0; i < log.Length; i++)
        {
            var before = Logs.Current(log[..i]);
            var jump = crowd.Apply(log[i]);
            if (before.Count > 0 && crowd.Count > 0)
                jump.ShouldBe(Defined(before, log[i]));
        }
    });

    private static Jump Defined(List<(long Who, int Percent)> before, Update<char> update)
    {
        var all = Points(Pooling.RecencyWeighted(before.Probabilities()));
        var others = before.Where(c => c.Who != update.Participant).Probabilities();
        double Weighed(int total) => Points(Pooling.Weighted(others,
            [.. before.Select((c, i) => (c.Who, Weight: Pooling.RecencyWeight(i + 1, total))).Where(c => c.Who != update.Participant).Select(c => c.Weight)]));

        if (update.To is not { } percent)
        {
            var (without, left) = (Weighed(before.Count), Points(Pooling.RecencyWeighted(others)));
            return new(Cause.Withdrawal, without - all, left - without);
        }
        var after = Points(Pooling.RecencyWeighted([.. others, percent / 100.0]));
        var aged = update.From is { } old ? Points(Pooling.RecencyWeighted([.. others, old / 100.0])) : Weighed(before.Count + 1);
        return new(update.From is null ? Cause.Newcomer : Cause.ChangedMind, after - aged, aged - all);
    }

    [Fact]
    public void To_say_the_same_again_changes_no_mind() => Gen.Select(Logs.Any, Gen.Int[0, 11]).Sample((log, who) =>
    {
        var crowd = new Crowd();
        foreach (var update in log)
            crowd.Apply(update);
        if (crowd.Of(who) is { } percent)
            crowd.Set(who, percent).Own.ShouldBe(0);
    });

    [Fact]
    public void The_newest_who_changes_ages_nobody() => Logs.Any.Where(log => log.Length > 0 && log[^1].To is not null).Sample(log =>
    {
        var crowd = new Crowd();
        foreach (var update in log)
            crowd.Apply(update);
        crowd.Set(log[^1].Participant, 42).Ageing.ShouldBe(0);
    });

    [Fact]
    public void A_newcomer_beside_three_or_more_ages_nobody() => Gen.Select(Logs.Any, Gen.Int[1, 99]).Sample((log, percent) =>
    {
        var crowd = new Crowd();
        foreach (var update in log)
            crowd.Apply(update);
        if (crowd.Count >= 3)
            crowd.Set(99, percent).Ageing.ShouldBe(0);
    });

    [Fact]
    public void One_log_by_hand()
    {
        var crowd = new Crowd();
        // The first moves nothing; of two the number is their middle; the three weigh .4809, .7277, 1 (see PoolingTests)
        crowd.Set(1, 80).ShouldBe(new(Cause.Newcomer, 0, 0));
        crowd.Set(2, 60).ShouldBe(new(Cause.Newcomer, -10, 0));
        // The two alone, weighing .4809 and .7277, would stand at 60
        crowd.Set(3, 20).ShouldBe(new(Cause.Newcomer, 0, -10));
        // With 80 said again 60, 20, 80 weigh .4809, .7277, 1, which still makes 60; with 1 in its place it is 20
        crowd.Set(1, 1).ShouldBe(new(Cause.ChangedMind, -40, 0));
        // 60 and 20 with these weights make 20, and as the only two 40
        crowd.Withdraw(1).ShouldBe(new(Cause.Withdrawal, 0, 20));
        crowd.Withdraw(3).ShouldBe(new(Cause.Withdrawal, 20, 0));
        crowd.Withdraw(2).ShouldBe(new(Cause.Withdrawal, 0, 0));
        // Nobody was there, and the number was last seen at 60
        crowd.Set(4, 70).ShouldBe(new(Cause.Newcomer, 10, 0));
    }

    [Fact]
    public void Whole_points_add_up_to_what_is_shown() => Gen.Select(Logs.Any, Gen.Int[0, 79]).Where((log, _) => log.Length > 0).Sample((log, from) =>
    {
        from = Math.Min(from, log.Length - 1);
        var crowd = new Crowd();
        var split = MovementSplit.Of(log.Select(crowd.Apply).ToArray()[from..]);
        var shown = Movement.Points(NumberAfter(log, log.Length) / 100, NumberAfter(log, from) / 100);

        var (minds, newcomers, withdrawals, ageing) = split.Whole(shown);

        (minds + newcomers + withdrawals + ageing).ShouldBe(shown);
        foreach (var (whole, part) in new[] { (minds, split.ChangedMinds), (newcomers, split.Newcomers), (withdrawals, split.Withdrawals), (ageing, split.Ageing) })
        {
            Math.Abs(whole - part).ShouldBeLessThan(2);
            if (part == 0) whole.ShouldBe(0);
        }
    });

    [Fact]
    public void Another_movement_is_refused()
    {
        var split = MovementSplit.Of([new(Cause.ChangedMind, 2.5, 0), new(Cause.Newcomer, -1, .5)]);
        split.ShouldBe(new(2.5, -1, 0, .5));
        split.Whole(2).ShouldBe((3, -1, 0, 0));
        split.Whole(3).ShouldBe((3, -1, 0, 1));
        Should.Throw<ArgumentOutOfRangeException>(() => split.Whole(4)).ParamName.ShouldBe("shown");
        Should.Throw<ArgumentOutOfRangeException>(() => default(MovementSplit).Whole(1)).ParamName.ShouldBe("shown");
        default(MovementSplit).Whole(0).ShouldBe((0, 0, 0, 0));
        Should.Throw<ArgumentOutOfRangeException>(() => MovementSplit.Of([new((Cause)9, 1, 0)]));
    }
}
