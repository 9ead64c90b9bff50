using System.Net;
using System.Text.Json;
using Textak.Tests.Api.Fuzz;
using Textak.Web.Features.Following;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>The list of forecasts: in every order of the feed, chosen as there, and with what a search found.</summary>
public sealed class ForecastListTests(BusySite site) : IClassFixture<BusySite>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Theory]
    [InlineData("movers")]
    [InlineData("movers&span=1h")]
    [InlineData("newest")]
    [InlineData("closing")]
    [InlineData("argued")]
    [InlineData("contested")]
    public async Task It_comes_in_parts_in_every_order(string sort)
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var ben = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        List<string> slugs = [];
        foreach (var i in Enumerable.Range(0, 5)) slugs.Add(await site.OpenAsync(Fresh.Slug(), $"category: research\nopened: {5 + i % 2} days ago"));
        // The third is moved, argued and divided more than the second, and both more than the others
        foreach (var (slug, i) in slugs[1..3].Select((slug, i) => (slug, 1 + i)))
        {
            foreach (var percent in new[] { 50, 50 + 15 * i }) await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent });
            await ben.PutAsync($"/forecasts/{slug}/estimate", new { percent = 50 + 12 * i });
            for (var said = 0; said < i; said++) await ada.ArguedAsync(slug, "for", $"What is said on it as number {said}.");
        }
        var whole = await SlugsAsync(ada, $"/forecasts?category=research&sort={sort}&limit=200");
        var (read, cursor) = (new List<string>(), (string?)"");
        while (cursor is not null)
        {
            var part = (await ada.GetAsync($"/forecasts?category=research&sort={sort}&limit=2&cursor={cursor}")).Should(HttpStatusCode.OK).Json;
            read.AddRange(Slugs(part));
            cursor = part.GetProperty("next").GetString();
        }
        read.ShouldBe(whole);
        slugs.ShouldBeSubsetOf(read);
        if (sort is "newest" or "closing") return;
        (read.IndexOf(slugs[2]) < read.IndexOf(slugs[1])).ShouldBeTrue();
        (read.IndexOf(slugs[1]) < slugs[3..].Append(slugs[0]).Min(read.IndexOf)).ShouldBeTrue();
    }

    [Fact]
    public async Task It_is_chosen_from_as_the_feed_is()
    {
        var (me, now) = (await site.AccountAsync(Fresh.Name()), site.Now());
        using var ada = ApiProgram.With(site, await site.TokenAsync(me, All));
        using var stranger = ApiProgram.Stranger(site);
        var (mine, followed, resolved, locked) = (await site.OpenAsync(Fresh.Slug(), "category: work"), await site.OpenAsync(Fresh.Slug(), "category: work"), await site.OpenResolvedAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug(), "category: work"));
        await ada.PutAsync($"/forecasts/{mine}/estimate", new { percent = 40 });
        var id = (await site.ForecastAsync(followed)).Id;
        await site.ReadAsync(db =>
        {
            db.Add(new FollowedBoard { AccountId = me, ForecastId = id, At = now });
            return db.SaveChangesAsync();
        });
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Web.Features.Accounts.Roles.Moderator);
        (await keeper.PostAsync($"/forecasts/{locked}/steps", new { step = "lock", reason = "To list it" })).Should(HttpStatusCode.OK);

        (await SlugsAsync(ada, "/forecasts?boards=mine")).ShouldBe([mine]);
        (await SlugsAsync(ada, "/forecasts?boards=followed")).ShouldBe([followed]);
        (await stranger.GetAsync("/forecasts?boards=mine")).Should(HttpStatusCode.BadRequest).ShouldFail("malformed", "boards");
        (await SlugsAsync(stranger, "/forecasts?category=work&status=open&limit=200")).ShouldBe([mine, followed], ignoreOrder: true);
        (await SlugsAsync(stranger, "/forecasts?category=work&status=locked")).ShouldBe([locked]);
        (await SlugsAsync(stranger, "/forecasts?status=resolved&limit=200")).ShouldContain(resolved);
        var confidence = (await site.ForecastAsync(mine)).Confidence;
        foreach (var level in Enum.GetValues<Textak.Forecasting.Confidence>())
            (await SlugsAsync(ada, $"/forecasts?boards=mine&confidence={level.ToString().ToLowerInvariant()}")).ShouldBe(level == confidence ? [mine] : []);
        foreach (var (wrong, field) in new[] { ("span=2h", "span"), ("sort=newest,closing", "sort"), ("boards=theirs", "boards"), ("confidence=2", "confidence"), ("q=%20%21", "q"), ($"q={new string('x', 201)}", "q"), ("q=a+b+c+d+e+f+g+h+i", "q") })
            (await ada.GetAsync($"/forecasts?{wrong}")).Should(HttpStatusCode.BadRequest).ShouldFail("malformed", field);
    }

    [Fact]
    public async Task What_was_found_comes_along_and_never_what_is_hidden()
    {
        var (slug, word) = (await site.OpenAsync(Fresh.Slug()), $"w{Fresh.Slug()[2..]}");
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Web.Features.Accounts.Roles.Moderator);
        var filler = string.Concat(Enumerable.Repeat("filler ", 30));
        var plain = await ada.ArguedAsync(slug, "against", $"{filler}<b>{word}</b> stands here. {filler}");
        async Task<List<JsonElement>> FoundAsync(ApiProgram by, string q) =>
            [.. (await by.GetAsync($"/forecasts?q={q}")).Should(HttpStatusCode.OK).Json.GetProperty("items").EnumerateArray().Where(f => f.GetProperty("slug").GetString() == slug).SelectMany(f => f.GetProperty("found").EnumerateArray())];
        var hit = (await FoundAsync(ada, word)).ShouldHaveSingleItem();
        (hit.GetProperty("argumentId").GetInt64(), hit.GetProperty("side").GetString()).ShouldBe((plain, "against"));
        var parts = hit.GetProperty("parts").EnumerateArray().Select(p => (p.GetProperty("text").GetString()!, p.GetProperty("hit").GetBoolean())).ToList();
        parts.Where(p => p.Item2).ShouldBe([(word, true)]);
        string.Concat(parts.Select(p => p.Item1)).ShouldMatch($"^… filler .*<b>{word}</b> stands here\\. .*filler …$");
        (await ada.GetAsync("/forecasts?limit=1")).Json.GetProperty("items")[0].GetProperty("found").GetArrayLength().ShouldBe(0);

        foreach (var i in Enumerable.Range(0, 3)) await ada.ArguedAsync(slug, "for", $"And {word} once more, as number {i}.");
        (await FoundAsync(ada, word)).Count.ShouldBe(2);
        (await keeper.PutAsync($"/forecasts/{slug}/arguments/{plain}/visibility", new { hidden = true, reason = "Not to be found" })).Should(HttpStatusCode.OK);
        // Not even for those who may read it
        foreach (var reader in new[] { ada, keeper })
        {
            (await FoundAsync(reader, word)).ShouldAllBe(h => h.GetProperty("argumentId").GetInt64() != plain);
            (await FoundAsync(reader, $"{word}+stands")).ShouldBeEmpty();
        }
    }

    [Fact]
    public async Task Every_word_that_the_document_names_for_a_parameter_is_taken()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var slug = await site.OpenAsync(Fresh.Slug());
        var described = await Described.ReadAsync(ada.Client);
        var words = (from operation in described.Operations
                     where operation.Method == "GET"
                     from parameter in operation.Parameters
                     where parameter.In == "query"
                     from word in parameter.Schema["enum"]?.AsArray() ?? []
                     select (parameter.Name, Address: $"{operation.Path[ApiProgram.Base.Length..].Replace("{slug}", slug, StringComparison.Ordinal)}?{parameter.Name}={word}{(parameter.Name == "sort" ? "&q=words" : "")}")).ToList();
        words.Count.ShouldBeGreaterThan(20);
        foreach (var (name, address) in words)
            if (await ada.GetAsync(address) is { Status: HttpStatusCode.BadRequest } reply) reply.Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldNotContain(name, address);
        (await ada.GetAsync("/forecasts?sort=ClosinG")).Should(HttpStatusCode.OK);
    }

    private static async Task<List<string>> SlugsAsync(ApiProgram program, string path) => Slugs((await program.GetAsync(path)).Should(HttpStatusCode.OK).Json);

    private static List<string> Slugs(JsonElement page) => [.. page.GetProperty("items").EnumerateArray().Select(f => f.GetProperty("slug").GetString()!)];
}
