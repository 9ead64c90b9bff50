using System.Net;
using AngleSharp.Dom;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Accounts;
using Textak.Tests.Live;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Signals;
using Textak.Web.Features.Wire;

namespace Textak.Tests.Wire;

/// <summary>News comes in by feeds, is found for forecasts by their terms, and becomes a signal where a moderator says so.</summary>
[Collection(nameof(WiredSite))]
public sealed class WireTests(WireSite site)
{
    [Fact]
    public async Task From_a_feed_to_a_live_signal_that_counts_moves_people_and_grows_old()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (await TermsAsync(slug, "open weights + frontier\nharbour lamp")).ShouldBeTaken();
        var feed = site.Server.Answer($"/{slug}", FeedServer.Rss(site.Clock.GetUtcNow(), "Nothing of interest", "Frontier lab puts open weights & 3 < 4 on the table", "Harbour lamps lit"), 200, ("ETag", "\"one\""));
        await using var watcher = await Watcher.OfAsync(site, slug);
        var changed = new TaskCompletionSource();
        await using var queue = SignedIn.Socket(site, await SignedIn.CookieAsync(site, site.NameOf(site.Second)));
        queue.On<Frame>("Frame", _ => changed.TrySetResult());
        await queue.StartAsync(TestContext.Current.CancellationToken);
        await queue.InvokeAsync<long>("WatchQueue", TestContext.Current.CancellationToken);

        var id = await site.RegisteredAsync(feed, grade: "Direct", name: "Lamp News");
        await site.ReadDueAsync();

        var items = await site.ItemsAsync(id);
        items.Select(i => (i.Headline, Reason: i.Matches.Single().Reason)).ShouldBe([("Frontier lab puts open weights & 3 < 4 on the table", "open weights + frontier"), ("Harbour lamps lit", "harbour lamp")], ignoreOrder: true);
        var item = items.Single(i => i.Headline.StartsWith('F'));
        await changed.Task.WaitAsync(TimeSpan.FromSeconds(20), TestContext.Current.CancellationToken);
        var card = (await site.Keeper.Visitor.GetAsync("/moderation/news")).QuerySelector($"#news-{item.Id}")!;
        card.QuerySelector("h2")!.TextContent.Trim().ShouldBe("Frontier lab puts open weights & 3 < 4 on the table");
        card.QuerySelector(".bearing")!.Words().ShouldContain("found by open weights + frontier");

        // One takes it, the other sees that, and the first accepts it
        (await ActAsync(site.Keeper, item.Id, "Claim")).ShouldBeTaken();
        (await ActAsync(site.Second, item.Id, "Dismiss")).ShouldBeRefused("", "is at it. Wait, or take another one.");
        (await site.Second.Visitor.GetAsync("/moderation/news")).QuerySelector($"#news-{item.Id} .holder")!.Words().ShouldEndWith("is at it.");
        (await ActAsync(site.Keeper, item.Id, "Accept")).ShouldBeRefused("", "Choose for at least one board which way it points.");
        var command = Guid.Parse("88888888-0000-0000-0000-000000000001");
        var first = (await ActAsync(site.Keeper, item.Id, "Accept", command, (slug, Direction.For))).ShouldBeTaken();
        (await ActAsync(site.Keeper, item.Id, "Accept", command, (slug, Direction.For))).ShouldBeTaken().ShouldBe(first, "the same sent twice is done once");
        (await ActAsync(site.Second, item.Id, "Accept", null, (slug, Direction.Against))).ShouldBeRefused("", "Somebody has decided it just now.");

