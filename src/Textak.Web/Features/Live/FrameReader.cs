using Microsoft.EntityFrameworkCore;
using Textak.Forecasting;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Criteria;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Feed;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Resolution;
using Textak.Web.Features.Signals;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>Makes frames out of the log: for the push and for the catch-up alike.</summary>
public sealed class FrameReader(IServiceScopeFactory scopes, Fragments fragments, Brigades brigades, TimeProvider time)
{
    // Larger gaps are told in pieces; one who comes back after longer reloads
    private const int MostEvents = 200;

    // For every page and every second: compiled once
    private static readonly Func<TextakDb, long, CancellationToken, Task<long>> FindHead = EF.CompileAsyncQuery(
        (TextakDb db, long id, CancellationToken stop) => db.Forecasts.Where(f => f.Id == id).Select(f => f.LastSeq).Single());

    private static readonly Func<TextakDb, CancellationToken, Task<long>> FindSum = EF.CompileAsyncQuery(
        (TextakDb db, CancellationToken stop) => db.Forecasts.Sum(f => f.LastSeq));

    /// <summary>Newest sequence number of a forecast, or of each.</summary>
    public async Task<long> HeadAsync(long forecastId, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        return await FindHead(db, forecastId, stop);
    }

    /// <summary>All heads together, which rises with every event of any forecast: a forecast begins with its first.</summary>
    public async Task<long> SumAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        return await FindSum(db, stop);
    }

    /// <inheritdoc cref="HeadAsync"/>
    public async Task<List<Head>> HeadsAsync(IReadOnlyList<long>? only, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var forecasts = only is null ? db.Forecasts : db.Forecasts.Where(f => only.Contains(f.Id));
        return await forecasts.Select(f => new Head(f.Id, f.Slug, f.LastSeq)).ToListAsync(stop);
    }

    /// <summary>A number that rises with every change of what moderators are to decide: the queue, and the news.</summary>
    public async Task<long> QueueAsync(CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        return await db.Forecasts.SumAsync(f => f.QueueSeq, stop) + await db.WireDesks.Select(desk => desk.Turn).SingleAsync(stop);
    }

    /// <summary>How many gatherings of notices somebody has that they haven't read.</summary>
    public async Task<int> UnseenAsync(long account, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TextakDb>().NoticeBoxes.Where(b => b.AccountId == account).Select(b => b.Unseen).SingleOrDefaultAsync(stop);
    }

    /// <summary>The number of the newest change of anybody's, and for whom it changed after one that is known.</summary>
    /// <param name="known">Null asks for the number alone.</param>
    public async Task<(long Newest, IReadOnlyList<(long Account, int Count)> Changed)> UnseenSinceAsync(long? known, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var newest = await db.NoticePositions.Where(p => p.Log == NoticePosition.Boxes).Select(p => p.Seq).SingleAsync(stop);
        if (known is null || known == newest) return (newest, []);
        var changed = await db.NoticeBoxes.Where(b => b.Change > known).Select(b => new { b.AccountId, b.Unseen }).ToListAsync(stop);
        return (newest, changed.ConvertAll(b => (b.AccountId, b.Unseen)));
    }

    /// <summary>The forecast behind an address, or null.</summary>
    public async Task<long?> FindAsync(string slug, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        var found = await db.Forecasts.Where(f => f.Slug == slug).Select(f => new { f.Id, f.Slug }).SingleOrDefaultAsync(stop);
        // To some databases other spellings are the same
        return found?.Slug == slug ? found.Id : null;
    }

    /// <summary>Those of some accounts who may see a board's numbers now: <see cref="OthersNumbers.SeenByAsync"/>.</summary>
    public async Task<HashSet<long>> SeenByAsync(long forecastId, IReadOnlyCollection<long> accounts, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TextakDb>().SeenByAsync(forecastId, accounts, stop);
    }

    /// <summary>The events after a sequence number, to be drawn for those who may see numbers and for those who are to set theirs first.</summary>
    public async Task<News> SinceAsync(long forecastId, long afterSeq, Watchers watchers, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();

        // The head first: what is read later may be newer than the frame says, never older
        var forecast = await db.Forecasts.AsNoTracking().SingleAsync(f => f.Id == forecastId, stop);
        var to = Math.Min(forecast.LastSeq, afterSeq + MostEvents);
        var numbers = await db.NumbersAsync(forecast, forecast.ClosedAt ?? time.Now(), stop);
        var brigade = await brigades.ReadAsync(forecast, mayLag: true).WaitAsync(stop);
        var frame = Describe(forecast, numbers) with { Brigade = brigade, From = afterSeq, To = to, Watchers = watchers.Count, AtLeast = watchers.AtLeast };
        if (afterSeq == to) return new(frame, numbers) { Status = forecast.Status };
        if (afterSeq > to || afterSeq < 0) return new(frame with { To = forecast.LastSeq, Reload = true }, numbers) { Status = forecast.Status };

        var events = await db.Events.AsNoTracking().Where(e => e.ForecastId == forecastId && e.Seq > afterSeq && e.Seq <= to)
            .OrderBy(e => e.Seq).ToListAsync(stop);
        var posted = events.Where(e => e.Kind == EventKind.ArgumentPosted).Select(e => e.ArgumentId!.Value).ToHashSet();
        var named = await db.Receipts.Where(r => r.ForecastId == forecastId && r.Seq > afterSeq && r.Seq <= to && r.ArgumentId != null)
            .Select(r => r.ArgumentId!.Value).Distinct().ToListAsync(stop);
        var touched = events.Where(e => e.ArgumentId is not null && e.Kind != EventKind.CaseChanged).Select(e => e.ArgumentId!.Value).Union(named).ToList();
        // What is rebutted says how often
        var answered = db.Arguments.Where(a => touched.Contains(a.Id) && a.AnswersId != null).Select(a => a.AnswersId!.Value);
        var views = await db.Arguments.Where(a => touched.Contains(a.Id) || answered.Contains(a.Id)).OrderBy(a => a.Id).ViewsAsync(db, Viewer.Anyone, stop);
        var points = await db.Points.AsNoTracking().Where(p => p.ForecastId == forecastId && p.Seq > afterSeq && p.Seq <= to)
            .OrderBy(p => p.Seq).ToListAsync(stop);
        var by = events.ToDictionary(e => e.Seq, e => e.ById);
        frame = frame with
        {
            FirstAt = events.FirstOrDefault()?.At,
            Standing = await StandingAsync(db, forecast, events, stop),
            Criteria = await CriteriaAsync(db, forecast, events, stop),
            Voices = await VoicesAsync(db, forecastId, events, stop),
        };
        return new(frame, numbers)
        {
            Status = forecast.Status,
            Views = views,
            Posted = posted,
            Points = [.. points.Select(p => new Point(p.Seq, by[p.Seq], p.At.ToUnixTimeSeconds(), Percent.Tenths(p.Probability), Percent.Tenths(p.LowerQuartile), Percent.Tenths(p.UpperQuartile), Percent.Tenths(p.GeometricMean)))],
            Signals = await SignalsAsync(db, events, stop),
            Activity = await Activity.ReadAsync(db, forecast, afterSeq, to, stop),
            Crux = events.Exists(MayMoveCrux) ? await CruxView.ReadAsync(db, forecast, stop) : null,
        };
    }

    /// <summary>The frame that tells the news, as anybody may see them.</summary>
    /// <param name="heldBack">Whether without anybody's numbers: <see cref="OthersNumbers"/>.</param>
    public async Task<Frame> DrawAsync(News news, bool heldBack = false)
    {
        var frame = heldBack ? WithNumbers(news.Frame with { Brigade = "" }, news.Numbers.HeldBack()) : news.Frame with { Points = news.Points };
        return frame with
        {
            Cards = await fragments.RenderAsync(news.Views, view => Fragments.Card(frame.Slug, heldBack ? view.HeldBack() : view, Viewer.Anyone), (view, html) =>
                new Card(view.Id, view.Side.ToString(), news.Posted.Contains(view.Id), view.AuthorId, view.Hidden, html) { Answers = view.AnswersId, Program = view.ByProgram }),
            Signals = await fragments.RenderAsync(news.Signals, Fragments.Signal, (_, html) => html),
            Crux = news.Crux is { } crux ? (await fragments.RenderAsync([heldBack ? crux.HeldBack() : crux], Fragments.Crux, (_, html) => html))[0] : null,
            Activity = await fragments.RenderAsync(news.Activity, line => Fragments.Line(heldBack ? line.HeldBack() : line), (_, html) => html),
        };
    }

    private async Task<string?> StandingAsync(TextakDb db, Forecast forecast, List<BoardEvent> events, CancellationToken stop)
    {
        // What tells how a resolved forecast went names arguments, which may be hidden and restored still
        var may = events.Exists(e => e.Kind is EventKind.Opened or EventKind.Locked or EventKind.Resolved or EventKind.Reopened
            || (forecast.ResolvedAt is not null && e.Kind is EventKind.ArgumentHidden or EventKind.ArgumentRestored));
        return may ? (await fragments.RenderAsync([await Standing.ReadAsync(db, forecast, stop)], Fragments.Standing, (_, html) => html))[0] : null;
    }

    private static bool MayMoveCrux(BoardEvent e) => e.Kind is EventKind.ArgumentRated or EventKind.ArgumentEdited or EventKind.ArgumentHidden or EventKind.ArgumentRestored
        or EventKind.ArgumentWithdrawn or EventKind.ArgumentPosted or EventKind.EstimateSet or EventKind.EstimateReaffirmed or EventKind.EstimateWithdrawn or EventKind.EstimateAged;

    private static async Task<IReadOnlyList<long>> VoicesAsync(TextakDb db, long forecastId, List<BoardEvent> events, CancellationToken stop)
    {
        var changed = events.Where(e => e.Kind == EventKind.VoiceChanged).Select(e => (long?)e.Seq).ToList();
        return changed.Count == 0 ? []
            : await db.Sanctions.Where(s => s.ForecastId == forecastId && (changed.Contains(s.Seq) || changed.Contains(s.LiftedSeq))).Select(s => s.AccountId).Distinct().ToListAsync(stop);
    }

    private static async Task<IReadOnlyList<Signal>> SignalsAsync(TextakDb db, List<BoardEvent> events, CancellationToken stop)
    {
        var touched = events.Where(e => e.SignalId is not null).Select(e => e.SignalId!.Value).Distinct().ToList();
        return touched.Count == 0 ? [] : await db.Signals.AsNoTracking().Where(s => touched.Contains(s.Id)).OrderBy(s => s.Id).ToListAsync(stop);
    }

    private async Task<string?> CriteriaAsync(TextakDb db, Forecast forecast, List<BoardEvent> events, CancellationToken stop)
    {
        var may = forecast.CriteriaNumber > 1 && events.Exists(e => e.Kind is EventKind.CriteriaChanged or EventKind.EstimateSet or EventKind.EstimateReaffirmed
            or EventKind.EstimateWithdrawn or EventKind.EstimateAged or EventKind.ArgumentPosted);
        return may ? (await fragments.RenderAsync([await CriteriaView.ReadAsync(db, forecast, stop)], Fragments.Criteria, (_, html) => html))[0] : null;
    }

    /// <summary>A forecast's tile as it looks now, for those who watch the feed.</summary>
    public async Task<Tile> TileAsync(long forecastId, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        return (await Tile.ReadAsync(db, db.Forecasts.Where(f => f.Id == forecastId), time.Now(), stop)).Single();
    }

    /// <summary>The frame that tells a tile.</summary>
    /// <param name="heldBack">As above.</param>
    public async Task<Frame> DrawAsync(Tile tile, bool heldBack = false) =>
        (await fragments.RenderAsync([heldBack ? tile.HeldBack() : tile], Fragments.Tile, (shown, html) => Describe(shown.Forecast, shown.Numbers) with { Tile = html, Bars = [] }))[0];

    private Frame Describe(Forecast forecast, Numbers numbers) => WithNumbers(new()
    {
        Slug = forecast.Slug,
        From = forecast.LastSeq,
        To = forecast.LastSeq,
        Head = forecast.LastSeq,
        At = time.Now(),
        Confidence = numbers.ConfidenceWord,
        Estimates = numbers.Estimates,
        Sources = forecast.Sources,
        For = numbers.For,
        Against = numbers.Against,
        Open = forecast.IsOpen,
        CriteriaNumber = forecast.CriteriaNumber,
        Slow = forecast.SlowMinutes,
    }, numbers);

    private static Frame WithNumbers(Frame frame, Numbers numbers) => frame with
    {
        HeldBack = numbers.AreHeldBack,
        Percent = numbers.Percent,
        Word = numbers.Word,
        Movement = numbers.Movement,
        Why = numbers.Why,
        Bars = numbers.Bars,
    };
}

/// <summary>What there is to be told, before it is drawn for one sort of watchers or the other.</summary>
/// <param name="Frame">What the two have in common, with the numbers of those who may see them.</param>
public sealed record News(Frame Frame, Numbers Numbers)
{
    internal IReadOnlyList<ArgumentView> Views { get; init; } = [];
    internal IReadOnlySet<long> Posted { get; init; } = new HashSet<long>();
    internal IReadOnlyList<Signal> Signals { get; init; } = [];
    internal IReadOnlyList<Point> Points { get; init; } = [];
    internal IReadOnlyList<Activity> Activity { get; init; } = [];
    internal CruxView? Crux { get; init; }

    /// <summary>Where the forecast stands.</summary>
    public required Status Status { get; init; }
}

/// <summary>A forecast and the newest number of its log.</summary>
public sealed record Head(long Id, string Slug, long Seq);
