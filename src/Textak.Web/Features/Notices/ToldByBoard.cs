using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Notices;

/// <summary>Who is to hear of what, of a stretch of one board's log.</summary>
internal sealed class ToldByBoard(TextakDb db, long forecastId, long after, long to, CancellationToken stop)
{
    /// <summary>How long an argument is new.</summary>
    public static readonly TimeSpan NewFor = TimeSpan.FromDays(7);

    private readonly List<Told> told = [];
    private Dictionary<long, About> arguments = [];

    public async Task<List<Told>> ReadAsync()
    {
        var events = await db.Events.AsNoTracking().Where(e => e.ForecastId == forecastId && e.Seq > after && e.Seq <= to).OrderBy(e => e.Seq).ToListAsync(stop);
        var named = await db.Receipts.AsNoTracking().Where(r => r.ForecastId == forecastId && r.Seq > after && r.Seq <= to && r.ArgumentId != null)
            .Select(r => new Naming(r.Seq, r.ArgumentId!.Value)).ToListAsync(stop);
        var ids = events.Where(e => e.ArgumentId is not null).Select(e => e.ArgumentId!.Value).Union(named.Select(n => n.ArgumentId)).ToList();
        arguments = await db.Arguments.Where(a => ids.Contains(a.Id)).Select(a => new About(
            a.Id, a.AuthorId, a.Side, a.Level, a.AnswersId, (long?)a.Answers!.AuthorId, a.PostedAt, a.HiddenAt != null)).ToDictionaryAsync(a => a.Id, stop);

        await TellOfPostsAsync(events);
        TellWhomTheyMoved(events, named);
        await TellOfSwingsAsync(events, named);
        await TellOfTheBoardAsync(events);
        await TellOfModerationAsync(events);
        return told;
    }

    /// <summary>Each hears of a new argument once: as its answered author, or as a follower of its author or of the board.</summary>
    private async Task TellOfPostsAsync(List<BoardEvent> events)
    {
        var posts = events.Where(e => e.Kind == EventKind.ArgumentPosted && !arguments[e.ArgumentId!.Value].IsHidden).ToList();
        if (posts.Count == 0) return;
        var authors = posts.Select(e => e.ById).Distinct().ToList();
        var fans = (await db.FollowedAuthors.Where(f => authors.Contains(f.AuthorId)).Select(f => new { f.AuthorId, f.AccountId }).ToListAsync(stop)).ToLookup(f => f.AuthorId, f => f.AccountId);
        var followers = (await FollowersAsync()).Where(f => f.Points == 0).ToList();
        foreach (var e in posts)
        {
            var (argument, hearing) = (arguments[e.ArgumentId!.Value], new HashSet<long> { e.ById });
            if (argument.AnsweredAuthorId is { } answered && hearing.Add(answered)) Tell(e, answered, NoticeCause.Reply, argument.AnswersId, e.ById);
            foreach (var fan in fans[e.ById].Where(hearing.Add)) Tell(e, fan, NoticeCause.Author, e.ById, e.ById);
            if (argument.Level > 0) continue;
            foreach (var follower in followers.Where(f => f.Wants(argument) && hearing.Add(f.AccountId))) Tell(e, follower.AccountId, NoticeCause.Argument, null, e.ById);
        }
    }

    /// <summary>It says how often, and never whom: what somebody estimates is theirs.</summary>
    private void TellWhomTheyMoved(List<BoardEvent> events, List<Naming> named)
    {
        foreach (var (e, naming) in events.Join(named, e => e.Seq, n => n.Seq, (e, n) => (e, n)))
            if (arguments[naming.ArgumentId] is { IsHidden: false } argument && argument.AuthorId != e.ById)
                told.Add(new(argument.AuthorId, NoticeCause.Moved, EventKind.EstimateSet, e.At) { ForecastId = forecastId, Subject = argument.Id, ArgumentId = argument.Id });
    }

    /// <summary>An argument has moved the number so far that those hear of it who wait for that.</summary>
    private async Task TellOfSwingsAsync(List<BoardEvent> events, List<Naming> named)
    {
        var fresh = named.Select(n => arguments[n.ArgumentId]).Where(a => !a.IsHidden && events[^1].At - a.PostedAt <= NewFor).Distinct().ToList();
        if (fresh.Count == 0) return;
        var patient = (await FollowersAsync()).Where(f => f.Points > 0).ToList();
        if (patient.Count == 0) return;
        foreach (var argument in fresh)
        {
            var sum = 0.0;
            foreach (var step in await StepsAsync(argument.Id))
            {
                var before = Math.Abs(sum);
                sum += step.Points;
                if (step.Seq <= after || events.Find(e => e.Seq == step.Seq) is not { } e) continue;
                told.AddRange(patient.Where(f => f.Wants(argument) && f.AccountId != argument.AuthorId && before < f.Points && Math.Abs(sum) >= f.Points)
                    .Select(f => new Told(f.AccountId, NoticeCause.Argument, EventKind.EstimateSet, e.At) { ForecastId = forecastId, Subject = argument.Id, ArgumentId = argument.Id }));
            }
        }
    }

