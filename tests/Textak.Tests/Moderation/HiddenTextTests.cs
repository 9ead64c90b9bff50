using System.Collections.Concurrent;
using Textak.Tests.Live;

namespace Textak.Tests.Moderation;

/// <summary>
/// Hidden means gone. While readers read and watchers watch, a hundred arguments with a marker each are hidden, and
/// whatever leaves the program is searched for the markers.
/// </summary>
[Collection(nameof(Crowd))]
public class HiddenTextTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const int Arguments = 100, Watchers = 3;

    private readonly LeakDetector detector = new();
    private readonly ConcurrentBag<IReadOnlyList<Received>> streams = [];
    private volatile bool over;

    [Fact]
    public async Task A_hundred_hides_leak_nothing()
    {
        using var hushed = await Hushed.OpenAsync(site, Arguments);
        using var stranger = site.Visit();
        var surfaces = new Surfaces(hushed, stranger, detector);
        var watchers = await Task.WhenAll(hushed.Slugs.SelectMany(slug => Enumerable.Repeat(slug, Watchers)).Select(slug => Watcher.OfAsync(site, slug)));
        await using var feed = await Watcher.ConnectAsync(site);
        await feed.WatchFeedAsync();

        var going = hushed.Slugs.Select(slug => RepeatAsync(() => Some(surfaces.Of(slug))()))
            .Append(RepeatAsync(() => Some(surfaces.Of(Random.Shared.Next(Arguments)))()))
            .Concat(hushed.Slugs.Select(ComeAndGoAsync)).Concat(hushed.Slugs.Select(AskAgainAsync)).Append(StirAsync(hushed)).ToList();
        await Task.WhenAll(hushed.Moderators.Select((moderator, i) => HideAsync(hushed, moderator, hushed.Numbers.Where(n => n / 2 % hushed.Moderators.Length == i))));
        over = true;
        await Task.WhenAll(going);
        // And once more when all is quiet
        foreach (var read in hushed.Slugs.SelectMany(surfaces.Of).Concat(hushed.Numbers.SelectMany(surfaces.Of))) await read();
        foreach (var slug in hushed.Slugs) await ComeAsync(slug);

        foreach (var watcher in watchers)
        {
            await watcher.ReachesAsync(watcher.Pushed.Last().Head);
            streams.Add(watcher.All);
            await watcher.DisposeAsync();
        }
        foreach (var stream in streams.Append(feed.All)) detector.Read("a watcher", stream);

        TestContext.Current.TestOutputHelper!.WriteLine($"{detector.Responses} answers and frames, {detector.Seen} markers seen before they were hidden, {detector.Leaks.Count} leaks");
        detector.Leaks.ShouldBeEmpty();
        watchers.ShouldAllBe(watcher => !watcher.Screen.Text.Contains("hush", StringComparison.Ordinal));
        detector.Seen.ShouldBeGreaterThan(5 * Arguments, "hardly anything was seen before it was hidden: there was nothing to leak");
        detector.Responses.ShouldBeGreaterThan(5 * Arguments);
        await ShouldBeSeenByAuthorAndModeratorsAsync(hushed);
        foreach (var slug in hushed.Slugs) (await Ledger.ReadAsync(site, slug)).ShouldAddUp();
    }

    private async Task HideAsync(Hushed hushed, Participant moderator, IEnumerable<int> numbers)
    {
        foreach (var n in numbers)
        {
            // A tenth goes because its author wants it to
            var gone = n % 10 == 9 ? await hushed.Author.TakeBackAsync(hushed.Slug(n), hushed.Ids[n]) : await moderator.HideAsync(hushed.Slug(n), hushed.Ids[n], "For a reason");
            detector.Hidden(n, gone.ShouldBeTaken().Seq);
        }
    }

    /// <summary>Comes new each time, and catches up from the first event.</summary>
    private Task ComeAndGoAsync(string slug) => RepeatAsync(() => ComeAsync(slug));

    private async Task ComeAsync(string slug)
    {
        await using var watcher = await Watcher.OfAsync(site, slug);
        watcher.All[0].Frame.Reload.ShouldBeFalse();
        streams.Add(watcher.All);
    }

    /// <summary>Stays, and asks for all of it again and again.</summary>
    private async Task AskAgainAsync(string slug)
    {
        await using var watcher = await Watcher.ConnectAsync(site);
        await RepeatAsync(() => watcher.AskAsync(slug, 0));
        streams.Add(watcher.All);
    }

    /// <summary>Other things happen too, so that frames carry cards which are not hidden, or are so a moment later.</summary>
    private async Task StirAsync(Hushed hushed)
    {
        // Few enough for a catch-up from the first event
        for (var n = 0; n < 80 && !over; n++) await hushed.Other.RateAsync(hushed.Slug(Arguments - 1 - n), hushed.Ids[Arguments - 1 - n], "4");
    }

    private static Func<Task> Some(IReadOnlyList<Func<Task>> surfaces) => surfaces[Random.Shared.Next(surfaces.Count)];

    private Task RepeatAsync(Func<Task> work) => Task.Run(async () =>
    {
        while (!over) await work();
    });

    private static async Task ShouldBeSeenByAuthorAndModeratorsAsync(Hushed hushed)
    {
        foreach (var person in hushed.Moderators.Append(hushed.Author))
        {
            var pages = new List<string>();
            foreach (var slug in hushed.Slugs) pages.Add((await person.Visitor.GetAsync($"/f/{slug}")).DocumentElement.OuterHtml);
            // What rebuts the first of a board is on that one's own page
            foreach (var n in (int[])[0, 1]) pages[n] += (await person.Visitor.GetAsync(hushed.Path(n))).DocumentElement.OuterHtml;
            hushed.Numbers.ShouldAllBe(n => pages[n % 2].Contains(LeakDetector.Marker(n), StringComparison.Ordinal));
        }
    }
}
