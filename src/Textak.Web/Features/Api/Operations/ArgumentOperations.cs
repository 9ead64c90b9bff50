using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Api;

public static class ArgumentOperations
{
    public static void Map(RouteGroupBuilder api)
    {
        api.Read<ApiPage<ApiArgument>>("/forecasts/{slug}/arguments", "listArguments", ListAsync);
        api.Read<ApiArgumentDetail>("/forecasts/{slug}/arguments/{id}", "readArgument", ReadAsync);
        api.Read<ApiPage<ApiArgument>>("/forecasts/{slug}/arguments/{id}/rebuttals", "listRebuttals", RebuttalsAsync);
        api.Read<ApiWording>("/forecasts/{slug}/arguments/{id}/text", "readText", TextAsync);
        api.Read<ApiPage<ApiWording>>("/forecasts/{slug}/arguments/{id}/wordings", "listWordings", ListWordingsAsync);
        api.Read<ApiPage<ApiArgument>>("/forecasts/{slug}/similar", "findSimilar", SimilarAsync);
    }

    /// <summary>List the arguments of a forecast</summary>
    /// <remarks>Those that stand by themselves; each has its rebuttals as a list of its own. One that is hidden keeps its place without its text.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="side">Those of one side alone.</param>
    /// <param name="order">newest where nothing is said, and where what moved people is held back.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> ListAsync(string slug, Caller caller, TextakDb db, Tailer tailer, Heads heads, Choice<Side>? side, Choice<Order>? order, string? cursor, int? limit)
    {
        var (by, most, stop) = (order?.Value ?? Order.Newest, Cursor.Limit(limit), caller.Stop);
        if (await tailer.FindAsync(slug, stop) is not { } id) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(id).WaitAsync(stop);
        if (by == Order.Moved && await db.AreHeldFromAsync(caller.Viewer, id, stop)) by = Order.Newest;
        var all = db.Arguments.Where(a => a.ForecastId == id && a.AnswersId == null);
        if (side is { Value: var one }) all = all.Where(a => a.Side == one);
        var views = await Part(all, by, Cursor.Read(cursor, by.ToString(), 2)).Take(most + 1).ViewsAsync(db, caller.Viewer, stop);
        if (await db.AreHeldFromAsync(caller.Viewer, id, stop)) views = views.ConvertAll(view => view.HeldBack());
        return new Tagged(ApiPage<ApiArgument>.Of(views, most, ApiArgument.Of, view => Place(view, by)), head);
    }

    /// <summary>Read an argument</summary>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> ReadAsync(string slug, long id, Caller caller, TextakDb db, Tailer tailer, Heads heads)
    {
        var (viewer, stop) = (caller.Viewer, caller.Stop);
        if (await tailer.FindAsync(slug, stop) is not { } forecast) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(forecast).WaitAsync(stop);
        if (await db.Arguments.Where(a => a.Id == id && a.ForecastId == forecast).ViewsAsync(db, viewer, stop) is not [var argument]) return ApiError.NotFound.Answer();
        var answered = argument.AnswersId is { } answers ? (await db.Arguments.Where(a => a.Id == answers).ViewsAsync(db, viewer, stop)).Single() : null;
        double? number = null, without = null;
        if (!argument.Hidden && argument.Named > 0)
        {
            number = await db.Forecasts.Where(f => f.Id == forecast).Select(f => f.Probability).SingleAsync(stop);
            without = await WithoutArgument.ReadAsync(db, forecast, id, stop);
        }
        // Asked after the reading, as always: see OthersNumbers
        if (await db.AreHeldFromAsync(viewer, forecast, stop)) (argument, answered, number, without) = (argument.HeldBack(), answered?.HeldBack(), null, null);
        return new Tagged(new ApiArgumentDetail
        {
            Argument = ApiArgument.Of(argument), Answered = answered is null ? null : ApiArgument.Of(answered), Challenges = await ChallengesAsync(db, argument, stop),
            Percent = Whole(number), Without = Whole(without),
            MyVote = await db.StrengthVotes.Where(v => v.ArgumentId == id && v.AccountId == viewer.Id && v.EndSeq == null).Select(v => (int?)v.Stars).SingleOrDefaultAsync(stop),
            Agrees = await db.Agreements.AnyAsync(a => a.ArgumentId == id && a.AccountId == viewer.Id && a.EndSeq == null, stop),
        }, head);
    }

