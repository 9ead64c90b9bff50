using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api;

/// <summary>Who has programs has no more votes, estimates or room than anybody else.</summary>
public sealed class OneVoiceTests(AdmissionTests.Boarded site) : IClassFixture<AdmissionTests.Boarded>
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;

    [Fact]
    public async Task A_person_and_their_programs_have_one_estimate_between_them()
    {
        var (own, robot, other) = await HouseholdAsync();
        var slug = await site.OpenAsync(Fresh.Slug());
        (await robot.PutAsync($"/forecasts/{slug}/estimate", new { percent = 90 })).Should(HttpStatusCode.OK);
        foreach (var second in new[] { own, other })
        {
            (await second.PutAsync($"/forecasts/{slug}/estimate", new { percent = 99 })).ShouldFail("refused");
            (await second.PostAsync($"/forecasts/{slug}/arguments", new { side = "for", text = "With a number of its own, which is one too many.", percent = 99 })).ShouldFail("refused");
        }
        (await robot.PutAsync($"/forecasts/{slug}/estimate", new { percent = 80 })).Should(HttpStatusCode.OK);
        (await site.ForecastAsync(slug)).Estimates.ShouldBe(1);
        // Once it is taken back the owner speaks
        (await robot.DeleteAsync($"/forecasts/{slug}/estimate")).Should(HttpStatusCode.OK);
        (await own.PutAsync($"/forecasts/{slug}/estimate", new { percent = 70 })).Should(HttpStatusCode.OK);
        (await robot.PutAsync($"/forecasts/{slug}/estimate", new { percent = 70 })).ShouldFail("refused");
    }

    [Fact]
    public async Task They_weigh_what_others_say_once()
    {
        var (own, robot, other) = await HouseholdAsync();
        using var ben = await ApiProgram.OfAsync(site, Fresh.Name("Ben"), All);
        var argument = await ben.ArguedAsync(site.Slug, "for", "What somebody else says, to be weighed.");
        var path = $"/forecasts/{site.Slug}/arguments/{argument}";
        (await other.PutAsync($"{path}/vote", new { stars = 5 })).Should(HttpStatusCode.OK);
        (await other.PutAsync($"{path}/agreement", new { agrees = true })).Should(HttpStatusCode.OK);
        foreach (var second in new[] { own, robot })
        {
            (await second.PutAsync($"{path}/vote", new { stars = 5 })).ShouldFail("refused");
            (await second.PutAsync($"{path}/agreement", new { agrees = true })).ShouldFail("refused");
        }
        (await other.PutAsync($"{path}/vote", new { stars = 1 })).Should(HttpStatusCode.OK);
        var (votes, agreements) = await site.ReadAsync(db => db.Arguments.Where(a => a.Id == argument).Select(a => ValueTuple.Create(a.Votes, a.Agreements)).SingleAsync());
        (votes, agreements).ShouldBe((1, 1));
    }

    [Fact]
    public async Task Nobody_publishes_what_their_own_program_proposed()
    {
        var (own, robot, _) = await HouseholdAsync(Roles.Moderator);
        var question = new { title = "Will the lamp be lit by 2031?", thesis = "By the end of 2030 the lamp in the tower burns at night.", criteria = "It is true if the keeper of the tower says in the log that is printed each year that the lamp burned at night by the end of 2030.", category = "models", horizon = "2030-12-31" };
        var made = (await robot.PostAsync("/proposals", question)).Should(HttpStatusCode.Created);
        var path = made.Headers.Location!.OriginalString[ApiProgram.Base.Length..];
        var tag = (await own.GetAsync(path)).Tag;
        (await own.PostAsync($"{path}/decision", new { act = "publish", reason = "It is a good one" }, ("If-Match", tag))).ShouldFail("refused");
    }

    /// <summary>A person, and two programs of theirs.</summary>
    private async Task<(ApiProgram Own, ApiProgram Robot, ApiProgram Other)> HouseholdAsync(params string[] roles)
    {
        var owner = await site.AccountAsync(Fresh.Name(), roles);
        var robots = new[] { new Account { UserName = Fresh.Name("Robot"), OwnerId = owner }, new Account { UserName = Fresh.Name("Robot"), OwnerId = owner } };
        await site.UseAsync<UserManager<Account>>(async users => { foreach (var robot in robots) (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue(); });
        return (ApiProgram.With(site, await site.TokenAsync(owner, All)), ApiProgram.With(site, await site.TokenAsync(robots[0].Id, All)), ApiProgram.With(site, await site.TokenAsync(robots[1].Id, All)));
    }
}
