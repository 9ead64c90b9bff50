using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests.Cluster;

/// <summary>Those who write: known to every node, for as long as the machines stand.</summary>
internal sealed class People : IDisposable
{
    private const int Writers = 15, Moderators = 3;
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(100), Patience = TimeSpan.FromSeconds(30);
    private readonly List<(Participant Person, bool Moderates)> all = [];

    public IEnumerable<Participant> All => all.Select(one => one.Person);

    public static async Task<People> JoinAsync(Machines machines)
    {
        var people = new People();
        foreach (var i in Enumerable.Range(0, Writers))
            people.all.Add((await JoinAsync(machines, i < Moderators ? Fresh.Name("Keeper") : Fresh.Name(), moderates: i < Moderators), i < Moderators));
        return people;
    }

    /// <summary>All of them, each with what they do in one round.</summary>
    public IEnumerable<Writer> Act(IReadOnlyList<string> boards, Deeds deeds, int seed)
    {
        var arguments = new Arguments();
        return all.Select((one, i) => new Writer(one.Person, one.Moderates, boards, deeds, arguments, new(seed * Writers + i)));
    }

    /// <summary>One of the moderators suspends somebody: they press the button until they are answered.</summary>
    public async Task SuspendAsync(string name)
    {
        var (keeper, id) = (all.First(one => one.Moderates).Person, Ids.New());
        var since = Stopwatch.StartNew();
        for (; ; await Task.Delay(Between))
        {
            var reply = await Deeds.AnswerAsync(() => keeper.SanctionAsync(name, "suspension", "To see who lets go of them", days: "1", id: id));
            if (reply?.Status == HttpStatusCode.OK) return;
            if (reply?.Status < HttpStatusCode.InternalServerError || since.Elapsed > Patience) throw new InvalidOperationException($"Nobody could suspend {name}: {reply?.Status} {reply?.Complaint}");
        }
    }

    public void Dispose() => all.ForEach(one => one.Person.Dispose());

    private static async Task<Participant> JoinAsync(Machines machines, string name, bool moderates)
    {
        var cookies = new HttpClientHandler();
        var entering = new Visitor(new(cookies) { BaseAddress = machines.Nodes[0].Address });
        await entering.RegisterAsync(name);
        if (moderates)
        {
            await machines.Store.ReadAsync(async db =>
            {
                var (account, role) = (await db.Users.SingleAsync(a => a.UserName == name), await db.Roles.SingleAsync(r => r.Name == Roles.Moderator));
                db.UserRoles.Add(new IdentityUserRole<long> { UserId = account.Id, RoleId = role.Id });
                return await db.SaveChangesAsync();
            });
            // The role comes with the next session
            cookies = new();
            await new Visitor(new(cookies) { BaseAddress = machines.Address }).SignInAsync(name);
        }
        // Who writes doesn't wait for ever
        return await Participant.EnterAsync(new(new(cookies) { BaseAddress = machines.Address, Timeout = TimeSpan.FromSeconds(5) }));
    }
}
