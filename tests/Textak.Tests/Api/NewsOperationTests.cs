using System.Globalization;
using System.Net;
using Textak.Tests.Wire;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;
using Textak.Web.Platform;

namespace Textak.Tests.Api;

/// <summary>Programs of admins and moderators do with feeds, news and signals what those do at their pages.</summary>
[Collection(nameof(WiredSite))]
public sealed class NewsOperationTests(WireSite site)
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Fact]
    public async Task From_a_feed_to_a_signal_that_a_stream_tells()
    {
        var (one, two) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var chief = await ApiProgram.OfAsync(site, Fresh.Name("Chief"), All, Roles.Admin);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        using var second = await ApiProgram.OfAsync(site, Fresh.Name("Second"), All, Roles.Moderator);
        foreach (var slug in new[] { one, two })
        {
            var terms = (await keeper.GetAsync($"/forecasts/{slug}/terms")).Should(HttpStatusCode.OK);
            (await keeper.PutAsync($"/forecasts/{slug}/terms", new { terms = new[] { $"buoy {one}", "open + tide" } }, ("If-Match", terms.Tag))).Should(HttpStatusCode.OK);
            (await keeper.PutAsync($"/forecasts/{slug}/terms", new { terms = Array.Empty<string>() }, ("If-Match", terms.Tag))).Should(HttpStatusCode.PreconditionFailed).ShouldFail("stale");
            (await keeper.GetAsync($"/forecasts/{slug}/terms")).Json.GetProperty("own").GetBoolean().ShouldBeTrue();
        }

        var address = site.Server.Answer($"/{one}-api", FeedServer.Rss(site.Clock.GetUtcNow(), $"Buoy {one} sighted", $"Buoy {one} lost again", "Nothing of interest"));
        var key = ("Idempotency-Key", $"{Ids.New()}");
        var feed = new { name = Fresh.Name("Sea"), address, category = "models", grade = "direct" };
        var made = (await chief.PostAsync("/feeds", feed, key)).Should(HttpStatusCode.Created);
        (await chief.PostAsync("/feeds", feed, key)).Json.GetProperty("id").GetInt32().ShouldBe(made.Json.GetProperty("id").GetInt32());
        (await chief.PostAsync("/feeds", feed)).ShouldFail("refused", "address");
        await site.ReadDueAsync();
        var path = made.Headers.Location!.OriginalString[ApiProgram.Base.Length..];
        var read = (await chief.GetAsync(path)).Should(HttpStatusCode.OK);
        (read.Json.GetProperty("format").GetString(), read.Json.GetProperty("items").GetInt32(), read.Json.GetProperty("found").GetInt32()).ShouldBe(("rss", 3, 2));
        (await chief.PutAsync(path, feed with { name = "Sea News" }, ("If-Match", read.Tag))).Should(HttpStatusCode.OK).Json.GetProperty("name").GetString().ShouldBe("Sea News");
        (await chief.PutAsync(path, feed with { name = "Other News" }, ("If-Match", read.Tag))).Should(HttpStatusCode.PreconditionFailed).ShouldFail("stale");
        (await chief.PostAsync($"{path}/state", new { act = "pause" })).Should(HttpStatusCode.OK).Json.GetProperty("paused").GetBoolean().ShouldBeTrue();
        (await chief.GetAsync("/feeds?limit=200")).Json.GetProperty("items").EnumerateArray().ShouldContain(f => f.GetProperty("address").GetString() == address);

        var news = (await keeper.GetAsync("/news")).Json.GetProperty("items").EnumerateArray().Where(n => n.GetProperty("feed").GetString() == "Sea News").ToList();
        news.Select(n => n.GetProperty("headline").GetString()).ShouldBe([$"Buoy {one} sighted", $"Buoy {one} lost again"], ignoreOrder: true);
        news.ShouldAllBe(n => n.GetProperty("matches").EnumerateArray().All(m => m.GetProperty("reason").GetString() == $"buoy {one}"));
        var (story, told) = (news[0].GetProperty("id").GetInt64(), news[1].GetProperty("id").GetInt64());
        (await keeper.PostAsync($"/news/{story}", new { act = "claim" })).Should(HttpStatusCode.OK);
        (await second.PostAsync($"/news/{story}", new { act = "dismiss" })).ShouldFail("refused").Text.ShouldContain("is at it");
        (await keeper.PostAsync($"/news/{story}", new { act = "accept" })).ShouldFail("refused").Text.ShouldContain("at least one board");
        (await keeper.PostAsync($"/news/{story}", new { act = "accept", boards = new[] { new { slug = "elsewhere", direction = "for" } } })).ShouldFail("refused", "boards");
        (await keeper.PostAsync($"/news/{told}", new { act = "merge", into = story })).Should(HttpStatusCode.OK).Json.GetProperty("state").GetString().ShouldBe("merged");

        var after = await site.HeadAsync(one);
        using var stranger = ApiProgram.Stranger(site);
        await using var stream = await EventStream.OpenAsync(stranger, one, after);
        var command = ("Idempotency-Key", $"{Ids.New()}");
        var decision = new { act = "accept", boards = new[] { new { slug = one, direction = "for" }, new { slug = two, direction = "against" } } };
        var accepted = (await keeper.PostAsync($"/news/{story}", decision, command)).Should(HttpStatusCode.OK);
        accepted.Json.GetProperty("state").GetString().ShouldBe("accepted");
        (await keeper.PostAsync($"/news/{story}", decision, command)).Should(HttpStatusCode.OK).Json.GetProperty("told").GetArrayLength().ShouldBe(1);
        (await second.PostAsync($"/news/{story}", new { act = "dismiss" })).ShouldFail("refused").Text.ShouldContain("decided it just now");
        var frame = (await stream.UntilAsync(await site.HeadAsync(one)))[^1].Json;
        var signal = frame.GetProperty("signals").EnumerateArray().Single();
        frame.GetProperty("events").EnumerateArray().Single().GetProperty("signalId").GetInt64().ShouldBe(signal.GetProperty("id").GetInt64());
        (signal.GetProperty("direction").GetString(), signal.GetProperty("grade").GetString(), signal.GetProperty("others").GetArrayLength()).ShouldBe(("for", "direct", 1));
        foreach (var (slug, direction) in new[] { (one, "for"), (two, "against") })
        {
            var listed = (await stranger.GetAsync($"/forecasts/{slug}/signals")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            (listed.GetProperty("headline").GetString(), listed.GetProperty("direction").GetString()).ShouldBe((news[0].GetProperty("headline").GetString(), direction));
        }
        (await chief.GetAsync(path)).Json.GetProperty("accepted").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task A_signal_by_hand_is_on_each_board_once_and_what_is_wrong_is_told_at_its_field()
    {
        var (one, two) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        var key = ("Idempotency-Key", $"{Ids.New()}");
        var hourAgo = site.Clock.GetUtcNow().AddHours(-1).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
        var body = new { headline = "The tide came in", source = "Harbour Post", link = (string?)null, published = hourAgo, direction = (string?)"against", grade = "circumstantial", boards = new[] { one, two } };
        var first = (await keeper.PostAsync("/signals", body, key)).Should(HttpStatusCode.Created);
        (await keeper.PostAsync("/signals", body, key)).Should(HttpStatusCode.Created).Text.ShouldBe(first.Text);
        foreach (var added in first.Json.GetProperty("boards").EnumerateArray())
        {
            var listed = (await keeper.GetAsync($"/forecasts/{added.GetProperty("slug").GetString()}/signals")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
            listed.GetProperty("id").GetInt64().ShouldBe(added.GetProperty("signalId").GetInt64());
            listed.GetProperty("grade").GetString().ShouldBe("circumstantial");
        }
        (await keeper.PutAsync($"/forecasts/{one}/estimate", new { percent = 40, signals = new[] { first.Json.GetProperty("boards")[0].GetProperty("signalId").GetInt64() } })).Should(HttpStatusCode.OK);
        // Taken back, it is on no list, and no stream says any more what it was
        var (seq, signal) = (first.Json.GetProperty("boards")[1].GetProperty("seq").GetInt64(), first.Json.GetProperty("boards")[1].GetProperty("signalId").GetInt64());
        (await keeper.PostAsync($"/forecasts/{two}/signals/{signal}/withdrawal", new { reason = "" })).ShouldFail("refused", "reason");
        (await keeper.PostAsync($"/forecasts/{two}/signals/{signal}/withdrawal", new { reason = "It was another harbour" })).Should(HttpStatusCode.OK);
        (await keeper.GetAsync($"/forecasts/{two}/signals")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        var changes = (await keeper.GetAsync($"/forecasts/{two}/changes?after={seq - 1}")).Should(HttpStatusCode.OK);
        changes.Json.GetProperty("withdrawn").EnumerateArray().Select(id => id.GetInt64()).ShouldBe([signal]);
        changes.Text.ShouldNotContain("tide");

        (await keeper.PostAsync("/signals", body with { headline = " " })).ShouldFail("refused", "headline");
        (await keeper.PostAsync("/signals", body with { direction = null })).ShouldFail("refused", "direction");
        (await keeper.PostAsync("/signals", body with { published = "soon" })).ShouldFail("refused", "published");
        (await keeper.PostAsync("/signals", body with { boards = [one, "no-such-board"] })).ShouldFail("refused", "boards");
    }

    [Fact]
    public async Task What_moderators_and_admins_alone_may_is_not_for_others()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name("Ada"), All);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        foreach (var path in new[] { "/news", "/news/1", "/feeds", "/feeds/1", $"/forecasts/{slug}/terms" }) (await ada.GetAsync(path)).Should(HttpStatusCode.Forbidden).ShouldFail("role");
        (await ada.PostAsync("/signals", new { headline = "Mine", source = "Me", published = "2026-01-01", direction = "for", boards = new[] { slug } })).Should(HttpStatusCode.Forbidden).ShouldFail("role");
        (await site.ReadAsync(db => Task.FromResult(db.Signals.Count(s => s.Headline == "Mine")))).ShouldBe(0);
        (await keeper.GetAsync("/feeds")).Should(HttpStatusCode.Forbidden).ShouldFail("role");
        (await keeper.PostAsync("/feeds", new { name = "Mine", address = "https://news.example/f", category = "models", grade = "direct" })).Should(HttpStatusCode.Forbidden).ShouldFail("role");
        (await keeper.GetAsync("/news/987654")).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
    }
}
