using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Notices;
using Textak.Tests.Webhooks;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Webhooks;
using Textak.Web.Platform;

namespace Textak.Tests.Api;

/// <summary>What somebody follows and hears of, and who is told for them: by programs as at the pages, and nobody else's.</summary>
public sealed class OwnOperationTests(HookSite site) : IClassFixture<HookSite>
{
    private const Scopes Read = Scopes.Read, Argue = Scopes.Argue, Both = Read | Argue, All = Both | Scopes.Estimate | Scopes.Moderate;

    [Fact]
    public async Task To_follow_is_the_same_at_the_page_and_by_a_program()
    {
        var (slug, name, other) = (await site.OpenAsync(Fresh.Slug()), Fresh.Name("Ada"), Fresh.Name("Bob"));
        using var person = await Participant.JoinAsync(site, name);
        using var ada = ApiProgram.With(site, await site.TokenAsync(await IdAsync(name), Both));
        await site.AccountAsync(other);
        for (var i = 0; i < 2; i++) (await ada.PutAsync($"/me/following/forecasts/{slug}", null)).Should(HttpStatusCode.OK);
        (await ada.PutAsync($"/me/following/people/{Uri.EscapeDataString(other)}", null)).Should(HttpStatusCode.OK);
        (await person.Visitor.GetAsync("/following")).QuerySelectorAll(".followed p a").Select(a => a.GetAttribute("href")).ShouldBe([$"/f/{slug}", $"/u/{Uri.EscapeDataString(other)}"]);
        var list = (await ada.GetAsync("/me/following")).Json;
        list.GetProperty("forecasts").EnumerateArray().Single().GetProperty("slug").GetString().ShouldBe(slug);
        list.GetProperty("people").EnumerateArray().Single().GetProperty("name").GetString().ShouldBe(other);

        (await person.PostAsync("/following?handler=board", Manner.Form, ("slug", slug), ("follows", "false"))).At.ShouldBe($"/f/{slug}");
        (await ada.DeleteAsync($"/me/following/people/{Uri.EscapeDataString(other)}")).Should(HttpStatusCode.OK);
        (await ada.GetAsync("/me/following")).Text.ShouldBe("{\"forecasts\":[],\"people\":[]}");
        (await ada.PutAsync($"/me/following/people/{Uri.EscapeDataString(name)}", null)).Should(HttpStatusCode.UnprocessableEntity).ShouldFail("refused");
        (await ada.PutAsync("/me/following/forecasts/no-such-board", null)).Should(HttpStatusCode.NotFound).ShouldFail("not-found");
    }

