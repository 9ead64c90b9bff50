using System.Net;
using Microsoft.AspNetCore.SignalR;
using Microsoft.Data.SqlClient;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;
using Textak.Web.Platform;

namespace Textak.Tests.Platform;

/// <summary>The database goes, and comes back: nobody is lied to, nothing is lost, and nobody has to do anything.</summary>
public sealed class DatabaseAwayTests : IAsyncLifetime
{
    private readonly DirectoryInfo directory = Directory.CreateTempSubdirectory("textak-away-");
    private readonly LiveSite site = new();

    private string Home => Path.Combine(directory.FullName, "home");
    private string Exile => Path.Combine(directory.FullName, "exile");

    public async ValueTask InitializeAsync()
    {
        Directory.CreateDirectory(Home);
        // A connection that is kept would keep the file too, wherever it is moved
        site.Settings["ConnectionStrings:Textak"] = $"Data Source={Path.Combine(Home, "textak.db")};Pooling=False";
        await site.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await site.DisposeAsync();
        directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_asks_is_told_when_to_come_back_sockets_stay_and_it_recovers_by_itself()
    {
        var (slug, command) = (await site.OpenAsync(Fresh.Slug()), Ids.New());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        using var reader = site.Visit();
        await reader.GetAsync($"/f/{slug}");
        reader.Status.ShouldBe(HttpStatusCode.OK);
        await using var watcher = await Watcher.OfAsync(site, slug);
        await using var idle = await Watcher.ConnectAsync(site);

        await TakeAwayAsync();
        foreach (var path in new[] { $"/f/{slug}", "/", $"/f/{slug}/frames?after=0" })
        {
            using var response = await reader.Client.GetAsync(path, TestContext.Current.CancellationToken);
            (response.StatusCode, response.Headers.RetryAfter?.Delta).ShouldBe((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(5)), path);
            response.Headers.CacheControl!.NoStore.ShouldBeTrue(path);
        }
        (await person.EstimateAsync(slug, 64, command)).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
        (await person.EstimateAsync(slug, 64, command, Manner.Form)).ShouldSatisfyAllConditions(
            page => page.Status.ShouldBe(HttpStatusCode.ServiceUnavailable),
            page => page.Page!.QuerySelector("main")!.TextContent.ShouldContain("what arrived already is not done twice"));
        await Should.ThrowAsync<HubException>(() => idle.AskAsync(slug, 0));
        using (var live = await reader.Client.GetAsync("/health/live", TestContext.Current.CancellationToken)) live.StatusCode.ShouldBe(HttpStatusCode.OK);
        await ReadyAsync(HttpStatusCode.ServiceUnavailable);

        await BringBackAsync();
        await ReadyAsync(HttpStatusCode.OK);
        var answer = (await person.EstimateAsync(slug, 64, command)).ShouldBeTaken();
        answer.Seq.ShouldBe(2);
        (await person.EstimateAsync(slug, 64, command)).ShouldBeTaken().ShouldBe(answer);
        await watcher.ReachesAsync(2);
        (await idle.AskAsync(slug, 0)).To.ShouldBe(2);
        (watcher.IsOpen, idle.IsOpen).ShouldBe((true, true), "the sockets that were open then");
        watcher.Screen.ShouldEqual(await reader.GetAsync($"/f/{slug}"));
    }

    [Fact]
    public async Task While_somebody_else_holds_the_write_lock_all_is_read_and_writers_are_told_in_time()
    {
        var slug = await site.OpenAsync(Fresh.Slug());
        using var person = await Participant.JoinAsync(site, Fresh.Name());
        using var reader = site.Visit();
        await site.ReadAsync(async db =>
        {
            await using var other = await db.Database.BeginTransactionAsync();
            await db.Database.ExecuteSqlAsync($"UPDATE Forecasts SET LastSeq = LastSeq");
            var writing = person.EstimateAsync(slug, 64);
            // On a server without snapshot reads it would wait for the writer
            if (db.Database.IsSqlite()) (await reader.GetAsync($"/f/{slug}")).QuerySelector("#probability").ShouldNotBeNull();
            (await writing).Status.ShouldBe(HttpStatusCode.ServiceUnavailable);
            return true;
        });
        (await person.EstimateAsync(slug, 64)).ShouldBeTaken().Seq.ShouldBe(2);
    }

    private async Task ReadyAsync(HttpStatusCode status)
    {
        using var visitor = site.Visit();
        await Eventually.HoldsAsync(() => visitor.Client.Send(new(HttpMethod.Get, "/health/ready")).StatusCode == status, $"/health/ready says {status}");
    }

    private async Task TakeAwayAsync()
    {
        if (IsFile) Directory.Move(Home, Exile);
        else await OnServerAsync("OFFLINE WITH ROLLBACK IMMEDIATE");
    }

    private async Task BringBackAsync()
    {
        if (IsFile) Directory.Move(Exile, Home);
        else await OnServerAsync("ONLINE");
    }

    private bool IsFile => !site.Settings.ContainsKey("Database:Provider");

    private async Task OnServerAsync(string state)
    {
        var own = new SqlConnectionStringBuilder(site.Settings["ConnectionStrings:Textak"]);
        await using var connection = new SqlConnection(new SqlConnectionStringBuilder(own.ToString()) { InitialCatalog = "master" }.ToString());
        await connection.OpenAsync();
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // the name of the database is the suite's, and can't be a parameter
        command.CommandText = $"ALTER DATABASE [{own.InitialCatalog}] SET {state}";
#pragma warning restore CA2100
        await command.ExecuteNonQueryAsync();
    }
}
