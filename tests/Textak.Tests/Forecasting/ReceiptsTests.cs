using CsCheck;
using Textak.Forecasting;

namespace Textak.Tests.Forecasting;

public class ReceiptsTests
{
    private const double Exact = 1e-9;

    private static readonly double FortyToFifty = Math.Log(1.5), FiftyToEighty = Math.Log(4);

    [Fact]
    public void A_step_is_shared_by_the_reasons_it_names()
    {
        var impacts = Receipts.Impacts<char>([
            new(1, 40, 50, ['a', 'b']),
            new(2, 50, 80, ['a']),
            new(1, 50, 80, ['a']),
            new(3, null, 70, ['a']),
            new(4, 80, 50, ['b']),
            new(5, 10, 90, []),
        ]);

        var (a, b) = (impacts['a'], impacts['b']);
        (a.People, a.Moved).ShouldBe((3, 2));
        a.Points.ShouldBe(5 + 30 + 30, Exact);
        a.MeanPoints.ShouldBe(32.5, Exact);
        a.LogOdds.ShouldBe(FortyToFifty / 2 + 2 * FiftyToEighty, Exact);
        a.MeanLogOdds.ShouldBe(FortyToFifty / 4 + FiftyToEighty, Exact);
        (b.People, b.Moved).ShouldBe((2, 2));
        b.Points.ShouldBe(5 - 30, Exact);
        b.LogOdds.ShouldBe(FortyToFifty / 2 - FiftyToEighty, Exact);
        impacts.Count.ShouldBe(2);
    }

    [Fact]
    public void Named_with_a_first_estimate_it_moved_nobody()
    {
        var impact = Receipts.Impacts<char>([new(1, null, 70, ['a'])])['a'];

        impact.ShouldBe(new(People: 1, Moved: 0, Points: 0, LogOdds: 0));
        (impact.MeanPoints, impact.MeanLogOdds).ShouldBe((0, 0));
    }

    [Fact]
    public void At_the_ends_a_point_counts_for_what_it_is()
    {
        // 97 to 99 is ln (99 * 3 / 97), 50 to 52 is ln (52 / 48)
        new Step(97, 99).LogOdds.ShouldBe(Math.Log(297 / 97.0), Exact);
        new Step(50, 52).LogOdds.ShouldBe(Math.Log(52 / 48.0), Exact);
        new Step(97, 99).Points.ShouldBe(new Step(50, 52).Points);
    }

    [Fact]
    public void All_impacts_add_up_to_the_steps_that_name_a_reason() => Logs.Any.Sample(log =>
    {
        var impacts = Receipts.Impacts(log).Values;
        Step[] steps = [.. log.Where(update => update.Reasons.Count > 0).Select(update => update.Step).OfType<Step>()];

        impacts.Sum(impact => impact.Points).ShouldBe(steps.Sum(step => step.Points), 1e-8);
        impacts.Sum(impact => impact.LogOdds).ShouldBe(steps.Sum(step => step.LogOdds), 1e-8);
        foreach (var outcome in new[] { true, false })
            Receipts.Gains(log, outcome).Values.Sum().ShouldBe(steps.Sum(step => step.Gain(outcome)), 1e-8);
        foreach (var impact in impacts)
            impact.Moved.ShouldBeInRange(0, impact.People);
    });

    [Fact]
    public void The_order_of_the_receipts_does_not_matter() => Logs.Any.Sample(log =>
    {
        var (impacts, reversed) = (Receipts.Impacts(log), Receipts.Impacts(log.Reverse()));

        reversed.Keys.ShouldBe(impacts.Keys, ignoreOrder: true);
        foreach (var (reason, impact) in impacts)
        {
            (reversed[reason].People, reversed[reason].Moved).ShouldBe((impact.People, impact.Moved));
            reversed[reason].LogOdds.ShouldBe(impact.LogOdds, Exact);
        }
    });

    [Fact]
    public void Steps_towards_the_truth_gain()
    {
        var gains = Receipts.Gains<char>([new(1, 40, 80, ['a', 'b']), new(2, 80, 40, ['b']), new(3, null, 99, ['a'])], outcome: true);

        gains['a'].ShouldBe(Math.Log(2) / 2, Exact);
        gains['b'].ShouldBe(Math.Log(2) / 2 - Math.Log(2), Exact);
    }

    [Fact]
    public void The_way_there_and_back_moves_nothing() => Gen.Select(Gen.Int[1, 99], Gen.Int[1, 99], Gen.Bool).Sample((from, to, outcome) =>
    {
        Step there = new(from, to), back = new(to, from);

        (there.Points + back.Points).ShouldBe(0);
        (there.LogOdds + back.LogOdds).ShouldBe(0);
        (there.Gain(outcome) + back.Gain(outcome)).ShouldBe(0);
        Math.Sign(there.LogOdds).ShouldBe(Math.Sign(there.Points));
        Math.Sign(there.Gain(true)).ShouldBe(Math.Sign(there.Points));
        Math.Sign(there.Gain(false)).ShouldBe(-Math.Sign(there.Points));
        (there.Gain(true) - there.Gain(false)).ShouldBe(there.LogOdds, Exact);
    });

    [Fact]
    public void Without_a_reason_those_it_moved_are_back_where_they_were()
    {
        Update<char>[] log =
        [
            new(1, null, 30, []), new(2, null, 40, []), new(3, null, 50, ['a']), new(1, 30, 80, ['a', 'b']), new(2, 40, 70, ['a']), new(2, 70, 60, ['b']),
        ];

        var without = Receipts.Without(log, 'a');

        // 1 is back at 30, and older than 2, who went on for another reason; 3 would never have come
        (without.Of(1), without.Of(2), without.Of(3)).ShouldBe((30, 60, null));
        without.Spread.ShouldBe(Pooling.RecencyWeighted([.30, .60]));
        Receipts.Without(log, 'c').Spread.ShouldBe(Pooling.RecencyWeighted([.50, .80, .60]));
        Receipts.Without([log[2]], 'a').Spread.ShouldBeNull();
    }

    [Fact]
    public void Without_a_reason_is_the_log_without_what_names_it() => Gen.Select(Logs.Any, Gen.Char['a', 'e']).Sample((log, reason) =>
    {
        var current = Logs.Current(log.Where(update => !update.Reasons.Contains(reason)));

        var without = Receipts.Without(log, reason);

        without.Count.ShouldBe(current.Count);
        without.Spread.ShouldBe(current.Count == 0 ? null : Pooling.RecencyWeighted(current.Probabilities()));
    });

    [Fact]
    public void What_cannot_be_is_refused()
    {
        Should.Throw<ArgumentOutOfRangeException>(() => new Update<char>(1, 0, 50, [])).ParamName.ShouldBe("from");
        Should.Throw<ArgumentOutOfRangeException>(() => new Update<char>(1, 50, 100, [])).ParamName.ShouldBe("to");
        Should.Throw<ArgumentException>(() => new Update<char>(1, null, null, [])).ParamName.ShouldBe("to");
        Should.Throw<ArgumentException>(() => new Update<char>(1, 40, 50, ['a', 'b', 'a'])).ParamName.ShouldBe("reasons");
        Should.Throw<ArgumentOutOfRangeException>(() => new Step(0, 50)).ParamName.ShouldBe("from");
        Should.Throw<ArgumentOutOfRangeException>(() => new Step(50, 100)).ParamName.ShouldBe("to");
    }
}
