using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;

namespace Textak.Tests.Wire;

/// <summary>A site that may read feeds of this machine, with a server of feeds, an admin and two moderators.</summary>
public sealed class WireSite : CalendarSite, IAsyncLifetime
{
    public WireSite() => Settings["Security:ReachLoopback"] = "true";

    private readonly ConcurrentDictionary<Participant, string> names = [];

    public FeedServer Server { get; private set; } = null!;
    public Participant Chief { get; private set; } = null!;
    public Participant Keeper { get; private set; } = null!;
    public Participant Second { get; private set; } = null!;

    public override async ValueTask InitializeAsync()
    {
        Server = await FeedServer.StartAsync();
        await base.InitializeAsync();
        (Chief, Keeper, Second) = (await Participant.AdminAsync(this, Fresh.Name("Chief")), await Participant.ModerateAsync(this, Fresh.Name("Keeper")), await Participant.ModerateAsync(this, Fresh.Name("Second")));
        foreach (var person in new[] { Chief, Keeper, Second }) NameOf(person);
    }

    async ValueTask IAsyncDisposable.DisposeAsync()
    {
        foreach (var person in new[] { Chief, Keeper, Second }) person.Dispose();
        await DisposeAsync();
        await Server.DisposeAsync();
    }

    /// <summary>After so many days their sessions are over.</summary>
    public async Task ComeBackAsync()
    {
        var (chief, keeper, second) = (Chief, Keeper, Second);
        (Chief, Keeper, Second) = (await BackAsync(NameOf(chief)), await BackAsync(NameOf(keeper)), await BackAsync(NameOf(second)));
        foreach (var gone in new[] { chief, keeper, second }) gone.Dispose();
    }

    /// <summary>As who somebody is signed in, by the page that they loaded last.</summary>
    public string NameOf(Participant person) => names.GetOrAdd(person, p => p.Visitor.Page.QuerySelector(".who a[href='/account'] bdi")!.TextContent);

    /// <summary>Registers a feed that has to be taken.</summary>
    /// <returns>Its id.</returns>
    public async Task<int> RegisteredAsync(string address, string category = "Models", string grade = "Direct", string? name = null)
    {
        var reply = await Chief.SendAsync("/admin/feeds", Manner.Form, null, ("name", name ?? Fresh.Name("Paper")), ("address", address), ("category", category), ("grade", grade));
        reply.At.ShouldStartWith("/admin/feeds#feed-", customMessage: reply.Page?.QuerySelector("main")?.Words());
        return int.Parse(reply.At["/admin/feeds#feed-".Length..], null);
    }

    /// <summary>Reads all that are due. The site's own rounds may be at it just now.</summary>
    public async Task ReadDueAsync()
    {
        var rounds = Services.GetRequiredService<WireRounds>();
        for (var tries = 0; tries < 1000; tries++)
        {
            await rounds.ReadDueAsync(CancellationToken.None);
            var now = Clock.Now();
            if (!await ReadAsync(db => db.WireFeeds.AnyAsync(f => !f.IsPaused && f.NextAt <= now))) return;
            await Task.Delay(5);
        }
        throw new TimeoutException("The feeds stay due.");
    }

    public Task<WireFeed> FeedAsync(int id) => ReadAsync(db => db.WireFeeds.AsNoTracking().SingleAsync(f => f.Id == id));

    /// <summary>What a feed brought, with what it was found for.</summary>
    public Task<List<WireItem>> ItemsAsync(int feed) => ReadAsync(db => db.WireItems.AsNoTracking().Include(i => i.Matches).Where(i => i.FeedId == feed).OrderBy(i => i.Id).ToListAsync());

    /// <summary>Reads a feed again though its time has not come.</summary>
    public async Task ReadAgainAsync(int feed)
    {
        await Chief.PostAsync($"/admin/feeds/{feed}?handler=state", Manner.Form, ("state", "read"));
        await ReadDueAsync();
    }
}
