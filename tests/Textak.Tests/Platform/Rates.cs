using System.Net;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.SignalR;

namespace Textak.Tests.Platform;

/// <summary>Each test has a site of its own: what one used up would be missing for the next.</summary>
public sealed class Rates
{
    private const int Taken = (int)Probing.Taken;

    [Fact]
    public async Task One_person_does_not_write_without_end_and_others_write_on()
    {
        await using var site = await StartAsync(("WritesPerUser", "3"));
        using var fast = await site.SignedInAsync(1);
        using var calm = await site.SignedInAsync(2);

        (await StatusesAsync(5, () => fast.PostAsync(Probing.Harmless))).ShouldBe([Taken, Taken, Taken, 429, 429]);
        (await StatusesAsync(1, () => calm.PostAsync(Probing.Harmless))).ShouldBe([Taken]);
    }

    [Fact]
    public async Task What_one_person_was_refused_is_not_charged_to_the_house()
    {
        await using var site = await StartAsync(("WritesPerUser", "1"), ("WritesPerAddress", "3"));
        using var fast = await site.SignedInAsync(1);
        using var calm = await site.SignedInAsync(2);

        (await StatusesAsync(4, () => fast.PostAsync(Probing.Harmless))).ShouldBe([Taken, 429, 429, 429]);
        (await StatusesAsync(1, () => calm.PostAsync(Probing.Harmless))).ShouldBe([Taken]);
    }

    [Fact]
    public async Task One_address_does_not_write_without_end_with_many_accounts()
    {
        await using var site = await StartAsync(("WritesPerAddress", "3"));
        var statuses = new List<int>();
        for (var id = 1; id <= 4; id++)
        {
            using var person = await site.SignedInAsync(id);
            statuses.AddRange(await StatusesAsync(1, () => person.PostAsync(Probing.Harmless)));
        }
        statuses.ShouldBe([Taken, Taken, Taken, 429]);
    }

    [Theory]
    [InlineData(false, Probing.Harmless)]
    [InlineData(true, "/account/sign-in")]
    public async Task Guessing_passwords_is_slower_still(bool signedIn, string path)
    {
        await using var site = await StartAsync(("KnocksPerAddress", "2"));
        using var visitor = site.Visit();
        var client = signedIn ? await site.SignedInAsync(1) : visitor.Client;
        (await StatusesAsync(3, () => client.PostAsync(path)))[^1].ShouldBe(429);
        (await StatusesAsync(1, () => client.GetAsync("/"))).ShouldBe([200], "reading goes on");
    }

    [Fact]
    public async Task Reading_has_its_limit_and_files_do_not_count()
    {
        await using var site = await StartAsync(("ReadsPerAddress", "4"));
        using var visitor = site.Visit();
        (await StatusesAsync(10, () => visitor.Client.GetAsync("/css/textak.css"))).ShouldAllBe(status => status == 200);
        (await StatusesAsync(6, () => visitor.Client.GetAsync("/how-it-works"))).ShouldBe([200, 200, 200, 200, 429, 429]);
    }

    [Fact]
    public async Task Files_have_a_limit_of_their_own_and_pages_go_on()
    {
        await using var site = await StartAsync(("FilesPerAddress", "2"));
        using var visitor = site.Visit();
        (await StatusesAsync(3, () => visitor.Client.GetAsync("/files/forecasts.csv"))).ShouldBe([200, 200, 429]);
        (await StatusesAsync(1, () => visitor.Client.GetAsync("/f/nowhere/picture.png"))).ShouldBe([429], "pictures are counted with them");
        (await StatusesAsync(2, () => visitor.Client.GetAsync("/files"))).ShouldAllBe(status => status == 200);
    }

