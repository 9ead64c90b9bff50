using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Tests.Estimates;
using Textak.Web.Data;
using Textak.Web.Features.Audit;

namespace Textak.Tests.Audit;

/// <summary>Whatever is done to the acts straight in the database, the chain says which is the first that is wrong.</summary>
public sealed class AuditChainTests(AuditChainTests.ActedOn site) : IClassFixture<AuditChainTests.ActedOn>
{
    private const int Manipulations = 50;
    private static readonly IReadOnlyDictionary<long, string> Nothing = new Dictionary<long, string>();

    [Fact]
    public async Task Fifty_manipulations_are_each_named()
    {
        var random = new Random(20261126);
        var kinds = new HashSet<string>();
        for (var n = 0; n < Manipulations; n++)
        {
            // Each kind at least once, then whatever comes
            var kind = Kinds.Keys.ElementAt(n < Kinds.Count ? n : random.Next(Kinds.Count));
            kinds.Add(kind);
            await site.ReadAsync(async db =>
            {
                await using var undone = await db.Database.BeginTransactionAsync();
                var number = random.Next(1, ActedOn.Acts);
                var expected = await Kinds[kind](db, number);
                db.ChangeTracker.Clear();
                var fault = await AuditChain.FindFaultAsync(db, Nothing);
                fault.ShouldNotBeNull($"{kind}, {number}");
                fault.Value.Number.ShouldBe(expected, $"{kind}, {number}: {fault.Value.Problem}");
                return true;
            });
        }
        kinds.Count.ShouldBe(Kinds.Count);
        (await site.ReadAsync(db => AuditChain.FindFaultAsync(db, Nothing))).ShouldBeNull("each was undone");
    }

    [Fact]
    public async Task One_that_is_written_anew_from_end_to_end_is_found_by_whoever_noted_its_head()
    {
        var noted = await site.ReadAsync(async db => AuditChain.ReadNote((await AuditHead.ReadAsync(db)).Note));
        await site.ReadAsync(async db =>
        {
            await using var undone = await db.Database.BeginTransactionAsync();
            var acts = await db.AuditEntries.AsNoTracking().OrderBy(e => e.Number).ToListAsync();
            await db.AuditEntries.ExecuteDeleteAsync();
            await SetHeadAsync(db, 0, "");
            foreach (var act in acts)
            {
                await AuditHead.AddAsync(db, new() { At = act.At, ById = act.ById, Deed = act.Deed, ForecastId = act.ForecastId, Reason = act.Number == 2 ? "Another reason" : act.Reason });
                await db.SaveChangesAsync();
            }
            db.ChangeTracker.Clear();
            (await AuditChain.FindFaultAsync(db, Nothing)).ShouldBeNull("it is whole in itself");
            (await AuditChain.FindFaultAsync(db, new Dictionary<long, string> { [noted!.Value.Number] = noted.Value.Hash }))!.Value.Number.ShouldBe(noted.Value.Number);
            return true;
        });
    }

    [Fact]
    public async Task The_verb_says_where_the_chain_ends_and_what_is_wrong_with_it()
    {
        var note = await site.ReadAsync(async db => (await AuditHead.ReadAsync(db)).Note);
        (await Ran.OnAsync(site, "audit", "verify", note)).ShouldBe(new(0, $"{ActedOn.Acts} acts, unbroken. Note {note}\n", ""));
        (await Ran.OnAsync(site, "audit", "verify", $"{ActedOn.Acts}:{new string('0', 64)}"))
            .ShouldBe(new(1, "", $"textak: Act {ActedOn.Acts} is not the one that was noted, nor is what comes before it: all of it was written anew.\n"));
        (await Ran.OnAsync(site, "audit", "verify", "412")).ExitCode.ShouldBe(2);
    }

