using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Live;

namespace Textak.Tests.Records;

/// <summary>What must hold on any board, looked at on some of the world that the bench measures.</summary>
public sealed class SeededWorldTests(SeededWorldTests.World site) : IClassFixture<SeededWorldTests.World>
{
    private const int Boards = 5;

    public sealed class World : BusySite
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var path in SeededWorld.Write(Directory.CreateDirectory(this.PathOf("world")).FullName, TimeProvider.System.GetUtcNow(), Boards))
                string.Join('\n', (await this.ImportAsync(path)).Lines).ShouldEndWith("1 for, 1 against, 0 signals, 500 estimates.");
        }
    }

    [Fact]
    public async Task Peer_scores_of_all_add_up_to_nothing_by_the_pages_own_numbers()
    {
        using var reader = site.Visit();
        var names = await site.ReadAsync(db => db.Users.Where(u => u.UserName!.StartsWith("Forecaster")).Select(u => u.UserName!).ToListAsync());
        names.Count.ShouldBeInRange(200, SeededWorld.Participants);
        var sums = new Dictionary<string, (double Peer, double Size, int People)>();
        foreach (var name in names)
            foreach (var forecast in JsonDocument.Parse(await reader.Client.GetStringAsync($"/u/{Uri.EscapeDataString(name)}/json")).RootElement.GetProperty("forecasts").EnumerateArray())
            {
                var (slug, peer) = (forecast.GetProperty("slug").GetString()!, forecast.GetProperty("peer").GetDouble());
                var sum = sums.GetValueOrDefault(slug);
                sums[slug] = (sum.Peer + peer, sum.Size + Math.Abs(peer), sum.People + 1);
            }

        // The fifth is ambiguous
        sums.Keys.Order().ShouldBe(["sample-1", "sample-2", "sample-3", "sample-4"]);
        sums.Values.ShouldAllBe(sum => Math.Abs(sum.Peer) < 1e-7 && sum.Size > 100 && sum.People == 100);
    }

    [Fact]
    public async Task Each_board_adds_up_from_its_log_and_the_same_seed_makes_the_same_world()
    {
        foreach (var number in Enumerable.Range(1, Boards)) (await Ledger.ReadAsync(site, SeededWorld.Slug(number))).ShouldAddUp();

        var now = TimeProvider.System.GetUtcNow();
        var (one, other) = (SeededWorld.Write(Directory.CreateDirectory(site.PathOf("one")).FullName, now), SeededWorld.Write(Directory.CreateDirectory(site.PathOf("other")).FullName, now));
        one.Count.ShouldBe(SeededWorld.Forecasts);
        one.Select(File.ReadAllText).ShouldBe(other.Select(File.ReadAllText));
    }
}
