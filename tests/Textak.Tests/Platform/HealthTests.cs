using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;

namespace Textak.Tests.Platform;

/// <summary>What a balancer is told.</summary>
public sealed class HealthTests
{
    [Fact]
    public async Task A_node_that_can_serve_is_ready_over_plain_HTTP()
    {
        await using var site = new Site { Settings = { ["Security:RequireHttps"] = "true" } };
        await site.InitializeAsync();
        (await AskAsync(site, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
        var ready = await AskAsync(site, "/health/ready");
        (ready.Status, ready.Word, ready.Check("database"), ready.Check("redis")).ShouldBe((HttpStatusCode.OK, "healthy", "healthy", "healthy"));
    }

    [Fact]
    public async Task Without_its_Redis_it_is_degraded_and_still_ready()
    {
        await using var site = new Site { Settings = { ["ConnectionStrings:Redis"] = "127.0.0.1:1" } };
        await site.InitializeAsync();
        var ready = await AskAsync(site, "/health/ready");
        (ready.Status, ready.Word, ready.Check("redis")).ShouldBe((HttpStatusCode.OK, "degraded", "degraded"));
        using var visitor = site.Visit();
        await visitor.GetAsync("/");
        visitor.Status.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task Without_its_database_it_is_not_ready_and_lives()
    {
        await using var site = new Site();
        await site.InitializeAsync();
        await site.ReadAsync(db => db.Database.IsSqlite()
            ? db.Database.ExecuteSqlRawAsync("ALTER TABLE Forecasts RENAME TO Gone")
            : db.Database.ExecuteSqlRawAsync("EXEC sp_rename 'Forecasts', 'Gone'"));
        var ready = await AskAsync(site, "/health/ready");
        (ready.Status, ready.Word, ready.Check("database")).ShouldBe((HttpStatusCode.ServiceUnavailable, "unhealthy", "unhealthy"));
        (await AskAsync(site, "/health/live")).Status.ShouldBe(HttpStatusCode.OK);
    }

    private static async Task<Health> AskAsync(Site site, string path)
    {
        using var visitor = site.Visit();
        using var response = await visitor.Client.GetAsync(path);
        return new(response.StatusCode, JsonDocument.Parse(await response.Content.ReadAsStringAsync()).RootElement);
    }

    private sealed record Health(HttpStatusCode Status, JsonElement Said)
    {
        public string Word => Said.GetProperty("status").GetString()!;
        public string Check(string name) => Said.GetProperty("checks").GetProperty(name).GetProperty("status").GetString()!;
    }
}
