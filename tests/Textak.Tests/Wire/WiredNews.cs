using Textak.Web.Features.Arguments;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;

namespace Textak.Tests.Wire;

internal static class WiredNews
{
    /// <summary>Puts a feed there that is paused, so that nobody goes out for it, and one piece of news that waits.</summary>
    public static Task<(int Feed, long News)> WireAsync(this Site site) => site.ReadAsync(async db =>
    {
        var (id, at) = (Ids.New(), DateTimeOffset.UnixEpoch);
        var feed = new WireFeed { CommandId = id, RegisteredAt = at };
        feed.Describe("Rules Daily", $"https://rules.example/{id:N}", Category.Work, Grade.Direct, at);
        feed.Pause(true, at);
        db.Add(feed);
        await db.SaveChangesAsync();
        var news = new WireItem { FeedId = feed.Id, Key = "rules", Headline = "Rules hold", Link = null, Source = null, Summary = "", PublishedAt = at, IsDated = true, FoundAt = at };
        db.Add(news);
        await db.SaveChangesAsync();
        return (feed.Id, news.Id);
    });
}