    [Fact]
    public async Task Notices_come_as_they_were_chosen_and_hold_no_hidden_text()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var bob = await ApiProgram.OfAsync(site, Fresh.Name("Bob"), Both);
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name("Ada"), All);
        using var keeper = await ApiProgram.OfAsync(site, Fresh.Name("Keeper"), All, Roles.Moderator);
        (await bob.PutAsync($"/me/following/forecasts/{slug}", null)).Should(HttpStatusCode.OK);
        var argument = await ada.ArguedAsync(slug, "for", "What a program hears of, once it is out.");
        await NoticeSite.LetOutAsync(site);
        await ada.ArguedAsync(slug, "against", "What it hears of later.");
        await NoticeSite.LetOutAsync(site);
        var all = (await bob.GetAsync("/me/notices")).Should(HttpStatusCode.OK).Json;
        all.GetProperty("unseen").GetInt32().ShouldBe(2);
        all.GetProperty("items").EnumerateArray().Select(n => n.GetProperty("text").GetString()).ShouldBe(["What it hears of later.", "What a program hears of, once it is out."]);
        var newest = (await bob.GetAsync("/me/notices?limit=1")).Json;
        newest.GetProperty("items").EnumerateArray().Single().GetProperty("unread").GetBoolean().ShouldBeTrue();
        var older = (await bob.GetAsync($"/me/notices?limit=1&cursor={newest.GetProperty("next").GetString()}")).Json;
        (older.GetProperty("items")[0].GetProperty("argumentId").GetInt64(), older.GetProperty("next").GetString()).ShouldBe((argument, null));

        (await keeper.PutAsync($"/forecasts/{slug}/arguments/{argument}/visibility", new { hidden = true, reason = "It names somebody" })).Should(HttpStatusCode.OK);
        (await bob.GetAsync("/me/notices")).Text.ShouldNotContain("once it is out");
        (await keeper.GetAsync("/me/notices")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await bob.PostAsync("/me/notices/seen", new { until = older.GetProperty("items")[0].GetProperty("outAt").GetString() })).Should(HttpStatusCode.OK);
        (await bob.GetAsync("/me/notices")).Json.GetProperty("unseen").GetInt32().ShouldBe(1);
        (await bob.PostAsync("/me/notices/seen", new { })).ShouldFail("refused", "until");

        (await bob.PutAsync("/me/notice-choices", new { choices = new[] { new { cause = "argument", way = "here", points = 51 } } })).ShouldFail("refused", "choices[0].points");
        var chosen = (await bob.PutAsync("/me/notice-choices", new { choices = new[] { new { cause = "argument", way = "none", side = "for" } } })).Should(HttpStatusCode.OK);
        (await bob.GetAsync("/me/notice-choices")).Text.ShouldBe(chosen.Text);
        chosen.Json.GetProperty("choices").EnumerateArray().Select(c => c.GetProperty("way").GetString()).Count(way => way == "here").ShouldBe(8);
        await ada.ArguedAsync(slug, "against", "What it doesn't want to hear of.");
        await NoticeSite.LetOutAsync(site);
        (await bob.GetAsync("/me/notices")).Json.GetProperty("items").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_webhook_is_made_once_tells_what_it_is_for_and_is_nobody_elses()
    {
        await using var receiver = await Receiver.StartAsync();
        var slug = await site.OpenAsync(Fresh.Slug());
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name("Ada"), All);
        using var eve = await ApiProgram.OfAsync(site, Fresh.Name("Eve"), All);
        var body = new { address = receiver.Address, boards = "one", board = slug, kinds = new[] { "estimates" } };
        foreach (var some in new[] { Read, Argue })
        {
            using var less = await ApiProgram.OfAsync(site, Fresh.Name(), some);
            var refused = (await less.PostAsync("/webhooks", body)).Should(HttpStatusCode.Forbidden).ShouldFail("scope");
            refused.Headers.WwwAuthenticate.ToString().ShouldContain("scope=\"read argue\"");
        }

        var key = ("Idempotency-Key", $"{Ids.New()}");
        var made = (await ada.PostAsync("/webhooks", body, key)).Should(HttpStatusCode.Created);
        (await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => ada.PostAsync("/webhooks", body, key)))).ShouldAllBe(reply => reply.Text == made.Text && reply.Status == HttpStatusCode.Created);
        var (secret, path) = (made.Json.GetProperty("secret").GetString()!, made.Headers.Location!.OriginalString[ApiProgram.Base.Length..]);
        var list = (await ada.GetAsync("/webhooks")).Should(HttpStatusCode.OK);
        list.Json.GetProperty("items").EnumerateArray().Single().ToString().ShouldBe(made.Json.GetProperty("webhook").ToString());
        foreach (var reply in new[] { list, await ada.GetAsync(path), await ada.GetAsync($"{path}/deliveries") }) reply.Text.ShouldNotContain(secret[10..30]);
        (await ada.PostAsync("/webhooks", new { address = "https://10.0.0.1/", kinds = Array.Empty<string>() })).ShouldFail("refused").Json.GetProperty("errors").EnumerateObject().Select(e => e.Name).ShouldBe(["address", "kinds"]);

        await ada.ArguedAsync(slug, "for", "What it is not made for.");
        (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 60 })).Should(HttpStatusCode.OK);
        await site.SendAsync();
        var told = receiver.Taken.ShouldHaveSingleItem();
        (told.Type, told.IsSignedWith(secret)).ShouldBe(("estimate.set", true));
        var delivery = (await ada.GetAsync($"{path}/deliveries")).Json.GetProperty("items").EnumerateArray().ShouldHaveSingleItem();
        (delivery.GetProperty("messageId").GetString(), delivery.GetProperty("seq").GetInt64(), delivery.GetProperty("succeeded").GetBoolean()).ShouldBe((told.Id, told.Seq, true));
        var again = $"{path}/deliveries/{delivery.GetProperty("id").GetInt64()}/again";
        (await ada.PostAsync(again, null)).Should(HttpStatusCode.OK);
        await site.SendAsync();
        receiver.Taken.Select(m => m.Id).ShouldBe([told.Id, told.Id]);

        receiver.Answer = _ => 410;
        (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent = 61 })).Should(HttpStatusCode.OK);
        await site.SendAsync();
        (await ada.GetAsync(path)).Json.GetProperty("stoppedAt").GetString().ShouldNotBeNull();
        (await ada.PostAsync($"{path}/start", null)).Should(HttpStatusCode.OK).Json.GetProperty("stoppedAt").GetString().ShouldBeNull();

        (await eve.GetAsync("/webhooks")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        foreach (var theirs in new[] { await eve.GetAsync(path), await eve.GetAsync($"{path}/deliveries"), await eve.PostAsync(again, null), await eve.PostAsync($"{path}/start", null), await eve.DeleteAsync(path) })
            theirs.Should(HttpStatusCode.NotFound).ShouldFail("not-found");
        (await ada.DeleteAsync(path)).Should(HttpStatusCode.OK);
        (await ada.GetAsync(path)).Should(HttpStatusCode.NotFound);
    }

    [Fact]
    public async Task A_programs_webhook_is_in_its_owners_hands_and_silent_while_the_owner_is_suspended()
    {
        var name = Fresh.Name("Ada");
        using var person = await Participant.JoinAsync(site, name);
        var robot = new Account { UserName = Fresh.Name("Robot"), OwnerId = await IdAsync(name), CreatedAt = site.Now() };
        await site.UseAsync<UserManager<Account>>(async users => (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue());
        using var program = ApiProgram.With(site, await site.TokenAsync(robot.Id, Both));
        using var owner = ApiProgram.With(site, await site.TokenAsync(robot.OwnerId!.Value, Both));
        var path = (await program.PostAsync("/webhooks", new { address = "https://receiver.example/in" })).Should(HttpStatusCode.Created).Headers.Location!.OriginalString[ApiProgram.Base.Length..];
        var id = long.Parse(path.Split('/')[^1], null);
        (await owner.GetAsync(path)).Json.GetProperty("owner").GetProperty("program").GetBoolean().ShouldBeTrue();
        (await person.Visitor.GetAsync("/account/webhooks")).QuerySelector(".hooks li")!.Words().ShouldContain($"Of {robot.UserName}.");

        Task<bool> IsActiveAsync() => site.ReadAsync(db => db.Webhooks.Active(site.Now()).AnyAsync(h => h.Id == id));
        (await IsActiveAsync()).ShouldBeTrue();
        await site.ReadAsync(db => db.Users.Where(u => u.Id == robot.OwnerId).ExecuteUpdateAsync(u => u.SetProperty(x => x.SuspendedUntil, Account.ForGood)));
        (await IsActiveAsync()).ShouldBeFalse();
        await site.ReadAsync(db => db.Users.Where(u => u.Id == robot.OwnerId).ExecuteUpdateAsync(u => u.SetProperty(x => x.SuspendedUntil, (DateTimeOffset?)null)));
        (await owner.DeleteAsync(path)).Should(HttpStatusCode.OK);
        (await program.GetAsync("/webhooks")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Fact]
    public async Task Shifts_of_all_boards_come_in_parts_and_say_no_number_too_early()
    {
        var (older, newer) = (await site.OpenAsync(Fresh.Slug()), await site.OpenAsync(Fresh.Slug()));
        using var ada = await ApiProgram.OfAsync(site, Fresh.Name("Ada"), All);
        var name = Fresh.Name("Bob");
        using var bob = await ApiProgram.OfAsync(site, name, All);
        foreach (var (slug, percent) in new[] { (older, 30), (newer, 40), (newer, 44) }) (await ada.PutAsync($"/forecasts/{slug}/estimate", new { percent })).Should(HttpStatusCode.OK);
        using var stranger = ApiProgram.Stranger(site);
        var first = (await stranger.GetAsync("/shifts?limit=1")).Should(HttpStatusCode.OK).Json;
        var shift = first.GetProperty("items").EnumerateArray().Single();
        (shift.GetProperty("forecast").GetProperty("slug").GetString(), shift.GetProperty("from").GetInt32(), shift.GetProperty("forecast").GetProperty("numbers").GetProperty("percent").GetInt32()).ShouldBe((newer, 40, 44));
        // What moves meanwhile goes to the beginning, and takes no place of those that follow
        (await ada.PutAsync($"/forecasts/{newer}/estimate", new { percent = 45 })).Should(HttpStatusCode.OK);
        var next = (await stranger.GetAsync($"/shifts?limit=1&cursor={first.GetProperty("next").GetString()}")).Json;
        next.GetProperty("items")[0].GetProperty("forecast").GetProperty("slug").GetString().ShouldBe(older);

        await site.ReadAsync(db => db.Users.Where(u => u.UserName == name).ExecuteUpdateAsync(u => u.SetProperty(x => x.OwnFirst, true)));
        (await bob.GetAsync("/shifts")).Json.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await bob.PutAsync($"/forecasts/{older}/estimate", new { percent = 50 })).Should(HttpStatusCode.OK);
        (await bob.GetAsync("/shifts")).Json.GetProperty("items").EnumerateArray().Select(s => s.GetProperty("forecast").GetProperty("slug").GetString()).ShouldBe([older]);
    }

    private Task<long> IdAsync(string name) => site.ReadAsync(db => db.Users.Where(u => u.UserName == name).Select(u => u.Id).SingleAsync());
}