        await watcher.ReachesAsync(first.Seq);
        var signal = await site.ReadAsync(db => db.Signals.AsNoTracking().SingleAsync(s => db.Forecasts.Any(f => f.Id == s.ForecastId && f.Slug == slug)));
        (signal.Headline, signal.Source, signal.Direction, signal.Counts, signal.SourceKey).ShouldBe((item.Headline, "Lamp News", Direction.For, true, "lamp-news.example"));
        using var reader = site.Visit();
        var page = await reader.GetAsync($"/f/{slug}");
        watcher.Screen.ShouldEqual(page);
        page.QuerySelector("#sources")!.TextContent.ShouldBe("1");
        page.QuerySelector(".activity li")!.Words().ShouldEndWith("A signal was added");
        page.QuerySelector(".activity li a[href*='#signal-']")!.GetAttribute("href").ShouldBe($"/f/{slug}#signal-{signal.Id}");
        page.QuerySelector($"#signal-{signal.Id}")!.Words().ShouldMatch("^▲ for ?Frontier lab puts open weights & 3 < 4 on the table ?Lamp News · .*direct · counts until.*$");
        (await reader.GetAsync($"/f/{slug}/since?after=1")).QuerySelector("summary")!.TextContent.ShouldBe("Since you were here: 1 signal");
        (await reader.GetAsync($"/moderation/log/{slug}")).QuerySelector(".acts li p")!.Words().ShouldEndWith("added a signal");
        reader.Page.QuerySelector(".acts li p a[href*='#signal']")!.GetAttribute("href").ShouldBe($"/f/{slug}#signal-{signal.Id}");

        // It moves somebody
        using var ada = await Participant.JoinAsync(site, Fresh.Name("Ada"));
        (await ada.MoveAsync(slug, 71, $"s{signal.Id}")).ShouldBeTaken();
        (await site.ReadAsync(db => db.Receipts.SingleAsync(r => r.SignalId == signal.Id))).AccountId.ShouldBeGreaterThan(0);