    /// <summary>What each estimate that names an argument moved the board's number by, in percentage points: shared by all that it names.</summary>
    private async Task<List<(long Seq, double Points)>> StepsAsync(long argumentId)
    {
        var steps = await db.Receipts.Where(r => r.ForecastId == forecastId && r.ArgumentId == argumentId && r.Seq <= to).OrderBy(r => r.Seq).Select(r => new
        {
            r.Seq,
            Reasons = db.Receipts.Count(x => x.ForecastId == forecastId && x.Seq == r.Seq),
            Now = db.Points.Where(p => p.ForecastId == forecastId && p.Seq == r.Seq).Select(p => p.Probability).FirstOrDefault(),
            Before = db.Points.Where(p => p.ForecastId == forecastId && p.Seq < r.Seq).OrderByDescending(p => p.Seq).Select(p => p.Probability).FirstOrDefault(),
        }).ToListAsync(stop);
        // The first estimate of a board moves nothing: there was no number
        return [.. steps.Select(s => (s.Seq, 100 * (s.Now - s.Before ?? 0) / s.Reasons))];
    }

    private async Task TellOfTheBoardAsync(List<BoardEvent> events)
    {
        var turns = events.Where(e => e.Kind is EventKind.Locked or EventKind.Resolved or EventKind.Reopened or EventKind.CriteriaChanged).ToList();
        if (turns.Count == 0) return;
        var concerned = await db.FollowedBoards.Where(f => f.ForecastId == forecastId).Select(f => f.AccountId)
            .Union(db.Estimates.Where(e => e.ForecastId == forecastId && e.EndSeq == null).Select(e => e.AccountId)).ToListAsync(stop);
        foreach (var e in turns)
            foreach (var account in concerned.Where(account => account != e.ById))
                Tell(e, account, e.Kind == EventKind.CriteriaChanged ? NoticeCause.Criteria : NoticeCause.Resolution, null, null);
    }

    /// <summary>What moderators did about an argument: to its author, and to those who reported it. Who did it stands in the open record.</summary>
    private async Task TellOfModerationAsync(List<BoardEvent> events)
    {
        var acts = events.Where(e => e.Kind is EventKind.ArgumentHidden or EventKind.ArgumentRestored or EventKind.ArgumentWithdrawn or EventKind.CaseChanged).ToList();
        if (acts.Count == 0) return;
        var ids = acts.ConvertAll(e => e.ArgumentId!.Value);
        var settled = await db.Cases.AsNoTracking().Where(c => ids.Contains(c.ArgumentId)).ToDictionaryAsync(c => c.ArgumentId, c => c.SettledSeq, stop);
        var reports = (await db.Reports.AsNoTracking().Where(r => ids.Contains(r.ArgumentId)).ToListAsync(stop)).ToLookup(r => r.ArgumentId);
        var refused = (await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.ArgumentId) && a.Granted == false).ToListAsync(stop)).ToLookup(a => a.ArgumentId, a => a.DecidedAt);
        foreach (var e in acts)
        {
            var argument = arguments[e.ArgumentId!.Value];
            if (e.ById != argument.AuthorId && (e.Kind != EventKind.CaseChanged || refused[argument.Id].Contains(e.At))) Tell(e, argument.AuthorId, NoticeCause.Judgement, argument.Id, null);
            // Of what was settled twice in this stretch, the second time tells those of the first too
            if (settled.GetValueOrDefault(argument.Id) != e.Seq) continue;
            foreach (var report in reports[argument.Id].Where(r => r.Seq < e.Seq && r.ReporterId != e.ById)) Tell(e, report.ReporterId, NoticeCause.Report, argument.Id, null);
        }
    }

    private void Tell(BoardEvent e, long account, NoticeCause cause, long? subject, long? by) =>
        told.Add(new(account, cause, e.Kind, e.At) { ForecastId = forecastId, Subject = subject, ArgumentId = e.ArgumentId, ById = by });

    private async Task<List<Follower>> FollowersAsync() => await (
        from f in db.FollowedBoards
        where f.ForecastId == forecastId
        join c in db.NoticeChoices.Where(c => c.Cause == NoticeCause.Argument) on f.AccountId equals c.AccountId into choices
        from c in choices.DefaultIfEmpty()
        select new Follower(f.AccountId, (int?)c.Points ?? 0, (Side?)c.Side)).ToListAsync(stop);

    private sealed record Naming(long Seq, long ArgumentId);

    private sealed record About(long Id, long AuthorId, Side Side, int Level, long? AnswersId, long? AnsweredAuthorId, DateTimeOffset PostedAt, bool IsHidden);

    private sealed record Follower(long AccountId, int Points, Side? Side)
    {
        public bool Wants(About argument) => Side is null || Side == argument.Side;
    }
}
