using System.Text.Json;

namespace Textak.Tests.Records;

/// <summary>Who has which place, and who has none.</summary>
public sealed class LeaderboardTests : IAsyncLifetime
{
    private readonly BusySite site = new();

    public async ValueTask InitializeAsync()
    {
        await site.InitializeAsync();
        for (var i = 1; i <= 6; i++)
            await site.OpenScoredAsync($"done-{i}", "resolved true", i <= 4
                ? "Ada: 2025-01-01 90\nBen: 2025-01-01 50\nCid: 2025-01-01 10\nDan: 2025-01-01 70"
                : "Ada: 2025-01-01 90\nBen: 2025-01-01 50\nCid: 2025-01-01 10");
    }

    [Fact]
    public async Task Places_go_by_score_to_who_has_enough_forecasts()
    {
        using var reader = site.Visit();
        var page = await reader.GetAsync("/leaderboard");

        // Four forecasts with four people and two with three, over at least ten whole forecasts
        Places(page).ShouldBe(["1 Ada", "2 Ben", "3 Cid"]);
        page.Rows(".places")["Ada"].ShouldBe(["1", Points((4 * Peer(.9, .5, .1, .7) + 2 * Peer(.9, .5, .1)) / 10), Points(6 * 84.79969066), "6"]);
        page.QuerySelector(".hint")!.Words().ShouldContain("One more took part in fewer than 5");
        (await reader.Client.GetStringAsync("/leaderboard/csv")).ShouldNotContain("Dan");

        Places(await reader.GetAsync("/leaderboard?by=baseline")).ShouldBe(["1 Ada", "2 Ben", "3 Cid"]);
        // All of it is longer ago
        (await reader.GetAsync("/leaderboard?days=90")).QuerySelector(".empty")!.Words().ShouldContain("0 forecasts did");
        foreach (var odd in new[] { "days=-1", "days=99999999", "days=x&by=9", "by=nonsense" }) Places(await reader.GetAsync($"/leaderboard?{odd}")).Count.ShouldBe(3, odd);
    }

    [Fact]
    public async Task The_house_and_the_suspended_have_none_and_keep_their_record()
    {
        for (var i = 1; i <= 5; i++) await site.OpenScoredAsync($"house-{i}", "resolved true", "", history: "2025-01-01 99");
        await site.UseAsync<Microsoft.AspNetCore.Identity.UserManager<Web.Features.Accounts.Account>>(async users =>
        {
            var ben = (await users.FindByNameAsync("Ben"))!;
            ben.SuspendedUntil = Web.Features.Accounts.Account.ForGood;
            (await users.UpdateAsync(ben)).Succeeded.ShouldBeTrue();
        });
        using var reader = site.Visit();

        Places(await reader.GetAsync("/leaderboard")).ShouldBe(["1 Ada", "2 Cid"]);
        var file = JsonDocument.Parse(await reader.Client.GetStringAsync("/leaderboard/json")).RootElement;
        file.GetProperty("people").EnumerateArray().Select(one => one.GetProperty("name").GetString()).ShouldBe(["Ada", "Cid"]);
        (await reader.GetAsync("/u/Ben")).QuerySelector(".notice")!.Words().ShouldStartWith("This account is suspended.");
        reader.Page.Rows(".list").Count.ShouldBe(6);
        (await reader.GetAsync("/u/Textak%20Editorial")).QuerySelector(".notice")!.Words().ShouldStartWith("This account is the house’s own");
    }

    public ValueTask DisposeAsync() => site.DisposeAsync();

    private static List<string> Places(AngleSharp.Dom.IParentNode page) =>
        [.. page.QuerySelectorAll(".places tbody tr").Select(row => $"{row.QuerySelector(".place")!.Words()} {row.QuerySelector("th")!.Words()}")];

    /// <summary>100 (ln p - the mean of the others').</summary>
    private static double Peer(double own, params double[] others) => 100 * (Math.Log(own) - others.Average(Math.Log));

    private static string Points(double points) => $"{points:+0.0;−0.0}";
}
