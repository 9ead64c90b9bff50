using System.IO.Compression;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Time.Testing;
using Textak.Web.Platform.Outward;

namespace Textak.Tests.Platform.Outward;

/// <summary>What is fetched has an end: in time, in length as sent and unpacked, and in redirects.</summary>
public sealed class FetcherTests(WayOutTests.Listener listener) : IClassFixture<WayOutTests.Listener>
{
    private readonly FakeTimeProvider time = new(new(2026, 11, 26, 12, 0, 0, TimeSpan.Zero));

    [Theory]
    [InlineData("gzip")]
    [InlineData("deflate")]
    [InlineData("br")]
    public async Task What_is_packed_is_unpacked_and_a_bomb_goes_off_nowhere(string encoding)
    {
        listener.Server.Answer($"/small-{encoding}", context => PackedAsync(context, encoding, 1000));
        listener.Server.Answer($"/bomb-{encoding}", context => PackedAsync(context, encoding, 100 * 1024 * 1024));

        (await GetAsync($"/small-{encoding}")).Body.Length.ShouldBe(1000);
        (await Should.ThrowAsync<OutwardProblem>(() => GetAsync($"/bomb-{encoding}"))).Message.ShouldBe("It is longer than 4096 KB.");
        listener.Server.Requests.Last().Headers["Accept-Encoding"].ShouldBe("gzip, deflate, br");
    }

    [Fact]
    public async Task What_is_too_long_is_left_whether_it_says_so_or_not()
    {
        listener.Server.Answer("/announced", new string('x', Fetcher.MostSent + 1), 200, ("Content-Length", $"{Fetcher.MostSent + 1}"));
        listener.Server.Answer("/endless", async context =>
        {
            var some = new byte[64 * 1024];
            while (!context.RequestAborted.IsCancellationRequested) await context.Response.Body.WriteAsync(some, context.RequestAborted);
        });
        listener.Server.Answer("/packed-oddly", "x", 200, ("Content-Encoding", "compress"));
        foreach (var path in (string[])["/announced", "/endless"]) (await Should.ThrowAsync<OutwardProblem>(() => GetAsync(path))).Message.ShouldBe("It is longer than 2048 KB.");
        (await Should.ThrowAsync<OutwardProblem>(() => GetAsync("/packed-oddly"))).Message.ShouldContain("compress");
    }

    [Theory]
    [InlineData("/never")]
    [InlineData("/drop-by-drop")]
    public async Task Who_does_not_answer_is_not_waited_for(string path)
    {
        listener.Server.Answer("/never", context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        listener.Server.Answer("/drop-by-drop", async context =>
        {
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.WriteAsync(" ", context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(20, context.RequestAborted);
            }
        });
        var asked = listener.Server.Requests.Count;
        var fetching = GetAsync(path);
        await Eventually.HoldsAsync(() => listener.Server.Requests.Count > asked, "it was asked");
        time.Advance(TimeSpan.FromSeconds(19));
        fetching.IsCompleted.ShouldBeFalse();
        time.Advance(TimeSpan.FromSeconds(2));
        (await Should.ThrowAsync<OutwardProblem>(() => fetching)).Message.ShouldContain("did not answer within 20 seconds");
    }

    [Fact]
    public async Task Redirects_are_followed_to_an_end()
    {
        for (var n = 0; n < 7; n++) Redirect($"/hop-{n}", $"/hop-{n + 1}", n == 4 ? 301 : 302);
        listener.Server.Answer("/hop-5", "There.");
        (await GetAsync("/hop-0")).Address.AbsolutePath.ShouldBe("/hop-5");
        Redirect("/round", "/round", 302);
        (await Should.ThrowAsync<OutwardProblem>(() => GetAsync("/round"))).Message.ShouldContain("redirects more than 5 times");
        Redirect("/for-good", "/hop-5", 301);
        ((await GetAsync("/for-good")).HasMoved, (await GetAsync("/hop-4")).HasMoved, (await GetAsync("/hop-3")).HasMoved, (await GetAsync("/hop-5")).HasMoved).ShouldBe((true, true, false, false));
        listener.Server.Answer("/nowhere", "", 302);
        (await Should.ThrowAsync<OutwardProblem>(() => GetAsync("/nowhere"))).Message.ShouldContain("redirects to nowhere");
    }

    [Fact]
    public async Task It_asks_with_what_it_was_given_and_hands_on_what_it_was_told()
    {
        listener.Server.Answer("/well", "Well.", 200, ("ETag", "W/\"odd \"tag"), ("Last-Modified", "some time"), ("Cache-Control", "max-age=3600"), ("Set-Cookie", "who=you"), ("Content-Type", "text/xml; charset=\"windows-1251\""));
        listener.Server.Answer("/busy", "", 503, ("Retry-After", "120"));
        listener.Server.Answer("/later", "", 429, ("Retry-After", "Thu, 26 Nov 2026 12:30:00 GMT"));

        var well = await GetAsync("/well", "\"one\"", "Wed, 25 Nov 2026 10:00:00 GMT");
        (well.ETag, well.LastModified, well.Fresh, well.Charset).ShouldBe(("W/\"odd \"tag", "some time", TimeSpan.FromHours(1), "windows-1251"));
        var asked = listener.Server.Requests.Last().Headers;
        (asked["If-None-Match"], asked["If-Modified-Since"], asked["User-Agent"]).ShouldBe(("\"one\"", "Wed, 25 Nov 2026 10:00:00 GMT", "Textak/1.0 (reads news feeds)"));
        (await GetAsync("/busy")).RetryAfter.ShouldBe(TimeSpan.FromMinutes(2));
        (await GetAsync("/later")).RetryAfter.ShouldBe(TimeSpan.FromMinutes(30));
        await GetAsync("/well");
        listener.Server.Requests.Last().Headers.ShouldNotContainKey("Cookie");
    }

    private void Redirect(string from, string to, int status) => listener.Server.Answer(from, "", status, ("Location", to));

    private async Task<Fetched> GetAsync(string path, string? etag = null, string? lastModified = null)
    {
        using var fetcher = new Fetcher(new(reachesLoopback: true, Dns.GetHostAddressesAsync), time);
        return await fetcher.GetAsync(new(listener.Server.Address, path), "*/*", etag, lastModified, TestContext.Current.CancellationToken);
    }

    private static async Task PackedAsync(HttpContext context, string encoding, int length)
    {
        context.Response.Headers.ContentEncoding = encoding;
        await using Stream packed = encoding switch
        {
            "gzip" => new GZipStream(context.Response.Body, CompressionLevel.Fastest),
            "br" => new BrotliStream(context.Response.Body, CompressionLevel.Fastest),
            _ => new ZLibStream(context.Response.Body, CompressionLevel.Fastest),
        };
        var zeros = new byte[1000];
        for (var sent = 0; sent < length; sent += zeros.Length) await packed.WriteAsync(zeros, context.RequestAborted);
    }
}