    [Fact]
    public async Task Who_is_refused_hears_for_how_long_and_gets_the_text_back()
    {
        await using var site = await StartAsync(("WritesPerUser", "1"));
        using var client = await site.SignedInAsync(1);
        await client.PostAsync(Probing.Harmless, ("text", "first"));
        using var response = await client.PostAsync(Probing.Harmless, ("side", "for"), ("text", "<script>alert(1)</script> schön & gut"));

        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        var seconds = (int)response.Headers.RetryAfter!.Delta!.Value.TotalSeconds;
        seconds.ShouldBeInRange(50, 60);
        var source = await response.Content.ReadAsStringAsync();
        source.ShouldContain("&lt;script&gt;alert(1)&lt;/script&gt; schön &amp; gut");
        var page = await new HtmlParser().ParseDocumentAsync(source);
        page.QuerySelector("main")!.TextContent.ShouldContain($"Wait {seconds} seconds and send it again.");
        page.QuerySelector("textarea[readonly]")!.TextContent.ShouldBe("<script>alert(1)</script> schön & gut");
    }

    [Fact]
    public async Task A_program_is_told_in_its_own_words()
    {
        await using var site = await StartAsync(("WritesPerUser", "1"));
        using var client = await site.SignedInAsync(1);
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        await client.PostAsync(Probing.Harmless);
        using var response = await client.PostAsync(Probing.Harmless);
        response.StatusCode.ShouldBe(HttpStatusCode.TooManyRequests);
        response.Headers.RetryAfter.ShouldNotBeNull();
        (await response.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("detail").GetString()!.ShouldContain("faster than this board can follow");
    }

    [Fact]
    public async Task Sockets_of_one_address_are_counted_while_they_are_open()
    {
        await using var site = await StartAsync(listens: true, ("SocketsPerAddress", "2"));
        var first = await Sockets.OpenAsync(site);
        await using var second = await Sockets.OpenAsync(site);
        (await Should.ThrowAsync<WebSocketException>(() => Sockets.OpenAsync(site))).Message.ShouldContain("429");
        await first.DisposeAsync();
        await Sockets.EventuallyAsync(() => Sockets.OpenAsync(site));
    }

    [Fact]
    public async Task Hub_calls_are_counted_socket_by_socket()
    {
        await using var site = await StartAsync(listens: true, ("CallsAtOnce", "3"), ("CallsPerSecond", "1"));
        await using var fast = await Sockets.OpenAsync(site);
        await using var calm = await Sockets.OpenAsync(site);
        // All at once: on a slow machine calls one after the other would be as slow as is allowed
        var calls = Enumerable.Range(0, 40).Select(_ => Record.ExceptionAsync(fast.CallAsync).AsTask()).ToList();
        var refusals = (await Task.WhenAll(calls)).OfType<HubException>().ToList();
        refusals.Count.ShouldBeInRange(1, 37);
        refusals.ShouldAllBe(refusal => refusal.Message.Contains("faster than this board can follow"));
        await calm.CallAsync();
        await Sockets.EventuallyAsync(async () => { await fast.CallAsync(); return fast; });
    }

    [Fact]
    public async Task Who_never_stops_calling_is_shown_out()
    {
        await using var site = await StartAsync(listens: true, ("CallsAtOnce", "1"), ("CallsPerSecond", "1"));
        await using var fast = await Sockets.OpenAsync(site);
        for (var i = 0; i < 300 && fast.IsOpen; i++) await Record.ExceptionAsync(fast.CallAsync);
        fast.IsOpen.ShouldBeFalse();
    }

    private static Task<ShieldedSite> StartAsync(params (string Name, string Value)[] limits) => StartAsync(listens: false, limits);

    private static async Task<ShieldedSite> StartAsync(bool listens, params (string Name, string Value)[] limits)
    {
        var site = new ShieldedSite { Listens = listens };
        foreach (var (name, value) in limits) site.Settings[$"Limits:{name}"] = value;
        await site.InitializeAsync();
        return site;
    }

    private static async Task<List<int>> StatusesAsync(int times, Func<Task<HttpResponseMessage>> send)
    {
        var statuses = new List<int>();
        for (var i = 0; i < times; i++)
        {
            using var response = await send();
            statuses.Add((int)response.StatusCode);
        }
        return statuses;
    }
}
