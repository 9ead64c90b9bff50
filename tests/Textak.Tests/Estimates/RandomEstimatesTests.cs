using Textak.Forecasting;
using Textak.Tests.Live;

namespace Textak.Tests.Estimates;

/// <summary>Eight people say, change and withdraw at random, and the board is compared with a model after each.</summary>
public class RandomEstimatesTests(BusySite site) : IClassFixture<BusySite>
{
    private const int People = 8, Commands = 200;

    [Fact]
    public async Task The_board_follows_the_model()
    {
        var random = new Random(2027);
        var slug = await site.OpenAsync(Fresh.Slug());
        var people = await Task.WhenAll(Enumerable.Range(0, People).Select(_ => Participant.JoinAsync(site, Fresh.Name())));
        // Each person's percent, in the order in which the current ones were said
        var model = new List<(int Person, int Percent)>();

        for (var i = 0; i < Commands; i++)
        {
            var who = random.Next(People);
            var said = model.RemoveAll(m => m.Person == who) > 0;
            if (random.Next(4) == 0)
            {
                var reply = await people[who].WithdrawAsync(slug);
                if (said) reply.ShouldBeTaken();
                else reply.ShouldBeRefused("", "You have no estimate here to withdraw.");
            }
            else
            {
                model.Add((who, random.Next(1, 100)));
                (await people[who].EstimateAsync(slug, model[^1].Percent)).ShouldBeTaken();
            }

            var forecast = await site.ForecastAsync(slug);
            forecast.Estimates.ShouldBe(model.Count);
            double? pooled = model.Count == 0 ? null : Pooling.RecencyWeighted([.. model.Select(m => m.Percent / 100.0)]).Median;
            forecast.Probability.ShouldBe(pooled);
        }

        (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
        foreach (var person in people) person.Dispose();
    }
}