    /// <summary>List what rebuts an argument</summary>
    /// <remarks>The direct answers, oldest first.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    /// <param name="cursor">What next said, for the next part.</param>
    /// <param name="limit">How many at once, 1 to 200.</param>
    public static async Task<IResult> RebuttalsAsync(string slug, long id, Caller caller, TextakDb db, ApiCommands commands, Heads heads, string? cursor, int? limit)
    {
        var (most, stop) = (Cursor.Limit(limit), caller.Stop);
        if (await commands.FindAsync(db, slug, id, stop) is not { } forecast) return ApiError.NotFound.Answer();
        var (head, after) = (await heads.OfAsync(forecast).WaitAsync(stop), Cursor.Read(cursor, "rebuttals", 1) is [var last] ? Cursor.Number(last) : 0);
        var views = await db.Arguments.Where(a => a.AnswersId == id && a.Id > after).OrderBy(a => a.Id).Take(most + 1).ViewsAsync(db, caller.Viewer, stop);
        if (await db.AreHeldFromAsync(caller.Viewer, forecast, stop)) views = views.ConvertAll(view => view.HeldBack());
        return new Tagged(ApiPage<ApiArgument>.Of(views, most, ApiArgument.Of, view => Cursor.Of("rebuttals", view.Id)), head);
    }

    /// <summary>Read what an argument says</summary>
    /// <remarks>Its ETag is what an edit names as If-Match. One that is hidden from the account isn’t there.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> TextAsync(string slug, long id, Caller caller, TextakDb db, ApiCommands commands)
    {
        if (await commands.FindAsync(db, slug, id, caller.Stop) is null || (await WordingsAsync(db, id, caller.Viewer, caller.Stop)).FirstOrDefault() is not { } wording) return ApiError.NotFound.Answer();
        return new Tagged(wording, wording.Seq, exact: true);
    }

    /// <summary>List the wordings of an argument</summary>
    /// <remarks>What it says, and what it said before, the newest first: all of them. None of one that is hidden from the account.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="id">The argument's number.</param>
    public static async Task<IResult> ListWordingsAsync(string slug, long id, Caller caller, TextakDb db, ApiCommands commands, Heads heads)
    {
        if (await commands.FindAsync(db, slug, id, caller.Stop) is not { } forecast) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(forecast).WaitAsync(caller.Stop);
        return new Tagged(new ApiPage<ApiWording> { Items = await WordingsAsync(db, id, caller.Viewer, caller.Stop) }, head);
    }

    /// <summary>Find arguments that say much the same</summary>
    /// <remarks>To be asked before one is posted: whoever agrees needs no argument of their own.</remarks>
    /// <param name="slug">The forecast's name in addresses.</param>
    /// <param name="text">What one is about to say.</param>
    public static async Task<IResult> SimilarAsync(string slug, Caller caller, TextakDb db, Tailer tailer, Heads heads, string text)
    {
        if (await tailer.FindAsync(slug, caller.Stop) is not { } id) return ApiError.NotFound.Answer();
        var head = await heads.OfAsync(id).WaitAsync(caller.Stop);
        var found = await Similar.FindAsync(db, id, text, caller.Stop);
        if (await db.AreHeldFromAsync(caller.Viewer, id, caller.Stop)) found = found.ConvertAll(view => view.HeldBack());
        return new Tagged(new ApiPage<ApiArgument> { Items = [.. found.Select(ApiArgument.Of)] }, head);
    }

