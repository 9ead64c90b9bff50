using System.Data;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Architecture;
using Textak.Tests.Forecasts.Import;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Data;

/// <summary>Whatever the suite makes SQLite do, SQL Server could.</summary>
public sealed class RehearsalTests(BusySite site) : IClassFixture<BusySite>
{
    [Fact]
    public async Task What_SQL_Server_can_not_say_fails_where_it_is_asked()
    {
        Rehearsed();
        var failure = await Should.ThrowAsync<InvalidOperationException>(() =>
            site.ReadAsync(db => db.Forecasts.Where(f => EF.Functions.Glob(f.Slug, "a*")).ToListAsync()));
        failure.Message.ShouldContain("could not be translated");
    }

    [Fact]
    public async Task Questions_and_changes_are_said_in_T_SQL()
    {
        Rehearsed();
        await site.ImportAsync("moon.md", Files.Moon);
        await site.ImportAsync("frontier.txt", Files.Captured);
        using var ada = await Participant.JoinAsync(site, Fresh.Name());
        using var keeper = await Participant.ModerateAsync(site, Fresh.Name("Keeper"));
        var id = await ada.ArguedAsync("crewed-moon-landing", "for", "An argument of some length.");
        (await keeper.HideAsync("crewed-moon-landing", id, "Off topic")).ShouldBeTaken();

        Said("the lock of the acts", "UPDATE ", "SET [a].[Count] = [a].[Count]", "[AuditHeads]");
        Said("a new row", "INSERT INTO [Arguments]", "OUTPUT INSERTED.[Id]");
        Said("many rows", "MERGE [Arguments] USING (", "OUTPUT INSERTED.[Id]");
        Said("a changed row", "UPDATE [Arguments] SET", "OUTPUT 1");
        Said("a list as one parameter", "OPENJSON(@");
        Said("a page", "FROM [Forecasts] AS [f]", "WHERE [f].[Slug] = @");
    }

    [Fact]
    public void A_board_is_locked_in_T_SQL()
    {
        // SQLite locks everything, and isn't asked to. Nobody is waited for, so it is done when it returns
        var heard = new NoServer(maxBatchSize: "").Hear(db => _ = OneCommit.LockAsync(db, 1));
        heard.ShouldHaveSingleItem().ShouldContain("SET [f].[LastSeq] = [f].[LastSeq]");
        TSql.Faults(heard[0]).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("list")]
    [InlineData("grant", "Moderator")]
    [InlineData("suspend")]
    [InlineData("restore")]
    [InlineData("signout")]
    public async Task So_does_the_verb_users(params string[] words)
    {
        var name = Fresh.Name();
        (await site.RegisterAsync(name)).Dispose();
        (await UserVerbs.RunAsync(site.Services, words is ["list"] ? words : [.. words, name])).ShouldBe(0);
    }

    [Theory]
    [InlineData("[tex]]tak]")]
    [InlineData(null)]
    public async Task The_verb_migrate_advises_what_is_safer_and_what_blocks_less(string? database)
    {
        using var answer = new DataTable();
        answer.Columns.Add();
        if (database is not null) answer.Rows.Add(database);
        var asked = Task.FromResult<IReadOnlyList<string>>(["never asked"]);
        // Nobody is waited for, so it is done when it returns
        var heard = new NoServer(maxBatchSize: "", answer).Hear(db => asked = db.AdviseAsync());
        var advice = await asked;
        heard.Count.ShouldBe(3);
        heard.ShouldAllBe(text => TSql.Faults(text).Count == 0);
        heard[0].ShouldContain("is_read_committed_snapshot_on = 0");
        heard[1].ShouldContain("delayed_durability = 2");

        heard[2].ShouldContain("snapshot_isolation_state = 0");

        advice.Count.ShouldBe(database is null ? 0 : 3);
        foreach (var sentence in advice) TSql.Faults(sentence[sentence.IndexOf("ALTER DATABASE", StringComparison.Ordinal)..]).ShouldBeEmpty();
    }

    [Fact]
    public async Task A_node_does_not_start_on_a_server_that_is_behind()
    {
        var server = new NoServer(maxBatchSize: "");
        var refused = await Should.ThrowAsync<ConfigurationProblem>(() => server.Services.PrepareDatabaseAsync(TestContext.Current.CancellationToken));
        refused.Message.ShouldBe("The database none is behind this version of the program: run it with the verb migrate first.");
    }

    [Fact]
    public void The_script_for_rights_and_settings_is_T_SQL() =>
        TSql.Faults(File.ReadAllText(Path.Combine(House.Root, "infra", "sqlserver.sql"))).ShouldBeEmpty();

    private static void Said(string what, params string[] parts) =>
        Rehearsal.Instance.Statements.ShouldContain(text => parts.All(part => text.Contains(part, StringComparison.Ordinal)), what);

    private static void Rehearsed() =>
        Assert.SkipUnless(string.IsNullOrEmpty(Environment.GetEnvironmentVariable("TEXTAK_TEST_SQLSERVER")), "The suite runs on SQL Server itself.");
}
