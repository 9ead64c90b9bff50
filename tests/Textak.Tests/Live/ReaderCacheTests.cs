using System.Net;
using System.Net.Http.Headers;

namespace Textak.Tests.Live;

/// <summary>Pages are kept for readers without an account, and are never older than the log.</summary>
public sealed class ReaderCacheTests(LiveSite site) : IClassFixture<LiveSite>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/f/{0}")]
    public async Task A_page_that_is_the_same_is_not_sent_again_and_one_that_changed_is(string path)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var page = string.Format(null, path, slug);
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        using var reader = site.Visit();
        await reader.GetAsync(page);
        var tag = reader.Response.Headers.ETag.ShouldNotBeNull();
        reader.Response.Headers.Contains("Set-Cookie").ShouldBeFalse();

        (await AskAsync(page, tag)).StatusCode.ShouldBe(HttpStatusCode.NotModified);
        (await ada.EstimateAsync(slug, 37)).ShouldBeTaken();
        using var changed = await AskAsync(page, tag);
        changed.StatusCode.ShouldBe(HttpStatusCode.OK);
        changed.Headers.ETag.ShouldNotBe(tag);
        (await changed.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldContain("37</strong>");

        async Task<HttpResponseMessage> AskAsync(string at, EntityTagHeaderValue known)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, at) { Headers = { IfNoneMatch = { known } } };
            return await reader.Client.SendAsync(request, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task Whoever_is_signed_in_has_a_page_of_their_own_and_nobody_else_gets_it()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var name = Fresh.Name();
        using var ada = await Participant.JoinAsync(site, name);
        using var reader = site.Visit();
        foreach (var path in new[] { "/", $"/f/{slug}", "/track-record", "/leaderboard", "/how-it-works" })
        {
            for (var i = 0; i < 2; i++)
            {
                (await ada.Visitor.GetAsync(path)).QuerySelector(".who")!.TextContent.ShouldContain(name);
                (await reader.GetAsync(path)).DocumentElement.OuterHtml.ShouldNotContain(name);
            }
            ada.Visitor.Response.Headers.ETag.ShouldBeNull();
            reader.Response.Headers.Age.ShouldNotBeNull("it was kept");
        }
    }

    [Fact]
    public async Task Each_address_and_each_encoding_is_kept_by_itself()
    {
        var slug = await site.OpenAsync(Fresh.Slug(), "", "## For\n- The first argument there is.\n## Against\n- The second argument there is.");
        using var reader = site.Visit();
        foreach (var encoding in new[] { "br", "gzip", "identity" })
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/f/{slug}") { Headers = { AcceptEncoding = { new(encoding) } } };
            using var response = await reader.Client.SendAsync(request, TestContext.Current.CancellationToken);
            response.Content.Headers.ContentEncoding.ShouldBe(encoding == "identity" ? [] : [encoding]);
        }
        foreach (var order in new[] { "newest", "strongest", "newest" })
            (await reader.GetAsync($"/f/{slug}?order={order}")).QuerySelector("main")!.GetAttribute("data-order").ShouldBe(order);
        (await reader.GetAsync($"/f/{slug}?from=a%22%3Cmail")).QuerySelector(".who a")!.GetAttribute("href")!.ShouldContain("mail");
        (await reader.GetAsync($"/f/{slug}")).QuerySelector(".who a")!.GetAttribute("href")!.ShouldNotContain("mail");
    }

    [Fact]
    public async Task No_reading_that_began_after_a_hide_or_an_argument_misses_it()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var over = false;
        var (stale, read) = (0, 0);
        var truth = new State(0, 0, 0);
        var reading = Task.WhenAll(Enumerable.Range(0, 16).Select(async _ =>
        {
            using var reader = site.Visit();
            while (!Volatile.Read(ref over))
            {
                var known = Volatile.Read(ref truth);
                var page = await (await reader.Client.GetAsync($"/f/{slug}")).Content.ReadAsStringAsync();
                Interlocked.Increment(ref read);
                if (known.Hidden > 0 && page.Contains($"number {known.Hidden} of this", StringComparison.Ordinal)) Interlocked.Increment(ref stale);
                if (known.Posted > 0 && !page.Contains($"number {known.Posted} of this", StringComparison.Ordinal)
                    && Volatile.Read(ref truth).Leaving < known.Posted) Interlocked.Increment(ref stale);
            }
        }));
        for (var i = 1; i <= 40; i++)
        {
            var id = await ada.ArguedAsync(slug, "for", $"This is number {i} of this test's.");
            Volatile.Write(ref truth, truth with { Posted = i });
            if (i % 2 == 0) continue;
            Volatile.Write(ref truth, truth with { Leaving = i });
            (await keeper.HideAsync(slug, id, "Not of use")).ShouldBeTaken();
            Volatile.Write(ref truth, truth with { Hidden = i });
        }
        Volatile.Write(ref over, true);
        await reading;
        stale.ShouldBe(0);
        read.ShouldBeGreaterThan(40);
    }

    /// <param name="Posted">Number of the newest argument that is known to stand.</param>
    /// <param name="Leaving">Of the newest one that may be hidden by now, or soon.</param>
    /// <param name="Hidden">Of the newest one that is known to be hidden.</param>
    private sealed record State(int Posted, int Leaving, int Hidden);
}
