using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Api;
using Textak.Web.Features.Live;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>Following a board without the hub: each event once and in order, exactly on from the last one, and never a text that was hidden.</summary>
public sealed class StreamTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Fact]
    public async Task It_begins_with_the_board_and_goes_on_event_by_event()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var argument = await ada.ArguedAsync(slug, "for", "What was said before anybody followed.");
        using var stranger = ApiProgram.Stranger(site);
        await using var stream = await EventStream.OpenAsync(stranger, slug);
        stream.Response.Content.Headers.ContentType!.MediaType.ShouldBe("text/event-stream");
        var first = await stream.NextAsync();
        (first.Name, first.Id).ShouldBe(("reset", await site.HeadAsync(slug)));
        first.Json.GetProperty("arguments").EnumerateArray().Single().GetProperty("id").GetInt64().ShouldBe(argument);

        var set = (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 83, arguments = new[] { argument } })).Json.GetProperty("seq").GetInt64();
        var told = (await stream.UntilAsync(set))[^1].Json;
        told.GetProperty("numbers").GetProperty("percent").GetInt32().ShouldBe(83);
        told.GetProperty("points").EnumerateArray().Single().GetProperty("percent").GetDouble().ShouldBe(83);
        told.GetProperty("arguments").EnumerateArray().Single().GetProperty("named").GetInt32().ShouldBe(1);
        told.GetProperty("events").EnumerateArray().Select(e => e.GetProperty("kind").GetString()).ShouldBe(["estimateSet"]);

        await Task.WhenAll(Enumerable.Range(0, 40).Select(i => ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 1 + i })));
        var rest = await stream.UntilAsync(await site.HeadAsync(slug));
        ShouldContinue(rest, set);
    }

    [Fact]
    public async Task Last_Event_ID_goes_on_exactly_there_and_what_is_too_old_or_unknown_begins_anew()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        for (var i = 0; i < 12; i++) await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 10 + i });
        var head = await site.HeadAsync(slug);
        foreach (var last in new[] { 1, head - 3, head })
        {
            await using var stream = await EventStream.OpenAsync(ada, slug, last);
            var more = (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 50 })).Json.GetProperty("seq").GetInt64();
            ShouldContinue(await stream.UntilAsync(more), last);
        }
        await using var ahead = await EventStream.OpenAsync(ada, slug, 1_000_000);
        (await ahead.NextAsync()).Name.ShouldBe("reset");
        await using var strange = await EventStream.OpenAsync(ada, slug, -5);
        (await strange.NextAsync()).Name.ShouldBe("reset");
    }

    [Fact]
    public async Task Who_missed_more_than_a_thousand_events_is_given_the_board_anew()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        // In portions, so that they share commits
        foreach (var some in Enumerable.Range(0, Streams.MostMissed + 1).Chunk(64)) await Task.WhenAll(some.Select(i => ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 1 + i % 99 })));
        await using var old = await EventStream.OpenAsync(ada, slug, 1);
        var first = await old.NextAsync();
        (first.Name, first.Id).ShouldBe(("reset", await site.HeadAsync(slug)));
        await using var young = await EventStream.OpenAsync(ada, slug, 2);
        ShouldContinue(await young.UntilAsync(await site.HeadAsync(slug)), 2);
        (await ada.GetAsync($"/forecasts/{slug}/changes?after=2")).Json.GetProperty("to").GetInt64().ShouldBe(202);
    }

    [Fact]
    public async Task What_is_hidden_comes_as_such_and_its_text_never_again()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        using var stranger = ApiProgram.Stranger(site);
        await using var stream = await EventStream.OpenAsync(stranger, slug);
        var before = (await stream.NextAsync()).Id;
        var argument = await ada.ArguedAsync(slug, "against", "A secret marker 7316 that will be hidden.");
        await stream.UntilAsync(await site.HeadAsync(slug));
        (await keeper.PutAsync($"/forecasts/{slug}/arguments/{argument}/visibility", new { hidden = true, reason = "It tells a secret" })).Should(HttpStatusCode.OK);
        var hidden = (await stream.UntilAsync(await site.HeadAsync(slug)))[^1].Json.GetProperty("arguments").EnumerateArray().Single();
        hidden.GetProperty("text").ValueKind.ShouldBe(JsonValueKind.Null);
        hidden.GetProperty("hiddenReason").GetString().ShouldBe("It tells a secret");

        // Whoever comes later, from wherever in the log
        foreach (var last in new long?[] { null, before, before + 1 })
            foreach (var who in new[] { stranger, ada, keeper })
            {
                await using var later = await EventStream.OpenAsync(who, slug, last);
                await later.UntilAsync(await site.HeadAsync(slug));
                // What goes out live is what anybody sees, whoever listens; a snapshot is the listener's own
                if (last is not null || who == stranger) later.Raw.ToString().ShouldNotContain("7316");
            }
        (await stranger.GetAsync($"/forecasts/{slug}/changes?after={before}")).Text.ShouldNotContain("7316");
    }

    [Fact]
    public async Task Others_numbers_are_held_back_from_who_wants_to_set_their_own_first()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var id = await site.AccountAsync(Fresh.Name());
        await site.ReadAsync(db => db.Users.Where(u => u.Id == id).ExecuteUpdateAsync(u => u.SetProperty(x => x.OwnFirst, true)));
        using var shy = ApiProgram.With(site, await site.TokenAsync(id, All));
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        await using var stream = await EventStream.OpenAsync(shy, slug, 1);
        await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 67 });
        var held = (await stream.UntilAsync(await site.HeadAsync(slug)))[^1];
        foreach (var numbers in new[] { held.Json.GetProperty("numbers"), (await shy.GetAsync($"/forecasts/{slug}")).Json.GetProperty("forecast").GetProperty("numbers") })
            (numbers.GetProperty("heldBack").GetBoolean(), numbers.GetProperty("percent").ValueKind, numbers.GetProperty("bars").GetArrayLength(), numbers.GetProperty("why").GetString()).ShouldBe((true, JsonValueKind.Null, 0, ""));
        held.Json.GetProperty("points").GetArrayLength().ShouldBe(0);
        (await shy.GetAsync($"/forecasts/{slug}/history")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        await shy.PutAsync($"/forecasts/{slug}/estimate", new { percent = 20 });
        (await stream.UntilAsync(await site.HeadAsync(slug)))[^1].Json.GetProperty("numbers").GetProperty("percent").ValueKind.ShouldBe(JsonValueKind.Number);
    }

    [Fact]
    public async Task It_ends_when_its_account_is_suspended_or_its_token_is_revoked()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var name = Fresh.Name();
        using var ada = await ApiProgram.OfAsync(site, name, All);
        await using var stream = await EventStream.OpenAsync(ada, slug);
        await stream.NextAsync();
        (await UserVerbs.RunAsync(site.Services, ["suspend", name])).ShouldBe(0);
        await stream.Ended.WaitAsync(TimeSpan.FromSeconds(5));
        (await ada.GetAsync($"/forecasts/{slug}/stream")).Should(HttpStatusCode.Unauthorized).ShouldFail("bad-token");

        using var owner = await Participant.JoinAsync(site, Fresh.Name());
        var account = await site.ReadAsync(db => db.Users.OrderByDescending(u => u.Id).Select(u => u.Id).FirstAsync());
        using var program = ApiProgram.With(site, await site.TokenAsync(account, All));
        await using var other = await EventStream.OpenAsync(program, slug);
        await other.NextAsync();
        var token = await site.ReadAsync(db => db.AccessTokens.Where(t => t.AccountId == account).Select(t => t.Id).SingleAsync());
        (await owner.PostAsync("/account/tokens?handler=revocation", Manner.Form, ("token", $"{token}"))).Status.ShouldBe(HttpStatusCode.OK);
        await other.Ended.WaitAsync(TimeSpan.FromSeconds(5));
    }

    [Fact]
    public async Task It_counts_as_somebody_who_watches_and_says_from_time_to_time_that_it_lives()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var stranger = ApiProgram.Stranger(site);
        await using (var stream = await EventStream.OpenAsync(stranger, slug))
        {
            await stream.NextAsync();
            (await stranger.GetAsync($"/forecasts/{slug}")).Json.GetProperty("watchers").GetInt32().ShouldBe(1);
            await Eventually.HoldsAsync(() => stream.Comments > 0, "a comment came");
        }
        var tailer = site.Services.GetRequiredService<Tailer>();
        var id = (await site.ForecastAsync(slug)).Id;
        await Eventually.HoldsAsync(() => tailer.Watchers(id).Count == 0, "it is counted out");
    }

    // Explicit: it takes some megabytes before a socket of loopback takes no more
    [Fact(Explicit = true)]
    public async Task Who_takes_nothing_is_let_go_and_harms_nobody()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await socket.ConnectAsync(IPAddress.Loopback, site.Address.Port);
        await socket.SendAsync(Encoding.ASCII.GetBytes($"GET /api/v1/forecasts/{slug}/stream HTTP/1.1\r\nHost: localhost\r\n\r\n"));
        await using var healthy = await EventStream.OpenAsync(ada, slug);
        await healthy.NextAsync();
        var (tailer, id) = (site.Services.GetRequiredService<Tailer>(), (await site.ForecastAsync(slug)).Id);
        await Eventually.HoldsAsync(() => tailer.Watchers(id).Count == 2, "both watch");
        for (var i = 0; i < 40; i++) await Task.WhenAll(Enumerable.Range(0, 64).Select(n => ada.PostAsync($"/forecasts/{slug}/arguments", new { side = "for", text = $"{i} {n} {new string('\u754c', 480)}" })));
        await Eventually.HoldsAsync(() => tailer.Watchers(id).Count == 1, "the one that takes nothing is let go", seconds: 40);
        await healthy.UntilAsync(await site.HeadAsync(slug));
    }

    private static void ShouldContinue(IReadOnlyList<StreamEvent> events, long last)
    {
        foreach (var e in events)
        {
            e.Name.ShouldBe("frame");
            (e.Json.GetProperty("from").GetInt64(), e.Json.GetProperty("to").GetInt64()).ShouldBe((last, e.Id));
            var told = e.Json.GetProperty("events").EnumerateArray().Select(one => one.GetProperty("seq").GetInt64()).ToList();
            told.ShouldAllBe(seq => seq > last && seq <= e.Id);
            last = e.Id;
        }
    }
}
