using Microsoft.EntityFrameworkCore;
using System.Net;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Webhooks;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Tests.Api.Fuzz;

/// <summary>A site for which no name leads anywhere: whatever address comes up by chance, nobody is asked.</summary>
public sealed class FuzzSite : BusySite
{
    protected override void Configure(IWebHostBuilder host)
    {
        host.ConfigureServices(services => services.Replace(ServiceDescriptor.Singleton(new WayOut(reachesLoopback: false, (_, _) => Task.FromResult<IPAddress[]>([])))));
    }
}

/// <summary>What comes in from outside and goes out there: feeds with news that waits, and webhooks with messages.</summary>
internal static class Outside
{
    private const int Feeds = 3, Hooks = 6;

    /// <param name="owner">Whose the webhooks are.</param>
    /// <returns>The numbers of the webhooks; the first has all the messages.</returns>
    public static Task<List<long>> PutOutsideAsync(this Site site, long owner) => site.ReadAsync(async db =>
    {
        var secrets = site.Services.GetRequiredService<HookSecrets>();
        var (now, board) = (site.Now(), db.Forecasts.OrderBy(f => f.Id).First(f => f.Slug.StartsWith("fuzz-")).Id);
        for (var i = 0; i < Feeds; i++)
        {
            var feed = new WireFeed { CommandId = Ids.New(), RegisteredAt = now };
            feed.Describe($"Fuzz Daily {i}", $"https://daily-{i}.example/feed", Category.Models, Grade.Direct, now);
            feed.Pause(true, now);
            db.Add(feed);
            await db.SaveChangesAsync();
            var news = new WireItem { FeedId = feed.Id, Key = "fuzz", Headline = $"Fuzz {i} has ended", Link = null, Source = null, Summary = "", PublishedAt = now, IsDated = true, FoundAt = now };
            news.Matches.Add(new() { ForecastId = board, Reason = "fuzz", Strength = 11 });
            db.Add(news);
        }
        var hooks = Enumerable.Range(0, Hooks).Select(i => db.Webhooks.Add(new()
        {
            AccountId = owner, CommandId = Ids.New(), Address = $"https://receiver-{i}.example/", Secret = secrets.New(), Boards = HookBoards.All, Kinds = HookKinds.All, CreatedAt = now,
        }).Entity).ToList();
        await db.SaveChangesAsync();
        // So that nothing is sent
        await db.Webhooks.ExecuteUpdateAsync(h => h.SetProperty(x => x.StoppedAt, now));
        for (var seq = 1; seq <= 3; seq++) await HookDelivery.WriteAsync(db, hooks[0].Id, board, seq, new(204, "", 5), now);
        return hooks.ConvertAll(h => h.Id);
    });
}
