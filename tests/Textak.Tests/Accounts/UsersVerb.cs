using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;

namespace Textak.Tests.Accounts;

public sealed class UsersVerb(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_role_is_granted_by_the_name_as_one_reads_it_and_is_listed()
    {
        using var visitor = await site.RegisterAsync("Grace Hopper");
        await visitor.GetAsync("/account");
        await visitor.SubmitAsync("form[action*='handler=email']", ("email", "grace@example.org"));

        // Small letters, the role too, and a name in two words
        (await Ran.OnAsync(site, "users", "grant", "moderator", "grace", "h0pper")).ShouldBe(new(0, "Grace Hopper is Moderator now.\n", ""));
        (await Ran.OnAsync(site, "users", "grant", "Moderator", "Grace Hopper")).ShouldBe(new(0, "Grace Hopper is Moderator already.\n", ""));

        var list = await Ran.OnAsync(site, "users", "list");
        list.ExitCode.ShouldBe(0);
        list.Errors.ShouldBeEmpty();
        list.Output.Split('\n').ShouldContain(line => Regex.IsMatch(line, @"^Grace Hopper\tParticipant,Moderator\t\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"));
        list.Output.ShouldNotContain("@");
        var hash = await site.ReadAsync(db => db.Users.Where(a => a.UserName == "Grace Hopper").Select(a => a.PasswordHash).SingleAsync());
        list.Output.ShouldNotContain(hash!);
    }

    [Fact]
    public async Task A_database_that_is_busy_is_named()
    {
        (await site.RegisterAsync("Busy Bee")).Dispose();
        var impatient = site.Settings.TryGetValue("ConnectionStrings:Textak", out var server) ? $"{server};Command Timeout=1" : $"Data Source={site.PathOf("textak.db")};Default Timeout=1";
        var ran = await site.ReadAsync(async db =>
        {
            await using var held = await db.Database.BeginTransactionAsync();
            await db.Users.ExecuteUpdateAsync(user => user.SetProperty(a => a.AccessFailedCount, a => a.AccessFailedCount));
            return await Ran.OnAsync(site, "users", "suspend", "Busy Bee", $"--ConnectionStrings:Textak={impatient}");
        });
        ran.ExitCode.ShouldBe(1);
        ran.Errors.ShouldStartWith("textak: The database doesn't answer just now; try again. ");
        ran.Errors.Count(c => c == '\n').ShouldBe(1, ran.Errors);
    }

    [Fact]
    public async Task Who_is_unknown_or_the_house_gets_nothing()
    {
        await EditorialAccount.EnsureAsync(site.Services);
        (await Ran.OnAsync(site, "users", "grant", "Admin", "Nobody", "Atall")).ShouldBe(new(1, "", "textak: Nobody is called \"Nobody Atall\".\n"));
        (await Ran.OnAsync(site, "users", "grant", "Admin", "textak editorial"))
            .ShouldBe(new(1, "", "textak: Textak Editorial belongs to nobody: it takes no roles.\n"));
    }

    [Theory]
    [InlineData("users", "users list | users grant ROLE NAME")]
    [InlineData("users revoke Admin X", "users list | users grant ROLE NAME")]
    [InlineData("users grant Admin", "users list | users grant ROLE NAME")]
    [InlineData("users grant King Grace", "There is no role \"King\"; there are Participant, Moderator, Admin.")]
    [InlineData("serve", "There is no verb \"serve\".")]
    [InlineData("migrate now", "Usage: migrate")]
    public async Task Wrong_usage_is_one_line_and_exit_code_2(string words, string said)
    {
        var ran = await Ran.OnAsync(site, words.Split(' '));
        ran.ExitCode.ShouldBe(2);
        ran.Output.ShouldBeEmpty();
        ran.Errors.ShouldStartWith("textak: ");
        ran.Errors.ShouldContain(said);
        ran.Errors.Count(c => c == '\n').ShouldBe(1);
    }

    [Fact]
    public async Task Migrating_says_nothing_and_may_be_repeated() => (await Ran.OnAsync(site, "migrate")).ShouldBe(new(0, "", ""));
}