    [Fact]
    public async Task An_act_that_is_committed_while_it_is_read_is_no_fault_and_is_looked_at_too()
    {
        foreach (var spoilt in new[] { false, true })
        {
            await using var live = new CommittingSite();
            await live.InitializeAsync();
            using var keeper = await Participant.ModerateAsync(live, Fresh.Name("Keeper"));
            using var author = await Participant.JoinAsync(live, Fresh.Name("Author"));
            var slug = await live.OpenAsync(Fresh.Slug());
            var argument = await author.ArguedAsync(slug, "for", "Something to be hidden and shown.");
            (await keeper.HideAsync(slug, argument, "Hidden")).ShouldBeTaken();
            live.Reading = async command =>
            {
                if (!command.Contains("AuditEntries", StringComparison.Ordinal)) return;
                live.Reading = null;
                (await keeper.RestoreAsync(slug, argument, "Shown")).ShouldBeTaken();
                if (spoilt) await live.ReadAsync(db => At(db, 2).ExecuteUpdateAsync(e => e.SetProperty(x => x.Reason, "Another")));
            };
            var fault = await live.ReadAsync(db => AuditChain.FindFaultAsync(db, Nothing));
            (fault?.Number).ShouldBe(spoilt ? 2 : null);
            live.Reading.ShouldBeNull("it was done in between");
            (await live.ReadAsync(db => db.AuditEntries.CountAsync())).ShouldBe(2);
        }
    }

    [Fact]
    public async Task Two_nodes_that_write_at_once_make_one_chain()
    {
        await using var nodes = await TwoNodes.StartAsync(redis: false);
        var work = new List<Task>();
        foreach (var node in new[] { nodes.One, nodes.Two, nodes.One, nodes.Two })
        {
            var slug = await nodes.One.OpenAsync(Fresh.Slug());
            using var author = await Participant.JoinAsync(nodes.One, Fresh.Name("Author"));
            var argument = await author.ArguedAsync(slug, "for", "Something to be hidden and shown.");
            var keeper = await Participant.ModerateAsync(node, Fresh.Name("Keeper"));
            work.Add(Task.Run(async () =>
            {
                using (keeper)
                    for (var n = 0; n < 5; n++)
                    {
                        (await keeper.HideAsync(slug, argument, "Hidden")).ShouldBeTaken();
                        (await keeper.RestoreAsync(slug, argument, "Shown")).ShouldBeTaken();
                    }
            }));
        }
        await Task.WhenAll(work);

        (await nodes.One.ReadAsync(db => AuditChain.FindFaultAsync(db, Nothing))).ShouldBeNull();
        (await nodes.One.ReadAsync(db => db.AuditEntries.CountAsync())).ShouldBe(4 * 5 * 2);
    }

