using System.Net;
using Microsoft.AspNetCore.Identity;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Tokens;

namespace Textak.Tests.Api.Fuzz;

/// <summary>A site with boards of every status, arguments in every state, people of every sort, and a token of each kind.</summary>
internal sealed class World : IDisposable
{
    private const Scopes All = Scopes.Read | Scopes.Argue | Scopes.Estimate | Scopes.Moderate;
    private const int Boards = 24;

    /// <summary>Every kind of caller, by name.</summary>
    public IReadOnlyList<(string Name, ApiProgram Program)> Callers { get; private set; } = [];
    public List<string> Slugs { get; } = [];
    public List<(string Slug, long Id)> Arguments { get; } = [];

    /// <summary>What is cited, each with its board and its argument.</summary>
    public List<(string Slug, long Id, long Source)> Sources { get; } = [];
    public List<string> Names { get; } = ["Textak Editorial"];
    public List<long> Numbers { get; } = [1, 2, 3];

    /// <summary>Webhooks of the admin's, of which the first is never deleted.</summary>
    public IReadOnlyList<long> Hooks { get; private set; } = [];

    public static async Task<World> MakeAsync(Site site)
    {
        var world = new World();
        var ada = await site.AccountAsync("Ada Fuzz");
        var keeper = await site.AccountAsync("Keeper Fuzz", Roles.Moderator);
        var admin = await site.AccountAsync("Chief Fuzz", Roles.Moderator, Roles.Admin);
        foreach (var i in Enumerable.Range(0, 6)) world.Names.Add($"Victim {i}");
        foreach (var name in world.Names.Skip(1)) await site.AccountAsync(name);
        var robot = new Account { UserName = "Robot Fuzz", OwnerId = ada };
        await site.UseAsync<UserManager<Account>>(async users => (await users.CreateAsync(robot)).Succeeded.ShouldBeTrue());
        async Task<ApiProgram> WithAsync(long account, Scopes scopes) => ApiProgram.With(site, await site.TokenAsync(account, scopes));
        world.Callers =
        [
            ("nobody", ApiProgram.Stranger(site)), ("a cookie", new((await site.RegisterAsync("Cookie Fuzz")).Client)), ("a token that is none", ApiProgram.With(site, AccessToken.Mark + new string('0', 64))),
            ("a reader", await WithAsync(ada, Scopes.Read)), ("who argues", await WithAsync(ada, Scopes.Argue)), ("who estimates", await WithAsync(ada, Scopes.Estimate)),
            ("a participant", await WithAsync(ada, All)), ("a moderator", await WithAsync(keeper, All)), ("an admin", await WithAsync(admin, All)), ("a program", await WithAsync(robot.Id, All)),
        ];
        await world.OpenAsync(site);
        world.Hooks = await site.PutOutsideAsync(admin);
        return world;
    }

    public ApiProgram Of(string name) => Callers.Single(c => c.Name == name).Program;

    public void Dispose()
    {
        foreach (var (_, program) in Callers) program.Dispose();
    }

    private async Task OpenAsync(Site site)
    {
        foreach (var i in Enumerable.Range(0, Boards)) Slugs.Add(await site.OpenAsync($"fuzz-{i}", body: "## Signals\n- Something was reported\n  source: Example\n  link: https://example.org/n\n  when: 2026-01-01"));
        Slugs.Add(await site.OpenResolvedAsync("fuzz-resolved"));
        var (ada, robot, keeper) = (Of("a participant"), Of("a program"), Of("a moderator"));
        // A person and their program are one voice: one of the two says a number
        foreach (var slug in Slugs.Take(Boards))
            foreach (var (who, side) in new[] { (ada, "for"), (robot, "against"), (keeper, "for") })
            {
                var reply = await who.PostAsync($"/forecasts/{slug}/arguments", new { side, text = $"What is said {side} it on {slug}, by one of many.", source = new { link = $"https://{side}.example.org/{slug}", grade = "direct" }, percent = who == robot ? null : (int?)40 });
                Arguments.Add((slug, reply.Should(HttpStatusCode.Created).Json.GetProperty("argumentId").GetInt64()));
            }
        foreach (var (slug, id) in Arguments)
            Sources.AddRange((await ada.GetAsync($"/forecasts/{slug}/arguments/{id}")).Should(HttpStatusCode.OK).Json.GetProperty("argument").GetProperty("sources").EnumerateArray().Select(source => (slug, id, source.GetProperty("id").GetInt64())));
        foreach (var (slug, id) in Arguments.Where((_, i) => i % 9 == 0)) await keeper.PostAsync($"/forecasts/{slug}/arguments/{id}/report", new { cause = "spam" });
        foreach (var (slug, id) in Arguments.Where((_, i) => i % 12 == 0)) await keeper.PutAsync($"/forecasts/{slug}/arguments/{id}/visibility", new { hidden = true, reason = "For the fuzz" });
        foreach (var (slug, id) in Arguments.Where((_, i) => i % 24 == 0)) await ada.PostAsync($"/forecasts/{slug}/arguments/{id}/appeal", new { text = "It was all right as it was." });
        await keeper.PostAsync($"/forecasts/{Slugs[0]}/steps", new { step = "lock", reason = "For the fuzz" });
        foreach (var i in Enumerable.Range(0, 3))
            await ada.PostAsync("/proposals", new { title = $"Will the fuzz of {i} have ended by 2029?", thesis = "It will have ended by then.", criteria = "True if the register lists its end by the end of 2029; false otherwise.", category = "policy", horizon = "2029-12-31" });
    }
}
