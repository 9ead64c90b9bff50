using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>Who is let in at a moment: the token, its scopes, its account, and that account's roles and owner as they are then.</summary>
public sealed class AdmissionTests(AdmissionTests.Boarded site) : IClassFixture<AdmissionTests.Boarded>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Theory]
    [InlineData("GET", "/forecasts")]
    [InlineData("GET", "/me")]
    [InlineData("PUT", "/forecasts/{0}/estimate")]
    public async Task A_cookie_is_no_way_in(string method, string path)
    {
        using var ada = await site.RegisterAsync(Fresh.Name());
        using var program = new ApiProgram(ada.Client);
        var reply = await program.SendAsync(new(method), string.Format(null, path, site.Slug), method == "PUT" ? new { percent = 50 } : null);
        reply.Should(HttpStatusCode.Unauthorized).ShouldFail("cookie");
        (await site.ForecastAsync(site.Slug)).Estimates.ShouldBe(0);
        // With a token beside it the token counts, and it alone
        var other = await site.AccountAsync(Fresh.Name());
        ada.Client.DefaultRequestHeaders.Authorization = new("Bearer", await site.TokenAsync(other, Scopes.Read));
        (await program.GetAsync("/me")).Json.GetProperty("name").GetString().ShouldBe(await site.ReadAsync(db => db.Users.Where(u => u.Id == other).Select(u => u.UserName).SingleAsync()));
    }

    [Theory]
    [InlineData("")]
    [InlineData("textak_pat_0000000000000000000000000000000000000000000000000000000000000000")]
    [InlineData("nonsense")]
    public async Task A_token_that_is_none_opens_nothing_not_even_what_anybody_reads(string secret)
    {
        using var program = ApiProgram.Stranger(site);
        var reply = await program.GetAsync("/forecasts", ("Authorization", $"Bearer {secret}"));
        reply.Should(HttpStatusCode.Unauthorized).ShouldFail("bad-token");
        reply.Headers.WwwAuthenticate.ToString().ShouldContain("invalid_token");
        (await program.GetAsync("/forecasts")).Should(HttpStatusCode.OK);
        (await program.GetAsync("/me")).Should(HttpStatusCode.Unauthorized).ShouldFail("no-token");
    }

    [Fact]
    public async Task Who_is_suspended_is_out_at_once_with_all_of_their_programs()
    {
        var (name, id) = (Fresh.Name(), 0L);
        id = await site.AccountAsync(name);
        var robot = new Account { UserName = Fresh.Name("Robot"), OwnerId = id };
        await site.UseAsync<UserManager<Account>>(async users => (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue());
        using var own = ApiProgram.With(site, await site.TokenAsync(id, All));
        using var robots = ApiProgram.With(site, await site.TokenAsync(robot.Id, All));
        foreach (var program in new[] { own, robots }) (await program.GetAsync("/me")).Should(HttpStatusCode.OK);
        (await UserVerbs.RunAsync(site.Services, ["suspend", name])).ShouldBe(0);
        foreach (var program in new[] { own, robots }) (await program.GetAsync("/forecasts")).Should(HttpStatusCode.Unauthorized).ShouldFail("bad-token");
        (await UserVerbs.RunAsync(site.Services, ["restore", name])).ShouldBe(0);
        foreach (var program in new[] { own, robots }) (await program.GetAsync("/me")).Should(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_token_never_does_more_than_its_account_may_at_that_moment()
    {
        var id = await site.AccountAsync(Fresh.Name("Keeper"), Roles.Moderator);
        using var moderating = ApiProgram.With(site, await site.TokenAsync(id, All));
        using var reading = ApiProgram.With(site, await site.TokenAsync(id, Scopes.Read));
        (await moderating.GetAsync("/queue")).Should(HttpStatusCode.OK);
        (await reading.GetAsync("/queue")).Should(HttpStatusCode.Forbidden).ShouldFail("scope");
        (await reading.GetAsync("/queue")).Headers.WwwAuthenticate.ToString().ShouldContain("scope=\"moderate\"");

        // Without the scope it is a participant's: what is hidden is so for it too
        using var author = await ApiProgram.OfAsync(site, Fresh.Name(), All);
        var argument = await author.ArguedAsync(site.Slug, "for", "Something that a moderator will hide.");
        (await moderating.PutAsync($"/forecasts/{site.Slug}/arguments/{argument}/visibility", new { hidden = true, reason = "To see who sees it" })).Should(HttpStatusCode.OK);
        (await reading.GetAsync($"/forecasts/{site.Slug}/arguments/{argument}")).Text.ShouldNotContain("Something that a moderator");
        (await moderating.GetAsync($"/forecasts/{site.Slug}/arguments/{argument}")).Text.ShouldContain("Something that a moderator");
        (await author.GetAsync($"/forecasts/{site.Slug}/arguments/{argument}")).Text.ShouldContain("Something that a moderator");

        await site.UseAsync<UserManager<Account>>(async users => await users.RemoveFromRoleAsync((await users.FindByIdAsync($"{id}"))!, Roles.Moderator));
        (await moderating.GetAsync("/queue")).Should(HttpStatusCode.Forbidden).ShouldFail("role");
        (await moderating.GetAsync($"/forecasts/{site.Slug}/arguments/{argument}")).Text.ShouldNotContain("Something that a moderator");
    }

    [Fact]
    public async Task A_person_and_their_programs_are_one_voice()
    {
        var owner = await site.AccountAsync(Fresh.Name(), Roles.Moderator);
        var robot = new Account { UserName = Fresh.Name("Robot"), OwnerId = owner };
        await site.UseAsync<UserManager<Account>>(async users => (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue());
        using var own = ApiProgram.With(site, await site.TokenAsync(owner, All));
        using var robots = ApiProgram.With(site, await site.TokenAsync(robot.Id, All));
        var (mine, its) = (await own.ArguedAsync(site.Slug, "for", "What a person says, to be weighed by others."), await robots.ArguedAsync(site.Slug, "for", "What a program says, to be weighed by others."));
        foreach (var (who, argument) in new[] { (own, its), (robots, mine), (own, mine) })
        {
            (await who.PutAsync($"/forecasts/{site.Slug}/arguments/{argument}/vote", new { stars = 5 })).ShouldFail("refused");
            (await who.PutAsync($"/forecasts/{site.Slug}/arguments/{argument}/agreement", new { agrees = true })).ShouldFail("refused");
        }
        (await own.PutAsync($"/forecasts/{site.Slug}/arguments/{its}/visibility", new { hidden = true, reason = "It is mine" })).ShouldFail("refused");
        (await own.PostAsync($"/people/{Uri.EscapeDataString(robot.UserName!)}/sanctions", new { kind = "warning", reason = "It is mine" })).ShouldFail("refused");

        // Silence holds for both
        using var other = ApiProgram.With(site, await site.TokenAsync(await site.AccountAsync(Fresh.Name("Chief"), Roles.Admin), All));
        var name = await site.ReadAsync(db => db.Users.Where(u => u.Id == owner).Select(u => u.UserName!).SingleAsync());
        (await other.PostAsync($"/people/{Uri.EscapeDataString(name)}/sanctions", new { kind = "mute", board = site.Slug, days = 1, reason = "Too loud" })).Should(HttpStatusCode.OK);
        (await robots.PostAsync($"/forecasts/{site.Slug}/arguments", new { side = "for", text = "And so it says what it may not." })).ShouldFail("refused");
    }

    public sealed class Boarded : BusySite
    {
        public string Slug { get; private set; } = "";

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            Slug = await this.OpenAsync(Fresh.Slug());
        }
    }
}
