using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;
using Textak.Web.Features.Sanctions;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Api;

public static class ForecastOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Read<ApiPage<ApiForecast>>("/forecasts", "listForecasts", ListAsync);
        api.Read<ApiBoard>("/forecasts/{slug}", "readForecast", ReadAsync);
        api.Read<ApiPage<ApiPoint>>("/forecasts/{slug}/history", "listHistory", HistoryAsync);
        api.Read<ApiPage<ApiEvent>>("/forecasts/{slug}/events", "listEvents", EventsAsync);
        api.Read<ApiPage<ApiSignal>>("/forecasts/{slug}/signals", "listSignals", SignalsAsync);
    }

    /// <summary>List forecasts</summary>
    /// <remarks>Every forecast that was ever asked, those that are open first. Whichever order, it is that of the feed.</remarks>
    /// <param name="sort">movers where nothing is said and nothing is searched for: the largest movement in log-odds first, whichever way. closing puts the next horizon first, argued the one with most visible arguments, contested the one that people disagree about most. best, where nothing is said, is for a search: words in the title count for most, then those in the rest of the question, then those in arguments.</param>
    /// <param name="span">Over which time movers moved: 1h, 24h, 7d (where nothing is said) or 30d.</param>
    /// <param name="category">Those of one category alone.</param>
    /// <param name="status">Those that are open, locked or resolved alone.</param>
    /// <param name="confidence">Those with that much confidence alone.</param>
    /// <param name="boards">mine: where the account argued or estimated; followed: those that it follows. Either takes a token.</param>
    /// <param name="q">Words, at most 8, each of which has to stand in the question, its thesis or criteria, or in a visible argument. One of four letters or more is found where a word begins with it, too, and one of a language that writes no spaces wherever it stands; found says in which arguments.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(
        Caller caller, TextakDb db, Heads heads, TimeProvider time, Choice<Sort>? sort, string? span, Choice<Category>? category, Choice<Stage>? status, Choice<Confidence>? confidence, Choice<Whose>? boards, string? q, string? cursor, int? limit)
    {
        var (most, now, stop) = (Cursor.Limit(limit), time.Now(), caller.Stop);
        var words = Words(q);
        if (sort?.Value is Sort.Best && words.Count == 0) throw new Misread(nameof(sort), "What matches best is known of a search: send q, too.");
        var filter = new FeedFilter
        {
            Words = words, Sort = sort?.Value ?? FeedFilter.Usual(words),
            Span = string.IsNullOrEmpty(span) ? Span.Week : Span.All.FirstOrDefault(one => one.Word == span) ?? throw new Misread(nameof(span), "Movers are asked for over 1h, 24h, 7d or 30d."),
            Category = category?.Value, Status = status?.Value, Confidence = confidence?.Value, Boards = boards?.Value,
        };
        if (filter.Boards is not null && caller.Viewer.Id is null) throw new Misread(nameof(boards), "Whose boards is known with a token.");
        filter = filter with { After = Place(cursor, filter.Sort, now) };
        var head = await heads.OfAllAsync().WaitAsync(stop);
        var search = filter.Words.Count == 0 ? null : await Search.ReadAsync(db, filter.Words, ranks: filter.Sort is Sort.Best, stop);
        var (tiles, next) = await new FeedPage(db, filter, caller.Viewer, now).ReadAsync(search, most, stop);
        return new Tagged(new ApiPage<ApiForecast>
        {
            Items = [.. tiles.Select(tile => ApiForecast.Of(tile.Forecast, tile.Numbers) with { Found = [.. tile.Found.Select(argument => ApiHit.Of(argument, search!))] })],
            Next = next is null ? null : Cursor.Of(filter.Sort.ToString(), next.Stretch, next.Key, next.Id, next.At),
        }, head);
    }

    /// <summary>Read a forecast</summary>
    /// <remarks>What stands on its board, but for the arguments, the history and the signals, which are lists of their own.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    public static async Task<IResult> ReadAsync(string slug, Caller caller, TextakDb db, Boards boards, Tailer tailer, TimeProvider time)
    {
        if (await boards.ReadAsync(db, slug, Portion.Of(Order.Newest, 0), caller.Viewer, caller.Stop) is not { } board) return ApiError.NotFound.Answer();
        return new Tagged(ApiBoard.Of(board, tailer.Watchers(board.Forecast.Id).Count, await OwnAsync(db, board, caller.Viewer, time.Now(), caller.Stop)), board.Forecast.LastSeq);
    }

    /// <summary>List the history of the number</summary>
    /// <remarks>A point for each event that moved it or might have, the oldest first. Empty where others’ numbers are held back.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> HistoryAsync(string slug, Caller caller, TextakDb db, Tailer tailer, Heads heads, string? cursor, int? limit)
    {
        var (most, stop) = (Cursor.Limit(limit), caller.Stop);
        if (await tailer.FindAsync(slug, stop) is not { } id) return ApiError.NotFound.Answer();
        var (head, after) = (await heads.OfAsync(id).WaitAsync(stop), Cursor.Read(cursor, "history", 1) is [var seq] ? Cursor.Number(seq) : 0);
        var points = await db.Points.AsNoTracking().Where(p => p.ForecastId == id && p.Seq > after).OrderBy(p => p.Seq).Take(most + 1).ToListAsync(stop);
        if (await db.AreHeldFromAsync(caller.Viewer, id, stop)) points = [];
        return new Tagged(ApiPage<ApiPoint>.Of(points, most, ApiPoint.Of, p => Cursor.Of("history", p.Seq)), head);
    }

    /// <summary>List the events of a forecast’s log</summary>
    /// <remarks>The oldest first. How somebody weighs an argument, and what concerns moderators or one person alone, is left out.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> EventsAsync(string slug, Caller caller, TextakDb db, Tailer tailer, Heads heads, string? cursor, int? limit)
    {
        var (most, stop) = (Cursor.Limit(limit), caller.Stop);
        if (await tailer.FindAsync(slug, stop) is not { } id) return ApiError.NotFound.Answer();
        var (head, after) = (await heads.OfAsync(id).WaitAsync(stop), Cursor.Read(cursor, "events", 1) is [var seq] ? Cursor.Number(seq) : 0);
        var events = await db.Events.Told().Where(e => e.ForecastId == id && e.Seq > after && e.Seq <= head).OrderBy(e => e.Seq).Take(most + 1)
            .Select(e => new ApiEvent { Seq = e.Seq, Kind = e.Kind, At = e.At, By = e.By!.UserName!, ArgumentId = e.ArgumentId, SignalId = e.SignalId }).ToListAsync(stop);
        return new Tagged(ApiPage<ApiEvent>.Of(events, most, e => e, e => Cursor.Of("events", e.Seq)), head);
    }

    /// <summary>List the signals of a forecast</summary>
    /// <remarks>The newest first.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> SignalsAsync(string slug, Caller caller, TextakDb db, Tailer tailer, Heads heads, string? cursor, int? limit)
    {
        var (most, stop) = (Cursor.Limit(limit), caller.Stop);
        if (await tailer.FindAsync(slug, stop) is not { } id) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(id).WaitAsync(stop);
        var signals = db.Signals.AsNoTracking().Standing().Where(s => s.ForecastId == id);
        if (Cursor.Read(cursor, "signals", 2) is [var time, var last])
        {
            var (at, number) = (Cursor.Time(time), Cursor.Number(last));
            signals = signals.Where(s => s.PublishedAt < at || (s.PublishedAt == at && s.Id < number));
        }
        var read = await signals.OrderByDescending(s => s.PublishedAt).ThenByDescending(s => s.Id).Take(most + 1).ToListAsync(stop);
        return new Tagged(ApiPage<ApiSignal>.Of(read, most, ApiSignal.Of, s => Cursor.Of("signals", s.PublishedAt.UtcTicks, s.Id)), head);
    }

    private static async Task<ApiOwn?> OwnAsync(TextakDb db, Board board, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        if (viewer.Id is not { } me) return null;
        var id = board.Forecast.Id;
        var (muted, word) = await Voice.OfAsync(db, viewer, id, now, stop);
        List<long> seqs = [.. new[] { board.Mine, board.Lapsed }.OfType<Estimate>().Select(e => e.Seq)];
        var receipts = seqs.Count == 0 ? [] : await db.Receipts.AsNoTracking().Where(r => r.ForecastId == id && r.AccountId == me && seqs.Contains(r.Seq)).OrderBy(r => r.Place).ToListAsync(stop);
        return new()
        {
            Estimate = board.Mine is { } mine ? ApiOwnEstimate.Of(mine, board.Forecast, receipts) : null, Lapsed = board.Lapsed is { } lapsed ? ApiOwnEstimate.Of(lapsed, board.Forecast, receipts) : null,
            Muted = muted, Word = word,
            Agrees = await db.Agreements.Where(a => a.AccountId == me && a.EndSeq == null && a.ForecastId == id).OrderBy(a => a.ArgumentId).Select(a => a.ArgumentId).ToListAsync(stop),
        };
    }

    private static IReadOnlyList<string> Words(string? q)
    {
        if (string.IsNullOrWhiteSpace(q)) return [];
        if (q.Length > FeedFilter.LongestQuery) throw new Misread(nameof(q), $"Search by at most {FeedFilter.LongestQuery} characters.");
        return Search.WordsOf(q) is { Count: > 0 and <= Search.MostWords } words ? words : throw new Misread(nameof(q), $"Search by 1 to {Search.MostWords} words of letters or digits.");
    }

    private static Place? Place(string? cursor, Sort sort, DateTimeOffset now)
    {
        if (Cursor.Read(cursor, sort.ToString(), 4) is not { } parts) return null;
        return Feed.Place.TryParse(string.Join('_', parts), now, out var place) ? place : throw Cursor.Foreign;
    }
}