    /// <summary>What may be done to an act, and the number of the first that is then wrong.</summary>
    private static readonly Dictionary<string, Func<TextakDb, long, Task<long>>> Kinds = new()
    {
        ["another reason"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.Reason, x => x.Reason + "."))),
        ["no reason"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.Reason, (string?)null))),
        ["another time"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.At, DateTimeOffset.UnixEpoch))),
        ["another deed"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.Deed, Deed.Reopened))),
        ["nobody's"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.ById, (long?)null))),
        ["on no board"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.ForecastId, (long?)null))),
        ["another argument"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.ArgumentId, x => x.ArgumentId == null ? (long?)db.Arguments.Min(a => a.Id) : null))),
        ["another person"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.AccountId, x => x.AccountId == null ? (long?)db.Users.Min(a => a.Id) : null))),
        ["another detail"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.Detail, x => (x.Detail ?? "") + "."))),
        ["another hash"] = (db, n) => OneAsync(n, At(db, n).ExecuteUpdateAsync(e => e.SetProperty(x => x.Hash, new string('a', 64)))),
        ["removed"] = (db, n) => OneAsync(n, At(db, n).ExecuteDeleteAsync()),
        ["removed, and the rest moved up"] = async (db, n) =>
        {
            await At(db, n).ExecuteDeleteAsync();
            await MoveAsync(db, from: n + 1, by: -1);
            return n;
        },
        ["the last removed"] = (db, _) => OneAsync(ActedOn.Acts, At(db, ActedOn.Acts).ExecuteDeleteAsync()),
        ["the last three removed"] = (db, _) => OneAsync(ActedOn.Acts - 2, db.AuditEntries.Where(e => e.Number > ActedOn.Acts - 3).ExecuteDeleteAsync()),
        ["the last removed, and counted out"] = async (db, _) =>
        {
            await At(db, ActedOn.Acts).ExecuteDeleteAsync();
            await SetHeadAsync(db, ActedOn.Acts - 1, (await AuditHead.ReadAsync(db)).Hash);
            return ActedOn.Acts - 1;
        },
        ["one put in"] = async (db, n) =>
        {
            await MoveAsync(db, from: n, by: 1);
            await PutInAsync(db, n, like: n + 2);
            return n;
        },
        ["one put at the end"] = async (db, n) =>
        {
            await PutInAsync(db, ActedOn.Acts + 1, like: n);
            return ActedOn.Acts + 1;
        },
        ["two in each other's place"] = async (db, n) =>
        {
            var other = n % ActedOn.Acts + 1;
            await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Number\" = -1 WHERE \"Number\" = {n}");
            await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Number\" = {n} WHERE \"Number\" = {other}");
            await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Number\" = {other} WHERE \"Number\" = -1");
            return Math.Min(n, other);
        },
    };

    private static IQueryable<AuditEntry> At(TextakDb db, long number) => db.AuditEntries.Where(e => e.Number == number);

    private static async Task<long> OneAsync(long number, Task<int> written)
    {
        (await written).ShouldBeGreaterThan(0);
        return number;
    }

    private static async Task MoveAsync(TextakDb db, long from, int by)
    {
        // Below zero and back, for no two may have the same number on the way
        await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Number\" = -\"Number\" WHERE \"Number\" >= {from}");
        await db.Database.ExecuteSqlAsync($"UPDATE \"AuditEntries\" SET \"Number\" = {by} - \"Number\" WHERE \"Number\" < 0");
    }

    private static Task PutInAsync(TextakDb db, long number, long like) => db.Database.ExecuteSqlAsync($"""
        INSERT INTO "AuditEntries" ("Number", "At", "ById", "Deed", "ForecastId", "ArgumentId", "AccountId", "Reason", "Detail", "Hash")
        SELECT {number}, "At", "ById", "Deed", "ForecastId", "ArgumentId", "AccountId", "Reason", "Detail", "Hash" FROM "AuditEntries" WHERE "Number" = {like}
        """);

    private static Task SetHeadAsync(TextakDb db, long count, string hash) =>
        db.AuditHeads.ExecuteUpdateAsync(h => h.SetProperty(x => x.Count, count).SetProperty(x => x.Hash, hash));

    /// <summary>A site on which some acts were done.</summary>
    public sealed class ActedOn : BusySite, IAsyncLifetime
    {
        private const int Rounds = 8;
        public const int Acts = 3 * Rounds + 2;

        async ValueTask IAsyncLifetime.InitializeAsync()
        {
            await InitializeAsync();
            using var keeper = await Participant.ModerateAsync(this, Fresh.Name("Keeper"));
            var name = Fresh.Name("Author");
            using var author = await Participant.JoinAsync(this, name);
            var slug = await this.OpenAsync(Fresh.Slug());
            var argument = await author.ArguedAsync(slug, "for", "Something to be hidden and shown.");
            for (var n = 0; n < Rounds; n++)
            {
                (await keeper.HideAsync(slug, argument, string.Create(CultureInfo.InvariantCulture, $"Hidden for the {n}th time"))).ShouldBeTaken();
                (await keeper.RestoreAsync(slug, argument, "Shown again")).ShouldBeTaken();
                (await keeper.ChangeCriteriaAsync(slug, n + 1, $"True if it happens {n + 2} times.", "It is clearer so")).ShouldBeTaken();
            }
            // And two to a person, one with an end
            (await keeper.SanctionAsync(name, "Mute", "For a while", "3", slug)).ShouldBeTaken();
            (await keeper.LiftAsync(name, await ReadAsync(db => db.Sanctions.MaxAsync(s => s.Id)), "It is enough")).ShouldBeTaken();
        }
    }
}
