using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Identity;
using Textak.Tests.Live;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>What programs read: in parts that hold while things move, unchanged told as such, limits told, and who is a program told everywhere.</summary>
public sealed class ApiReadingTests(LiveSite site) : IClassFixture<LiveSite>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Theory]
    [InlineData("newest")]
    [InlineData("strongest")]
    [InlineData("contested")]
    [InlineData("moved")]
    public async Task A_list_in_parts_has_each_once_though_more_come_meanwhile(string order)
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var ben = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var ids = new List<long>();
        for (var i = 0; i < 11; i++) ids.Add(await ada.ArguedAsync(slug, i % 2 == 0 ? "for" : "against", $"What is said as number {i} of eleven."));
        for (var i = 0; i < 5; i++) await ben.PutAsync($"/forecasts/{slug}/arguments/{ids[i]}/vote", new { stars = i });

        var (read, cursor) = (new List<long>(), (string?)"");
        while (cursor is not null)
        {
            var part = (await ada.GetAsync($"/forecasts/{slug}/arguments?order={order}&limit=4&cursor={cursor}")).Should(HttpStatusCode.OK).Json;
            read.AddRange(part.GetProperty("items").EnumerateArray().Select(a => a.GetProperty("id").GetInt64()));
            cursor = part.GetProperty("next").GetString();
            await ada.ArguedAsync(slug, "for", $"One more that came after part {read.Count}.");
        }
        read.ShouldBeUnique();
        ids.Except(read).ShouldBeEmpty();
        if (order == "strongest") read.IndexOf(ids[4]).ShouldBeLessThan(read.IndexOf(ids[1]));
        // Of one order it is no place in another
        var next = (await ada.GetAsync($"/forecasts/{slug}/arguments?order={order}&limit=4")).Json.GetProperty("next").GetString();
        (await ada.GetAsync($"/forecasts/{slug}/arguments?order={(order == "newest" ? "moved" : "newest")}&cursor={next}")).ShouldFail("malformed", "cursor");
    }

    [Fact]
    public async Task What_is_unchanged_is_said_to_be_so_and_nothing_that_changed_is()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        using var stranger = ApiProgram.Stranger(site);
        var first = await stranger.GetAsync($"/forecasts/{slug}");
        first.Tag.ShouldStartWith($"W/\"{await site.HeadAsync(slug)}-");
        (await stranger.GetAsync($"/forecasts/{slug}", ("If-None-Match", first.Tag))).Should(HttpStatusCode.NotModified).Text.ShouldBeEmpty();
        // What is one's own is not what a stranger was sent
        (await ada.GetAsync($"/forecasts/{slug}", ("If-None-Match", first.Tag))).Should(HttpStatusCode.OK);
        await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 77 });
        var second = (await stranger.GetAsync($"/forecasts/{slug}", ("If-None-Match", first.Tag))).Should(HttpStatusCode.OK);
        second.Json.GetProperty("forecast").GetProperty("numbers").GetProperty("percent").GetInt32().ShouldBe(77);
        second.Headers.CacheControl!.ToString().ShouldBe("no-cache, private");
        second.Headers.Vary.ShouldContain("Authorization");
    }

    [Fact]
    public async Task A_program_is_marked_on_its_card_in_the_frame_the_API_and_the_record()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        var owner = await site.AccountAsync(Fresh.Name("Owner"));
        var robot = new Account { UserName = Fresh.Name("Robot"), OwnerId = owner };
        await site.UseAsync<UserManager<Account>>(async users => (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue());
        using var program = ApiProgram.With(site, await site.TokenAsync(robot.Id, All));
        using var person = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        await using var watcher = await Watcher.OfAsync(site, slug);
        var (its, theirs) = (await program.ArguedAsync(slug, "for", "What a program says of the question."), await person.ArguedAsync(slug, "for", "What a person says of the question."));

        using var reader = site.Visit();
        await reader.GetAsync($"/f/{slug}");
        reader.Page.QuerySelector($"#argument-{its} .program")!.TextContent.ShouldBe("program");
        reader.Page.QuerySelector($"#argument-{theirs} .program").ShouldBeNull();
        await reader.GetAsync($"/f/{slug}/at");
        reader.Page.QuerySelectorAll("main .program").Length.ShouldBe(1);
        await Eventually.HoldsAsync(() => watcher.Pushed.SelectMany(f => f.Cards).Count(c => c.Posted) == 2, "both cards were pushed");
        watcher.Pushed.SelectMany(f => f.Cards).Where(c => c.Program).Select(c => c.Id).Distinct().ShouldBe([its]);
        watcher.Pushed.SelectMany(f => f.Cards).Last(c => c.Id == its).Html.ShouldContain("class=\"program\"");
        var listed = (await person.GetAsync($"/forecasts/{slug}/arguments")).Json.GetProperty("items").EnumerateArray().ToDictionary(a => a.GetProperty("id").GetInt64(), a => a.GetProperty("author").GetProperty("program").GetBoolean());
        (listed[its], listed[theirs]).ShouldBe((true, false));
        JsonElement.Parse(await reader.Client.GetStringAsync($"/u/{Uri.EscapeDataString(robot.UserName!)}/json")).GetProperty("owner").GetString()!.ShouldStartWith("Owner");
    }
}

/// <summary>How programs are told what is left of their limits.</summary>
public sealed class ApiRateTests(ApiRateTests.Limited site) : IClassFixture<ApiRateTests.Limited>
{
    [Fact]
    public async Task The_headers_say_what_is_left_and_when_it_is_whole_again()
    {
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name(), Scopes.Read | Scopes.Estimate);
        var slug = await site.OpenAsync(Fresh.Slug());
        var read = await ada.GetAsync("/forecasts");
        read.Headers.GetValues("RateLimit-Policy").ShouldBe(["\"reads\";q=40;w=60"]);
        read.Headers.GetValues("RateLimit").Single().ShouldMatch("^\"reads\";r=3[0-9];t=[0-9]+$");

        var replies = new List<ApiReply>();
        for (var i = 0; i < 4; i++) replies.Add(await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 10 + i }));
        replies[0].Headers.GetValues("RateLimit-Policy").Single().ShouldBe("\"writes\";q=3;w=60, \"address\";q=1000;w=60");
        replies.Take(3).Select(r => r.Headers.GetValues("RateLimit").Single().Split(',')[0]).ShouldBe(["\"writes\";r=2;t=20", "\"writes\";r=1;t=40", "\"writes\";r=0;t=60"]);
        var refused = replies[3].Should((HttpStatusCode)429).ShouldFail("too-fast");
        int.Parse(refused.Headers.GetValues("Retry-After").Single(), null).ShouldBeInRange(1, 20);
        refused.Headers.GetValues("RateLimit").Single().ShouldStartWith("\"writes\";r=0;");
    }

    public sealed class Limited : Site
    {
        public Limited() => (Settings["Limits:WritesPerUser"], Settings["Limits:WritesPerAddress"], Settings["Limits:ReadsPerAddress"]) = ("3", "1000", "40");
    }
}