    private static async Task<List<ApiWording>> WordingsAsync(TextakDb db, long id, Viewer viewer, CancellationToken stop)
    {
        var argument = await db.Arguments.Where(a => a.Id == id).Select(a => new { a.Seq, a.PostedAt }).SingleAsync(stop);
        if (await db.Arguments.Where(a => a.Id == id).VisibleTo(viewer).SingleAsync(stop) is not { Text: { } text } now) return [];
        var before = await db.Wordings.Where(w => w.ArgumentId == id && w.Number < now.Edition).VisibleTo(viewer).OrderBy(w => w.Number).Select(w => new { w.Number, w.EndSeq, w.Text, w.At }).ToListAsync(stop);
        // Each began by the event that ended the one before
        long Begun(int number) => number == 1 ? argument.Seq : before.Single(w => w.Number == number - 1).EndSeq;
        if (before.Count != now.Edition - 1) return [];
        List<ApiWording> all = [.. before.Select(w => new ApiWording { Edition = w.Number, Seq = Begun(w.Number), At = w.At, Text = w.Text })];
        all.Add(new() { Edition = now.Edition, Seq = Begun(now.Edition), At = now.EditedAt ?? argument.PostedAt, Text = text });
        all.Reverse();
        return all;
    }

    private static async Task<IReadOnlyList<ApiChallenge>> ChallengesAsync(TextakDb db, ArgumentView argument, CancellationToken stop)
    {
        var grades = argument.Sources.Where(s => s.Challenges > 0).ToDictionary(s => s.Id, s => s.Grade);
        var ids = grades.Keys.ToList();
        if (ids.Count == 0) return [];
        var said = await db.GradeChallenges.Where(c => ids.Contains(c.SourceId)).GroupBy(c => new { c.SourceId, c.Grade }).Select(c => new { c.Key.SourceId, c.Key.Grade, Count = c.Count() }).ToListAsync(stop);
        return [.. said.Where(c => c.Grade != grades[c.SourceId]).OrderBy(c => c.SourceId).ThenBy(c => c.Grade).Select(c => new ApiChallenge { SourceId = c.SourceId, Grade = c.Grade, Count = c.Count })];
    }

    private static IQueryable<Argument> Part(IQueryable<Argument> all, Order order, string[]? place)
    {
        if (order == Order.Newest)
        {
            if (place is [var time, var last] && (Cursor.Time(time), Cursor.Number(last)) is var (at, id)) all = all.Where(a => a.PostedAt < at || (a.PostedAt == at && a.Id < id));
            return all.OrderByDescending(a => a.PostedAt).ThenByDescending(a => a.Id);
        }
        var (value, after) = place is [var number, var before] ? (Cursor.Figure(number), (long?)Cursor.Number(before)) : (0, null);
        switch (order)
        {
            case Order.Strongest:
                if (after is not null) all = all.Where(a => a.Strength < value || (a.Strength == value && a.Id > after));
                return all.OrderByDescending(a => a.Strength).ThenBy(a => a.Id);
            case Order.Moved:
                if (after is not null) all = all.Where(a => Math.Abs(a.LogOdds) < value || (Math.Abs(a.LogOdds) == value && a.Id > after));
                return all.OrderByDescending(a => Math.Abs(a.LogOdds)).ThenBy(a => a.Id);
            default:
                if (after is not null) all = all.Where(a => a.Contest < value || (a.Contest == value && a.Id > after));
                return all.OrderByDescending(a => a.Contest).ThenBy(a => a.Id);
        }
    }

    private static string Place(ArgumentView view, Order order) => Cursor.Of(order.ToString(), order switch
    {
        Order.Newest => view.PostedAt.UtcTicks,
        Order.Strongest => view.Strength,
        Order.Moved => Math.Abs(view.LogOdds),
        _ => (IFormattable)view.Contest,
    }, view.Id);

    private static int? Whole(double? p) => p is { } value ? Textak.Forecasting.Percent.Of(value) : null;
}
