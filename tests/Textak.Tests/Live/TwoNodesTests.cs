using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using StackExchange.Redis;
using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

/// <summary>One board on two nodes, which hear each other through Redis.</summary>
public sealed class TwoNodesTests(TwoNodes nodes) : IClassFixture<TwoNodes>
{
    [Fact]
    public async Task A_bell_reaches_the_other_node_and_brings_its_watchers_what_happened()
    {
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        var id = (await nodes.One.ForecastAsync(slug)).Id;
        using var person = await Participant.JoinAsync(nodes.One, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(nodes.Two, slug);
        var rang = new ConcurrentQueue<(long, long)>();
        nodes.Two.Services.GetRequiredService<Doorbell>().Rang += (forecast, seq) => rang.Enqueue((forecast, seq));

        await person.ArguedAsync(slug, "for", "Said on one node, heard on the other.");
        await watcher.ReachesAsync(2);
        (await person.EstimateAsync(slug, 64)).ShouldBeTaken();
        await watcher.ReachesAsync(3);

        await Eventually.HoldsAsync(() => rang.Contains((id, 2)) && rang.Contains((id, 3)), "the bells were heard, not only the log looked at");
        using var reader = nodes.One.Visit();
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task What_goes_over_Redis_is_numbers()
    {
        var said = new ConcurrentQueue<string>();
        await using var listener = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Address);
        await listener.GetSubscriber().SubscribeAsync(RedisChannel.Literal("textak:bus"), (_, message) => said.Enqueue(message.ToString()));
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        using var author = await Participant.JoinAsync(nodes.One, Fresh.Name("Author"));
        using var keeper = await Participant.ModerateAsync(nodes.One, Fresh.Name("Keeper"));
        await using var watcher = await Watcher.OfAsync(nodes.Two, slug);
        var argument = await author.ArguedAsync(slug, "for", "A text that is nobody's business but the board's.");
        (await keeper.HideAsync(slug, argument, "A reason")).ShouldBeTaken();
        await watcher.ReachesAsync(3);
        var id = (await nodes.One.ForecastAsync(slug)).Id;

        foreach (var kind in new[] { "h ", $"b {id} 3", "p " })
            await Eventually.HoldsAsync(() => said.Any(message => message.StartsWith(kind, StringComparison.Ordinal)), $"\"{kind}\" was said");
        said.ShouldAllBe(message => System.Text.RegularExpressions.Regex.IsMatch(message, @"^(h \S+|b \d+ \d+|o \d+|p \S+ (\d+:\d+,?)+)$"));
        // Nothing is stored there either
        (await listener.GetDatabase().ExecuteAsync("DBSIZE")).ToString().ShouldBe("0");
    }

    [Fact]
    public async Task Watchers_are_counted_over_both_nodes()
    {
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        await using var here = await Watcher.OfAsync(nodes.One, slug);
        await using var there = await Watcher.OfAsync(nodes.Two, slug);
        var third = await Watcher.OfAsync(nodes.Two, slug);
        foreach (var watcher in new[] { here, there })
            await watcher.ReceivesAsync(frame => frame is { Watchers: 3, AtLeast: false }, "all three are counted");

        await third.DisposeAsync();
        await Eventually.HoldsAsync(() => here.Pushed.Last().Watchers == 2 && there.Pushed.Last().Watchers == 2, "two are left on both nodes");
    }

    [Fact]
    public async Task The_watchers_of_a_node_that_died_are_forgotten()
    {
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        var id = (await nodes.One.ForecastAsync(slug)).Id;
        await using var watcher = await Watcher.OfAsync(nodes.One, slug);
        await using var ghost = await ConnectionMultiplexer.ConnectAsync(nodes.Redis.Address);
        // One that counted its watchers once, and then was no more
        await ghost.GetSubscriber().PublishAsync(RedisChannel.Literal("textak:bus"), FormattableString.Invariant($"p ghost {id}:127"));
        await watcher.ReceivesAsync(frame => frame.Watchers == 128, "the others' watchers are counted");
        await Eventually.HoldsAsync(() => watcher.Pushed.Last().Watchers == 1, "they are forgotten", seconds: 30);
    }
}