        // And grows old: 60 days, two half-lives, and half an hour more
        site.Clock.Advance(TimeSpan.FromDays(60) + TimeSpan.FromMinutes(30));
        await site.ComeBackAsync();
        await MeetAsync();
        var ledger = await Ledger.ReadAsync(site, slug);
        ledger.ShouldAddUp();
        ledger.Events.Count(e => e.Kind == EventKind.SignalFaded).ShouldBe(1);
        ledger.Forecast.Sources.ShouldBe(0);
        await watcher.ReachesAsync(ledger.Forecast.LastSeq);
        page = await reader.GetAsync($"/f/{slug}");
        watcher.Screen.ShouldEqual(page);
        page.QuerySelector($"#signal-{signal.Id}.faded")!.Words().ShouldEndWith("old news, counts no longer");
        (await reader.GetAsync($"/f/{slug}/at?seq={first.Seq}")).QuerySelector($"#signal-{signal.Id}")!.Words().ShouldContain("counts until", Case.Sensitive, "then it did");
        reader.Page.QuerySelector("#sources")!.TextContent.ShouldBe("1");
        (await reader.GetAsync($"/f/{slug}/at?seq={first.Seq - 1}")).QuerySelector($"#signal-{signal.Id}").ShouldBeNull();
        (await site.ReadAsync(db => AuditChain.FindFaultAsync(db, new Dictionary<long, string>()))).ShouldBeNull();
    }

    [Fact]
    public async Task It_asks_only_for_what_is_new_and_keeps_each_item_once()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (await TermsAsync(slug, $"lamp {slug}")).ShouldBeTaken();
        var address = site.Server.Answer($"/{slug}", FeedServer.Rss(site.Clock.GetUtcNow(), $"Lamp {slug} lit", $"Lamp {slug} out", "Other news"), 200, ("ETag", "\"v1\""), ("Last-Modified", "Wed, 25 Nov 2026 10:00:00 GMT"));
        var id = await site.RegisteredAsync(address);
        await site.ReadDueAsync();
        (await site.ItemsAsync(id)).Count.ShouldBe(2);

        site.Server.Answer($"/{slug}", "", 304);
        await site.ReadAgainAsync(id);
        var asked = site.Server.Requests.Last(r => r.Path == $"/{slug}").Headers;
        (asked["If-None-Match"], asked["If-Modified-Since"]).ShouldBe(("\"v1\"", "Wed, 25 Nov 2026 10:00:00 GMT"));
        var feed = await site.FeedAsync(id);
        (feed.Failures, feed.Items, feed.ETag, feed.Problems).ShouldBe((0, 3, "\"v1\"", ""));

        site.Server.Answer($"/{slug}", FeedServer.Rss(site.Clock.GetUtcNow(), $"Lamp {slug} lit", $"Lamp {slug} out", $"Lamp {slug} lit again"), 200);
        await site.ReadAgainAsync(id);
        (await site.ItemsAsync(id)).Select(i => i.Headline).Order().ShouldBe([$"Lamp {slug} lit", $"Lamp {slug} lit again", $"Lamp {slug} out"]);
        (await site.FeedAsync(id)).ETag.ShouldBeNull("the server marks it no more");
    }

    [Fact]
    public async Task What_was_told_long_ago_is_forgotten_but_for_what_would_be_new_again()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        (await TermsAsync(slug, $"lamp {slug}")).ShouldBeTaken();
        var undated = $"<rss><channel><item><title>Lamp {slug} without a date</title><link>https://lamp-news.example/undated</link></item></channel></rss>";
        var id = await site.RegisteredAsync(site.Server.Answer($"/{slug}", FeedServer.Rss(site.Clock.GetUtcNow(), $"Lamp {slug} lit", $"Lamp {slug} is lit", $"Lamp {slug} out")));
        await site.ReadDueAsync();
        site.Server.Answer($"/{slug}", undated);
        await site.ReadAgainAsync(id);
        var items = await site.ItemsAsync(id);
        items.Count.ShouldBe(4);
        (await site.Keeper.SendAsync($"/moderation/news/{items[1].Id}", Manner.Script, null, ("into", $"{items[0].Id}"))).ShouldBeTaken();
        foreach (var dismissed in new[] { items[0], items[3] }) (await ActAsync(site.Keeper, dismissed.Id, "Dismiss")).ShouldBeTaken();

        var (one, old) = (items[0].Id, site.Clock.GetUtcNow() - WireItem.Kept - TimeSpan.FromHours(1));
        await site.ReadAsync(db => db.WireItems.Where(i => i.FeedId == id && i.Headline != $"Lamp {slug} out").ExecuteUpdateAsync(set => set.SetProperty(i => i.FoundAt, old).SetProperty(i => i.PublishedAt, old)));
        await site.ReadAgainAsync(id);
        (await site.ItemsAsync(id)).Select(i => i.Id).ShouldBe([one, items[2].Id, items[3].Id], "a story goes after what was told with it");
        await site.ReadAgainAsync(id);
        (await site.ItemsAsync(id)).Select(i => (i.Id, i.State)).ShouldBe([(items[2].Id, WireState.Waiting), (items[3].Id, WireState.Dismissed)]);
    }

    [Fact]
    public async Task What_fails_is_left_alone_for_longer_and_longer_and_what_is_gone_for_good()
    {
        var address = site.Server.Answer("/failing", "", 500);
        var id = await site.RegisteredAsync(address);
        var pauses = new List<double>();
        for (var n = 1; n <= 4; n++)
        {
            await (n == 1 ? site.ReadDueAsync() : site.ReadAgainAsync(id));
            var feed = await site.FeedAsync(id);
            (feed.Failures, feed.Problems, feed.ReadAt).ShouldBe((n, $"127.0.0.1 answered 500.", null));
            pauses.Add((feed.NextAt - feed.TriedAt!.Value).TotalMinutes);
        }
        foreach (var (n, pause) in pauses.Index()) pause.ShouldBeInRange(15 * Math.Pow(2, n), 15 * Math.Pow(2, n) * 1.1);
        (await site.Chief.Visitor.GetAsync("/admin/feeds")).QuerySelector($"#feed-{id}")!.Words().ShouldContain("Failed 4 times in a row");

        site.Server.Answer("/failing", "", 503, ("Retry-After", "36000"));
        await site.ReadAgainAsync(id);
        var asked = await site.FeedAsync(id);
        (asked.NextAt - asked.TriedAt!.Value).ShouldBe(TimeSpan.FromHours(10));

        site.Server.Answer("/failing", FeedServer.Rss(site.Clock.GetUtcNow(), "Well again"), 200, ("Cache-Control", "max-age=7200"));
        await site.ReadAgainAsync(id);
        var well = await site.FeedAsync(id);
        (well.Failures, well.Problems).ShouldBe((0, ""));
        (well.NextAt - well.TriedAt!.Value).TotalMinutes.ShouldBeInRange(120, 132);

        site.Server.Answer("/failing", "", 410);
        await site.ReadAgainAsync(id);
        (await site.FeedAsync(id)).IsPaused.ShouldBeTrue();
        var requests = site.Server.Requests.Count(r => r.Path == "/failing");
        site.Clock.Advance(TimeSpan.FromDays(2));
        await site.ReadDueAsync();
        site.Server.Requests.Count(r => r.Path == "/failing").ShouldBe(requests);
    }

    [Fact]
    public async Task One_story_from_two_sources_is_one_signal_on_each_board_that_it_touches()
    {
        var (one, two) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        foreach (var slug in new[] { one, two }) (await TermsAsync(slug, $"ferry {one}")).ShouldBeTaken();
        var here = await site.RegisteredAsync(site.Server.Answer($"/{one}-a", FeedServer.Rss(site.Clock.GetUtcNow(), $"Ferry {one} sails at noon today")), name: "Paper A");
        var there = await site.RegisteredAsync(site.Server.Answer($"/{one}-b", FeedServer.Rss(site.Clock.GetUtcNow(), $"Ferry {one} sails at noon").Replace("lamp-news.example", "other.example")), name: "Paper B");
        await site.ReadDueAsync();
        var (story, told) = ((await site.ItemsAsync(here)).Single(), (await site.ItemsAsync(there)).Single());
        (await site.Keeper.Visitor.GetAsync($"/moderation/news/{told.Id}")).QuerySelector(".alike button")!.GetAttribute("value").ShouldBe($"{story.Id}");

        (await site.Keeper.SendAsync($"/moderation/news/{told.Id}", Manner.Script, null, ("into", $"{told.Id}"))).ShouldBeRefused("", "not there any more");
        (await site.Keeper.SendAsync($"/moderation/news/{told.Id}", Manner.Form, null, ("into", $"{story.Id}"))).At.ShouldBe("/moderation/news");
        (await site.Second.Visitor.GetAsync("/moderation/news")).QuerySelector($"#news-{told.Id}").ShouldBeNull();
        site.Second.Visitor.Page.QuerySelector($"#news-{story.Id}")!.Words().ShouldContain($"The same story: Paper B, Ferry {one} sails at noon");
        (await ActAsync(site.Second, told.Id, "Accept", null, (one, Direction.For))).ShouldBeRefused("", "Somebody has decided it just now.");

        (await ActAsync(site.Second, story.Id, "Accept", null, (one, Direction.For), (two, Direction.Against))).ShouldBeTaken();
        foreach (var (slug, direction) in new[] { (one, Direction.For), (two, Direction.Against) })
        {
            var ledger = await Ledger.ReadAsync(site, slug);
            ledger.ShouldAddUp();
            var signal = ledger.Signals.Single();
            (signal.Direction, signal.Source, ledger.Forecast.Sources).ShouldBe((direction, "Paper A", 1), "ten papers that tell one story are one source");
            signal.Others.Single().ShouldStartWith("https://other.example/");
        }
        using var reader = site.Visit();
        (await reader.GetAsync($"/f/{one}")).QuerySelector(".signals .others")!.Words().ShouldBe("also at other.example");
        (await ActsAsync(reader, null)).ShouldContain(act => act.EndsWith($"took two news items for the same story: {told.Id} and {story.Id}", StringComparison.Ordinal));
        reader.Page.DocumentElement.TextContent.ShouldNotContain("Ferry");
    }

    [Fact]
    public async Task Without_terms_of_its_own_the_words_of_the_question_serve_in_feeds_of_its_category()
    {
        var slug = Fresh.Slug();
        await site.ImportAsync($"{slug}.md", $"""
            ---
            title: Will the Zanzibar observatory publish a galactic census before July 2028?
            slug: {slug}
            horizon: 2030-12-31
            category: research
            ---
            It will.
            ## Resolution criteria
            True if it does.
            """);
        var body = FeedServer.Rss(site.Clock.GetUtcNow(), "Zanzibar wins the cup", "A census of galactic stars, says the observatory", "Observatories before July: will the year end?");
        var (research, policy) = (await site.RegisteredAsync(site.Server.Answer($"/{slug}-r", body), "Research"), await site.RegisteredAsync(site.Server.Answer($"/{slug}-p", body), "Policy"));
        await site.ReadDueAsync();

        var item = (await site.ItemsAsync(research)).Single();
        (item.Headline, item.Matches.Single().Reason).ShouldBe(("A census of galactic stars, says the observatory", "observatory, galactic, census"));
        (await site.ItemsAsync(policy)).ShouldBeEmpty();
        (await site.Keeper.Visitor.GetAsync($"/f/{slug}/terms")).QuerySelector("main b")!.TextContent.ShouldBe("Zanzibar, observatory, publish, galactic, census");

        (await TermsAsync(slug, "zanzibar")).ShouldBeTaken();
        site.Server.Answer($"/{slug}-p", body + " ");
        await site.ReadAgainAsync(policy);
        (await site.ItemsAsync(policy)).Single().Headline.ShouldBe("Zanzibar wins the cup");
        foreach (var (wrong, why) in new[] { ("x", "too short"), (new string('x', 81), "within 80"), (string.Join('\n', Enumerable.Range(10, 31)), "at most 30"), ("zanzibar", "what they are already") })
            (await TermsAsync(slug, wrong)).ShouldBeRefused("Terms", why);
        (await TermsAsync(slug, "")).ShouldBeTaken();
        using var reader = site.Visit();
        (await ActsAsync(reader, slug)).Count(act => act.EndsWith("changed the terms by which news is found", StringComparison.Ordinal)).ShouldBe(2);
        (await reader.GetAsync($"/f/{slug}")).QuerySelectorAll(".activity li").Length.ShouldBe(1, "on the board nothing happened");
    }

    [Fact]
    public async Task What_can_not_be_read_the_admin_is_told_and_so_is_what_is_never_fetched()
    {
        var broken = await site.RegisteredAsync(site.Server.Answer("/broken", "<rss><channel><title>T</title><item><title>Lamps & more</title><pubDate>soon</pubDate></item></channel></rss>"), name: "Broken Paper");
        var none = await site.RegisteredAsync(site.Server.Answer("/none", "<!doctype html><html></html>"), name: "No Paper");
        var away = await site.RegisteredAsync(site.Server.Answer("/away", "", 302, ("Location", "http://169.254.169.254/latest/meta-data/")), name: "Paper Away");
        await site.ReadDueAsync();

        var page = await site.Chief.Visitor.GetAsync("/admin/feeds");
        page.QuerySelectorAll($"#feed-{broken} .problems li").Select(line => line.TextContent).ShouldBe([
            "An & stands by itself.", "It has items without a link.", "It has dates that can’t be read; such items count from when they were found: “soon”."], ignoreOrder: true);
        page.QuerySelector($"#feed-{none}")!.Words().ShouldContain("Failed once");
        page.QuerySelector($"#feed-{none} .problems")!.Words().ShouldBe("It has a document type (DTD): such a feed is not read.");
        page.QuerySelector($"#feed-{away} .problems")!.Words().ShouldBe("169.254.169.254 is no address of the open internet: it is not fetched.");

        foreach (var (address, why) in new[]
        {
            ("http://169.254.169.254/", "no address of the open internet"), ("http://[::ffff:10.0.0.1]/", "no address of the open internet"), ("http://2852039166/", "no address of the open internet"),
            ("https://example.org:25/", "Port 25"), ("ftp://example.org/", "begins with https:// or http://"), ("https://me:you@example.org/", "begins with https:// or http://"), ("", "Give a web address"),
            (new Uri(site.Server.Address, "/broken").AbsoluteUri, "registered already"),
        })
            (await RegisterAsync(address)).ShouldComplain("#address-error", why);
        (await RegisterAsync("https://example.org/feed", name: "")).ShouldComplain("#name-error", "Say what its news comes from");
        (await RegisterAsync("https://example.org/feed", category: "0")).ShouldComplain("#category-error", "Choose what it is about");
        (await RegisterAsync("https://example.org/feed", grade: "sure")).ShouldComplain("#grade-error", "Choose a grade");

        // What an admin does stands in the record, and of two who change at once the second looks again
        var version = (await site.FeedAsync(broken)).Version;
        async Task<Reply> Change(string name) => await site.Chief.PostAsync($"/admin/feeds/{broken}", Manner.Form, ("version", $"{version}"), ("name", name), ("address", new Uri(site.Server.Address, "/broken").AbsoluteUri), ("category", "Work"), ("grade", "Proximate"));
        (await Change("Mended Paper")).Status.ShouldBe(HttpStatusCode.OK);
        (await Change("Another Paper")).ShouldComplain("main > .error", "Somebody else changed it meanwhile");
        (await site.Chief.PostAsync($"/admin/feeds/{broken}?handler=state", Manner.Form, ("state", "pause"))).Status.ShouldBe(HttpStatusCode.OK);
        (await site.Chief.PostAsync($"/admin/feeds/{broken}?handler=state", Manner.Form, ("state", "pause"))).ShouldComplain("main > .error", "It is paused already.");
        (await site.Chief.PostAsync($"/admin/feeds/{broken}?handler=state", Manner.Form, ("state", "resume"))).Status.ShouldBe(HttpStatusCode.OK);
        using var reader = site.Visit();
        (await ActsAsync(reader, null)).Where(act => act.Contains("Mended Paper") || act.Contains("Broken Paper")).Select(act => act[(act.IndexOf(' ', act.IndexOf(' ') + 1) + 1)..])
            .ShouldBe(["resumed the feed Mended Paper", "paused the feed Mended Paper", "changed the feed Mended Paper", "registered the feed Broken Paper"]);
    }

    [Fact]
    public async Task A_node_that_died_with_the_lease_keeps_the_others_from_it_for_two_minutes_and_no_longer()
    {
        var id = await site.RegisteredAsync(site.Server.Answer("/leased", FeedServer.Rss(site.Clock.GetUtcNow(), "Lamp lit")));
        await site.ReadDueAsync();
        site.Clock.Advance(TimeSpan.FromHours(1));
        await site.UseAsync<Web.Data.TextakDb>(async db => (await Web.Platform.Lease.TakeAsync(db, WireRounds.LeaseName, "a node that dies", Web.Platform.Clock.Now(site.Clock), WireRounds.Lasts)).ShouldBeTrue());
        var requests = site.Server.Requests.Count(r => r.Path == "/leased");
        await site.Services.GetRequiredService<WireRounds>().ReadDueAsync(CancellationToken.None);
        site.Server.Requests.Count(r => r.Path == "/leased").ShouldBe(requests);
        site.Clock.Advance(WireRounds.Lasts);
        await site.ReadDueAsync();
        site.Server.Requests.Count(r => r.Path == "/leased").ShouldBeGreaterThan(requests);
        (await site.FeedAsync(id)).Failures.ShouldBe(0);
    }

    private Task<Reply> TermsAsync(string slug, string terms) => site.Keeper.SendAsync($"/f/{slug}/terms", Manner.Script, null, ("terms", terms));

    private async Task<Reply> ActAsync(Participant who, long item, string act, Guid? id = null, params (string Slug, Direction Direction)[] boards)
    {
        var fields = new List<(string, string?)> { ("act", act) };
        foreach (var (slug, direction) in boards) fields.Add(($"direction-{(await site.ForecastAsync(slug)).Id}", direction.ToString()));
        return await who.SendAsync($"/moderation/news/{item}", Manner.Script, id, [.. fields]);
    }

    private Task<Reply> RegisterAsync(string address, string name = "A Paper", string category = "Work", string grade = "Direct") =>
        site.Chief.SendAsync("/admin/feeds", Manner.Form, null, ("name", name), ("address", address), ("category", category), ("grade", grade));

    private static async Task<List<string>> ActsAsync(Visitor visitor, string? slug) =>
        [.. (await visitor.GetAsync(slug is null ? "/moderation/log" : $"/moderation/log/{slug}")).QuerySelectorAll(".acts li > p:first-child").Select(act => act.Words())];

    private async Task MeetAsync()
    {
        var deadlines = site.Services.GetRequiredService<Deadlines>();
        var now = site.Clock.GetUtcNow();
        for (var tries = 0; tries < 1000; tries++)
        {
            await deadlines.MeetAsync(CancellationToken.None);
            if (!await site.ReadAsync(db => db.Signals.AnyAsync(s => s.FadedSeq == null && s.CountsUntil <= now && db.Forecasts.Any(f => f.Id == s.ForecastId && f.Status == Status.Open)))) return;
            await Task.Delay(5);
        }
    }
}

/// <summary>One site for the classes to which news comes in.</summary>
[CollectionDefinition(nameof(WiredSite))]
public sealed class WiredSite : ICollectionFixture<WireSite>;
