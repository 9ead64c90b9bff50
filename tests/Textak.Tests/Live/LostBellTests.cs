using System.Diagnostics;

namespace Textak.Tests.Live;

/// <summary>Two nodes that can't hear each other: slower by a moment, and nothing else.</summary>
public sealed class LostBellTests
{
    [Theory]
    [InlineData("Redis is not configured")]
    [InlineData("Redis is frozen")]
    [InlineData("Redis is there and the bells are lost")]
    public async Task The_log_tells_what_the_bell_did_not(string trouble)
    {
        await using var nodes = await TwoNodes.StartAsync(redis: !trouble.Contains("not configured"), hearEachOther: !trouble.Contains("lost"));
        if (trouble.Contains("frozen"))
        {
            await nodes.Redis.FreezeAsync();
            await nodes.RedisIsAsync(alive: false);
        }
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(nodes.One, Fresh.Name());
        await using var watcher = await Watcher.OfAsync(nodes.Two, slug);
        var late = new List<double>();
        for (var seq = 2; seq <= 6; seq++)
        {
            (await person.EstimateAsync(slug, 10 * seq)).ShouldBeTaken();
            var since = Stopwatch.StartNew();
            // A heartbeat would bring it too, but later than that
            await Eventually.HoldsAsync(() => watcher.Screen.Seq >= seq, $"event {seq} was told on the other node", seconds: 4);
            late.Add(since.Elapsed.TotalMilliseconds);
        }
        watcher.Pushed.ShouldRun(from: 1, to: 6);
        TestContext.Current.TestOutputHelper!.WriteLine($"{trouble}: told after {string.Join(", ", late.Order().Select(ms => $"{ms:0}"))} ms");
    }

    [Fact]
    public async Task Nobody_waits_while_Redis_dies_and_its_watchers_are_at_least_those_that_are_known()
    {
        await using var nodes = await TwoNodes.StartAsync();
        var slug = await nodes.One.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(nodes.One, Fresh.Name());
        await using var here = await Watcher.OfAsync(nodes.One, slug);
        await using var there = await Watcher.OfAsync(nodes.Two, slug);
        await here.ReceivesAsync(frame => frame is { Watchers: 2, AtLeast: false }, "both are counted");

        await nodes.Redis.FreezeAsync();
        // Before anybody knows that it is frozen, too
        var longest = TimeSpan.Zero;
        for (var percent = 1; percent <= 40; percent++)
        {
            var since = Stopwatch.StartNew();
            (await person.EstimateAsync(slug, percent)).ShouldBeTaken();
            await using var joined = await Watcher.OfAsync(nodes.Two, slug);
            if (since.Elapsed > longest) longest = since.Elapsed;
        }
        longest.ShouldBeLessThan(TimeSpan.FromSeconds(5), "whoever waited for Redis would have waited longer");
        await there.ReachesAsync(41);
        await nodes.RedisIsAsync(alive: false);
        await here.ReceivesAsync(frame => frame is { Watchers: >= 1, AtLeast: true }, "there may be more");

        await nodes.Redis.ThawAsync();
        await nodes.RedisIsAsync(alive: true);
        await Eventually.HoldsAsync(() => here.Pushed.Last() is { Watchers: 2, AtLeast: false }, "both are counted again");
        TestContext.Current.TestOutputHelper!.WriteLine($"the longest command and join together: {longest.TotalMilliseconds:0} ms");
    }
}
