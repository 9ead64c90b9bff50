using System.Net;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Wire.Reading;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Wire;

/// <summary>One reading of one feed: asks for what is new, keeps what may bear on an open forecast, and notes how it went.</summary>
internal sealed class Reception(TextakDb db, Fetcher fetcher, TimeProvider time)
{
    private const string Accept = "application/rss+xml, application/atom+xml, application/rdf+xml, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.1";
    private const int MostMatches = 10;

    public async Task ReadAsync(int feedId, CancellationToken stop)
    {
        var feed = await db.WireFeeds.SingleAsync(f => f.Id == feedId, stop);
        var chance = Random.Shared.NextDouble();
        Fetched fetched;
        try
        {
            fetched = await fetcher.GetAsync(new(feed.Address), Accept, feed.ETag, feed.LastModified, stop);
        }
        catch (OutwardProblem e)
        {
            await FailAsync(feed, e.Message, false, null, chance, stop);
            return;
        }
        var (now, next) = (time.Now(), time.Now() + Courtesy.After(fetched.Fresh, chance));
        if (fetched.Status == HttpStatusCode.NotModified)
        {
            feed.Note(null, null, null, [], now, next);
            await db.SaveChangesAsync(stop);
            return;
        }
        var read = fetched.Status == HttpStatusCode.OK ? FeedReader.Read(fetched.Body, fetched.Charset, fetched.Address, now) : null;
        if (read is not { Format: not null })
        {
            var problem = read is null ? $"{fetched.Address.Host} answered {(int)fetched.Status}." : string.Join(' ', read.Problems);
            await FailAsync(feed, problem, fetched.Status == HttpStatusCode.Gone, fetched.RetryAfter, chance, stop);
            return;
        }
        var moved = fetched.HasMoved ? [$"It has moved to {fetched.Address}: give that address."] : Array.Empty<string>();
        feed.Note(read, fetched.ETag, fetched.LastModified, [.. moved, .. read.Problems], now, next);
        await ForgetAsync(feed, now - WireItem.Kept, stop);
        await KeepAsync(feed, read.Items, now, stop);
    }

    private async Task FailAsync(WireFeed feed, string problem, bool isGone, TimeSpan? asked, double chance, CancellationToken stop)
    {
        var now = time.Now();
        feed.Fail(isGone ? $"{problem} It is gone for good, and paused here." : problem, isGone, now, now + Courtesy.AfterFailure(feed.Failures + 1, asked, chance));
        await db.SaveChangesAsync(stop);
    }

    // What has no date is new as long as its feed holds it, unless it is known. A story goes after those that were told with it
    private async Task ForgetAsync(WireFeed feed, DateTimeOffset before, CancellationToken stop)
    {
        var old = db.WireItems.Where(i => i.FeedId == feed.Id && i.IsDated && i.PublishedAt < before && i.FoundAt < before && !db.WireItems.Any(told => told.MergedIntoId == i.Id));
        await db.WireMatches.Where(m => old.Any(i => i.Id == m.ItemId)).ExecuteDeleteAsync(stop);
        await old.ExecuteDeleteAsync(stop);
    }

    private async Task KeepAsync(WireFeed feed, IReadOnlyList<ReadItem> items, DateTimeOffset now, CancellationToken stop)
    {
        var found = await MatchedAsync(feed, await NewAsync(feed, items, now, stop), now, stop);
        if (found.Count == 0)
        {
            await db.SaveChangesAsync(stop);
            return;
        }
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            await WireDesk.TurnAsync(db);
            db.WireItems.AddRange(found);
            await db.SaveChangesAsync(acceptAllChangesOnSuccess: false, stop);
            await transaction.CommitAsync(stop);
            db.ChangeTracker.AcceptAllChanges();
        });
    }

    private async Task<List<ReadItem>> NewAsync(WireFeed feed, IReadOnlyList<ReadItem> items, DateTimeOffset now, CancellationToken stop)
    {
        var recent = items.Where(item => (item.PublishedAt ?? now) > now - WireItem.Waits).ToList();
        var (keys, links) = (recent.ConvertAll(item => item.Key), recent.Select(item => item.Link).OfType<string>().ToList());
        var known = await db.WireItems.Where(i => i.FeedId == feed.Id && (keys.Contains(i.Key) || (i.Link != null && links.Contains(i.Link)))).Select(i => new { i.Key, i.Link }).ToListAsync(stop);
        // Some feeds name an item anew each time: where it leads is the same
        return recent.FindAll(item => !known.Exists(one => one.Key == item.Key || (one.Link is not null && one.Link == item.Link)));
    }

    private async Task<List<WireItem>> MatchedAsync(WireFeed feed, List<ReadItem> items, DateTimeOffset now, CancellationToken stop)
    {
        if (items.Count == 0) return [];
        var boards = (await db.Forecasts.Where(f => f.Status == Status.Open).Select(f => new { f.Id, f.Title, f.Terms, f.Category }).ToListAsync(stop))
            .ConvertAll(board => (board.Id, board.Category, Terms: Terms.Of(board.Title, board.Terms)));
        var found = new List<WireItem>();
        foreach (var item in items)
        {
            var words = new ReadWords($"{item.Headline} {item.Summary}");
            var matches = boards.Where(board => board.Terms.AreOwn || board.Category == feed.Category)
                .Select(board => (board.Id, Match: board.Terms.FindIn(words))).Where(board => board.Match is not null)
                .OrderByDescending(board => board.Match!.Value.Strength).ThenBy(board => board.Id).Take(MostMatches)
                .Select(board => new WireMatch { ForecastId = board.Id, Reason = board.Match!.Value.Reason, Strength = board.Match.Value.Strength }).ToList();
            if (matches.Count == 0) continue;
            var wired = new WireItem
            {
                FeedId = feed.Id, Key = item.Key, Headline = item.Headline, Link = item.Link, Source = item.Source, Summary = item.Summary,
                PublishedAt = item.PublishedAt ?? now, IsDated = item.PublishedAt is not null, FoundAt = now,
            };
            wired.Matches.AddRange(matches);
            found.Add(wired);
        }
        return found;
    }
}
