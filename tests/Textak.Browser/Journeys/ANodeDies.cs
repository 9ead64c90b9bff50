namespace Textak.Browser;

[Collection(nameof(ManyProcesses))]
public sealed class ANodeDies(Stage stage, Cluster cluster) : Journey(stage), IClassFixture<Cluster>
{
    private static readonly Board Board = new("open-source-frontier", "one of the seeds");

    [Fact]
    public async Task Two_on_different_nodes_argue_and_go_on_when_a_node_is_killed_and_when_one_is_stopped()
    {
        var (ada, ben) = (await JoinAsync("Ada"), await JoinAsync("Ben"));
        var (adas, bens) = (await Leads.OfAsync(ada), await Leads.OfAsync(ben));
        await ada.WatchAsync(Board);
        await ben.WatchAsync(Board);
        for (var tries = 0; bens.Node == adas.Node && tries < 10; tries++) await ben.WatchAsync(Board);
        bens.Node.ShouldNotBe(adas.Node);
        await AllAsync(person => person.MarkDocumentAsync(), ada, ben);
        await AllAsync(person => Expect(person.Page.Locator("#presence")).ToHaveTextAsync("2 watching"), ada, ben);
        await ExchangeAsync(ada, ben, "while all nodes live", estimate: 90);

        var killed = adas.Node;
        ada.Faults.Forgive("WebSocket connection to");
        await cluster.KillAsync(killed);
        await ExchangeAsync(ben, ada, "just after a node died", estimate: 10);
        await Expect(ada.State).ToHaveTextAsync("live");
        adas.Node.ShouldNotBe(killed);
        await ExchangeAsync(ada, ben, "on what is left", estimate: 80);

        // And as a deployment does it
        await cluster.StartAsync(killed);
        var stopped = bens.Node;
        var stopping = cluster.StopAsync(stopped);
        await ExchangeAsync(ada, ben, "while a node is stopped", estimate: 70);
        await stopping;
        await ExchangeAsync(ben, ada, "when it had stopped", estimate: 60);
        bens.Node.ShouldNotBe(stopped);
        await AllAsync(person => person.StayedAsync(), ada, ben);

        var fresh = await WatcherAsync(new() { BaseURL = cluster.Address });
        await fresh.WatchAsync(Board);
        await AllAsync(async person =>
        {
            await Expect(person.Number).ToHaveTextAsync(await fresh.Number.InnerTextAsync());
            foreach (var side in new[] { "for", "against" })
            {
                await Expect(person.Count(side)).ToHaveTextAsync(await fresh.Count(side).InnerTextAsync());
                await Expect(person.Cards(side).Locator("> p")).ToHaveTextAsync(await fresh.Cards(side).Locator("> p").AllInnerTextsAsync());
            }
        }, ada, ben);
    }

    /// <summary>Each argues, one of them moves the number, and both see all of it: what one looks away from would wait behind the pill.</summary>
    private static async Task ExchangeAsync(Person one, Person other, string when, int estimate)
    {
        await other.LookAtHeadOfAsync("for");
        await one.ArgueAsync("for", $"The first to speak {when}, and heard by both.");
        await Expect(other.Cards("for").First).ToContainTextAsync($"The first to speak {when}", new() { Timeout = 30_000 });
        await one.LookAtHeadOfAsync("against");
        await other.ArgueAsync("against", $"An answer {when}, and heard by both.");
        await Expect(one.Cards("against").First).ToContainTextAsync($"An answer {when}", new() { Timeout = 30_000 });
        await AllAsync(person => person.EstimateAsync(estimate), one, other);
        await AllAsync(person => Expect(person.Number).ToHaveTextAsync($"{estimate}"), one, other);
    }

    /// <summary>Somebody who registers through the balancer, and is known to every node.</summary>
    private async Task<Person> JoinAsync(string name)
    {
        var person = await WatcherAsync(new() { BaseURL = cluster.Address });
        await person.RegisterAsync(name);

        var answers = await Leads.AnswersAsync(person, "/account", nodes: 3);
        answers.Keys.ShouldBe(["node1", "node2", "node3"], ignoreOrder: true);
        answers.Values.ShouldAllBe(page => page.Contains($"value=\"{name}\"", StringComparison.Ordinal));
        return person;
    }
}
