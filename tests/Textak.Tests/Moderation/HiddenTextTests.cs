using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;
using Textak.Web.Features.Moderation;
using Textak.Web.Features.Reports;

namespace Textak.Tests.Moderation;

/// <summary>
/// Hidden means gone. While readers read and watchers watch, arguments with a marker each are hidden, and
/// whatever leaves the program is searched for the markers.
/// </summary>
[Collection(nameof(Crowd))]
public class HiddenTextTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int AtOnce = 50;

    private readonly LeakDetector detector = new();
    private readonly ConcurrentBag<IReadOnlyList<Received>> streams = [];
    private volatile bool over;

    /// <summary>A thousand take the better part of a minute, and so are left out unless they are asked for.</summary>
    [Theory, InlineData(2, 200), InlineData(4, 1000, Explicit = true)]
    public async Task Hides_leak_nothing(int boards, int arguments)
    {
        using var hushed = await Hushed.OpenAsync(site, boards, arguments);
        using var stranger = site.Visit();
        var surfaces = new Surfaces(hushed, stranger, detector);
        var watchers = await Task.WhenAll(hushed.Slugs.Select(WatchAsync));
        await using var feed = await Watcher.ConnectAsync(site);
        await feed.WatchFeedAsync();

        // Each has something to hide, and browsers keep what they were sent
        await ReadAsync(await surfaces.AllAsync(sparser: 5));
        Surface.All.Where(surface => surface.Tells && detector.SeenIn(surface) == 0).ShouldBeEmpty("nothing that could be hidden was to be seen there");
        var some = await surfaces.AllAsync();
        Task[] going = [RepeatAsync(() => some[Random.Shared.Next(some.Count)]()), RepeatAsync(() => ComeAsync(hushed.Slugs[Random.Shared.Next(boards)])), AskAgainAsync(hushed), StirAsync(hushed)];
        await Task.WhenAll(hushed.Slugs.Select(slug => HideAsync(hushed, slug)));
        over = true;
        await Task.WhenAll(going);
        await hushed.DoAsync(n => n % 10 == 2, hushed.Author, n => new MakeAppeal(hushed.Ids[n], $"It said {LeakDetector.Marker(n)}, and nothing else.").ApplyAsync);
        // And once more when all is quiet
        await ReadAsync(await surfaces.AllAsync());
        foreach (var slug in hushed.Slugs) await ComeAsync(slug);

        foreach (var (watcher, slug) in watchers)
        {
            await watcher.ReachesAsync(await site.HeadAsync(slug));
            streams.Add(watcher.All);
            await watcher.DisposeAsync();
        }
        foreach (var stream in streams.Append(feed.All)) detector.Read("a watcher", stream);

        TestContext.Current.TestOutputHelper!.WriteLine($"{detector.Responses} answers and frames, {detector.Seen} markers seen before they were hidden, {detector.Leaks.Count} leaks");
        detector.Leaks.ShouldBeEmpty();
        watchers.ShouldAllBe(one => !one.Watcher.Screen.Text.Contains("hush", StringComparison.Ordinal));
        (await site.ReadAsync(db => db.Arguments.CountAsync(a => hushed.Ids.Contains(a.Id) && a.HiddenAt == null))).ShouldBe(0);
        (await site.ReadAsync(db => db.AuditEntries.AsNoTracking().ToListAsync())).ShouldAllBe(act => act.Reason == null || !act.Reason.Contains("hush", StringComparison.Ordinal));
        await ShouldBeSeenByAuthorsAndModeratorsAsync(hushed);
        foreach (var slug in hushed.Slugs) (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
    }

    /// <summary>Reports are decided as in the queue, a tenth goes because its author wants it to, some by the page; most past it, many at once.</summary>
    private async Task HideAsync(Hushed hushed, string slug)
    {
        foreach (var some in hushed.On(slug).Chunk(AtOnce))
        {
            foreach (var n in some.Where(n => hushed.Place(n) % 50 == 0)) detector.Hidden(n, (await hushed.Moderator(n).Person.HideAsync(slug, hushed.Ids[n], "For a reason")).ShouldBeTaken().Seq);
            foreach (var group in some.Where(n => hushed.Place(n) % 50 != 0).GroupBy(n => By(n).Name))
                foreach (var (n, answer) in group.Zip(await site.AppendAsync(slug, group.Key, group.Select(Rule)))) detector.Hidden(n, answer.Seq);
        }

        Known By(int n) => hushed.Place(n) % 10 == 9 ? hushed.Author(n) : hushed.Moderator(n);

        Func<Change, Task<Refusal?>> Rule(int n) => (hushed.Place(n) % 10) switch
        {
            8 => new DecideCase(hushed.Ids[n], CaseAct.Hide, "For what was reported", Administers: false).ApplyAsync,
            9 => new WithdrawArgument(hushed.Ids[n]).ApplyAsync,
            _ => new HideArgument(hushed.Ids[n], Hidden: true, "For a reason").ApplyAsync,
        };
    }

    private async Task<(Watcher Watcher, string Slug)> WatchAsync(string slug) =>
        (await Watcher.OfAsync(site, slug, new(await site.HeadAsync(slug))), slug);

    /// <summary>Comes new, and catches up with what has just been.</summary>
    private async Task ComeAsync(string slug)
    {
        await using var watcher = await Watcher.OfAsync(site, slug, new(await site.HeadAsync(slug) - 60));
        streams.Add(watcher.All);
    }

    /// <summary>Stays, and asks for all of it again and again.</summary>
    private async Task AskAgainAsync(Hushed hushed)
    {
        await using var watcher = await Watcher.ConnectAsync(site);
        await RepeatAsync(() => watcher.AskAsync(hushed.Slugs[0], 200 * Random.Shared.Next(3)));
        streams.Add(watcher.All);
    }

    /// <summary>Other things happen too, so that frames carry cards which are not hidden, or are so a moment later.</summary>
    private async Task StirAsync(Hushed hushed)
    {
        for (var n = hushed.Ids.Length - 1; n > hushed.Ids.Length / 2 && !over; n--) await hushed.Other.Person.RateAsync(hushed.Slug(n), hushed.Ids[n], "4");
    }

    private static Task ReadAsync(IEnumerable<Func<Task>> all) => Parallel.ForEachAsync(all, new ParallelOptions { MaxDegreeOfParallelism = 3 }, async (read, _) => await read());

    private Task RepeatAsync(Func<Task> work) => Task.Run(async () =>
    {
        while (!over) await work();
    });

    private static async Task ShouldBeSeenByAuthorsAndModeratorsAsync(Hushed hushed)
    {
        foreach (var known in hushed.Authors.Append(hushed.Moderators[0]))
        {
            var pages = "";
            foreach (var slug in hushed.Slugs) pages += await known.Person.Visitor.Client.GetStringAsync($"/f/{slug}?show=1020");
            // What rebuts the first of a board is on that one's own page, and what rebuts that too
            for (var n = 0; n < hushed.Slugs.Length; n++) pages += await known.Person.Visitor.Client.GetStringAsync(hushed.Path(n));
            hushed.Numbers.Where(n => known == hushed.Author(n) || known == hushed.Moderators[0]).ShouldAllBe(n => pages.Contains(LeakDetector.Marker(n), StringComparison.Ordinal));
        }
    }
}
