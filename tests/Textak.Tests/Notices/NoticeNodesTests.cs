using Microsoft.AspNetCore.SignalR;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Accounts;
using Textak.Web.Features.Notices;
using Textak.Web.Platform;

namespace Textak.Tests.Notices;

/// <summary>Whichever node makes notices, each event is told once, and everybody's count moves on every node.</summary>
public sealed class NoticeNodesTests : IAsyncLifetime
{
    private readonly NoticeSite one = new(), two;

    // Both are called the same: a lease that one has the other has too, and keeps them from nothing
    public NoticeNodesTests() => two = new() { Beside = one, Clock = one.Clock };

    public async ValueTask InitializeAsync()
    {
        await one.InitializeAsync();
        await two.InitializeAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await two.DisposeAsync();
        await one.DisposeAsync();
    }

    [Fact]
    public async Task The_count_moves_live_on_every_node_and_each_event_is_told_once_though_both_are_at_it()
    {
        var stop = TestContext.Current.CancellationToken;
        var (slug, name) = (await one.OpenAsync(Fresh.Slug()), Fresh.Name("Ben"));
        using var ada = await Participant.JoinAsync(one, Fresh.Name("Ada"));
        using var ben = await Participant.JoinAsync(one, name);
        await NoticeSite.FollowAsync(ben, slug);
        await using var listener = SignedIn.Socket(two, await SignedIn.CookieAsync(one, name));
        var heard = new List<int>();
        listener.On<int>("Notices", count => { lock (heard) heard.Add(count); });
        await listener.StartAsync(stop);
        (await listener.InvokeAsync<int>("WatchNotices", stop)).ShouldBe(0);

        // Whoever held the lease last has died with it
        await Eventually.HoldsAsync(() => one.ReadAsync(db => Lease.TakeAsync(db, Noticing.LeaseName, "dead", one.Clock.Now(), TimeSpan.FromSeconds(30))), "the lease is free");
        await ada.ArguedAsync(slug, "for", "The lighthouse will go dark this winter.");
        await Task.WhenAll(RunAsync(one), RunAsync(two));
        (await one.ReadAsync(db => db.Notices.CountAsync(stop))).ShouldBe(0, "the lease is somebody's still");
        one.Clock.Advance(TimeSpan.FromSeconds(31));
        await HeardAsync(1);

        for (var i = 0; i < 20; i++)
        {
            await ada.ArguedAsync(slug, i % 2 == 0 ? "for" : "against", $"Argument number {i} of a good many.");
            await Task.WhenAll(RunAsync(one), RunAsync(two));
        }
        await one.GatherAsync();
        (await one.ReadAsync(db => db.Notices.SumAsync(n => n.Count, stop))).ShouldBe(21);
        await HeardAsync(2);
        await NoticeSite.PageAsync(ben);
        await ben.Visitor.SubmitAsync("main > form");
        await HeardAsync(0);

        await using var nobody = new HubConnectionBuilder().WithUrl(new Uri(two.Address, "/hubs/board"), to =>
        {
            to.SkipNegotiation = true;
            to.Transports = Microsoft.AspNetCore.Http.Connections.HttpTransportType.WebSockets;
        }).Build();
        await nobody.StartAsync(stop);
        (await Should.ThrowAsync<HubException>(() => nobody.InvokeAsync<int>("WatchNotices"))).Message.ShouldContain("signed in");

        Task HeardAsync(int count) => Eventually.HoldsAsync(() => { lock (heard) return heard is [.., var last] && last == count; }, $"the count is {count}");
    }

    // The other may have moved the same stretch, or made the same box: then this one tries again
    private static async Task RunAsync(NoticeSite site)
    {
        try
        {
            await site.Services.GetRequiredService<Noticing>().RunAsync(TestContext.Current.CancellationToken);
        }
        catch (DbUpdateException)
        {
        }
    }
}
