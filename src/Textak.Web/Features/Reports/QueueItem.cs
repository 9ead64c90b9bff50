using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Reports;

/// <summary>A case as moderators see it, with all that they need to decide: the argument, its board, who reported it and why, and its author.</summary>
/// <param name="Causes">Causes with how often each was named, the most frequent first.</param>
/// <param name="Reports">The newest of them, the newest first.</param>
/// <param name="Open">The appeal that is to be decided, if any.</param>
/// <param name="HiddenById">Who hid what it is against.</param>
public sealed record QueueItem(
    Case Case, ArgumentView Argument, string Slug, string Title, string Thesis, string? Holder,
    IReadOnlyList<(Cause Cause, int Count)> Causes, IReadOnlyList<QueueItem.Word> Reports, Appeal? Open, long? HiddenById, QueueItem.Record Author)
{
    /// <summary>Cases on a page.</summary>
    public const int MostShown = 50;
    private const int MostReports = 20;

    /// <summary>What the argument rebuts; null where it stands by itself.</summary>
    public ArgumentView? Answered { get; private init; }

    /// <summary>One report.</summary>
    public sealed record Word(long ArgumentId, Cause Cause, string? Note, string By, DateTimeOffset At);

    /// <summary>What is known of somebody who argued.</summary>
    /// <param name="Hidden">How many of their arguments are hidden now.</param>
    public sealed record Record(DateTimeOffset Since, int Arguments, int Hidden, int Sanctions, DateTimeOffset? SuspendedUntil);

    /// <summary>
    /// A page of the queue: what the viewer may decide first; of that what admins were asked, then appeals, then what most people
    /// reported, then what waits longest.
    /// </summary>
    /// <returns>And how many cases there are in all.</returns>
    public static async Task<(IReadOnlyList<QueueItem> Items, int Count)> WaitingAsync(
        TextakDb db, Viewer viewer, bool administers, int skip, DateTimeOffset now, CancellationToken stop)
    {
        var (me, waiting) = (viewer.Id, Of(db, viewer).Where(c => c.State != CaseState.Settled));
        var page = waiting
            .OrderBy(c => (c.State == CaseState.Escalated && !administers) || (c.State == CaseState.Appealed && db.Appeals.Any(a => a.ArgumentId == c.ArgumentId && a.Granted == null
                && db.Events.Any(e => e.ForecastId == a.ForecastId && e.Seq == a.HideSeq && e.ById == me))))
            .ThenByDescending(c => c.State == CaseState.Escalated).ThenByDescending(c => c.State == CaseState.Appealed)
            .ThenByDescending(c => c.Reports).ThenBy(c => c.Since).ThenBy(c => c.ArgumentId).Skip(skip).Take(MostShown);
        return (await ReadAsync(db, page, viewer, now, stop), await waiting.CountAsync(stop));
    }

    /// <summary>The case of one argument, open or settled; null where there is none for this viewer.</summary>
    public static async Task<QueueItem?> FindAsync(TextakDb db, long argumentId, Viewer viewer, DateTimeOffset now, CancellationToken stop) =>
        (await ReadAsync(db, Of(db, viewer).Where(c => c.ArgumentId == argumentId), viewer, now, stop)) is [var found] ? found : null;

    // What is one's own another decides, and who reported it is nothing for its author
    private static IQueryable<Case> Of(TextakDb db, Viewer viewer)
    {
        var me = viewer.Id;
        return db.Cases.Where(c => !db.Arguments.Any(a => a.Id == c.ArgumentId && (a.AuthorId == me || a.Author!.OwnerId == me)));
    }

    private static async Task<IReadOnlyList<QueueItem>> ReadAsync(TextakDb db, IQueryable<Case> query, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        var cases = await query.AsNoTracking().Include(c => c.ClaimedBy).ToListAsync(stop);
        var ids = cases.ConvertAll(c => c.ArgumentId);
        var shown = db.Arguments.Where(a => ids.Contains(a.Id) || db.Arguments.Any(rebuttal => ids.Contains(rebuttal.Id) && rebuttal.AnswersId == a.Id));
        var arguments = (await shown.ViewsAsync(db, viewer, stop)).ToDictionary(a => a.Id);
        var boards = cases.Select(c => c.ForecastId).Distinct().ToList();
        var titles = await db.Forecasts.Where(f => boards.Contains(f.Id)).Select(f => new { f.Id, f.Slug, f.Title, f.Thesis }).ToDictionaryAsync(f => f.Id, stop);
        var open = db.Reports.Where(r => ids.Contains(r.ArgumentId) && db.Cases.Any(c => c.ArgumentId == r.ArgumentId && r.Seq > c.SettledSeq));
        var causes = (await open.GroupBy(r => new { r.ArgumentId, r.Cause }).Select(g => new { g.Key.ArgumentId, g.Key.Cause, Count = g.Count() }).ToListAsync(stop)).ToLookup(c => c.ArgumentId);
        var reports = (await db.Cases.Where(c => ids.Contains(c.ArgumentId))
            .SelectMany(c => open.Where(r => r.ArgumentId == c.ArgumentId).OrderByDescending(r => r.Seq).Take(MostReports))
            .Select(r => new { Word = new Word(r.ArgumentId, r.Cause, r.Note, r.Reporter!.UserName!, r.At), r.Seq }).ToListAsync(stop)).ToLookup(r => r.Word.ArgumentId);
        var appeals = await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.ArgumentId) && a.Granted == null)
            .Select(a => new { Appeal = a, ById = db.Events.Where(e => e.ForecastId == a.ForecastId && e.Seq == a.HideSeq).Select(e => e.ById).First() }).ToDictionaryAsync(a => a.Appeal.ArgumentId, stop);
        var authors = await AuthorsAsync(db, [.. arguments.Values.Select(a => a.AuthorId).Distinct()], stop);
        return [.. cases.Select(c => (Case: c, Board: titles[c.ForecastId], Argument: arguments[c.ArgumentId])).Select(one => new QueueItem(
            one.Case, one.Argument, one.Board.Slug, one.Board.Title, one.Board.Thesis, one.Case.Holder(now) is null ? null : one.Case.ClaimedBy!.UserName,
            [.. causes[one.Case.ArgumentId].OrderByDescending(c => c.Count).ThenBy(c => c.Cause).Select(c => (c.Cause, c.Count))],
            [.. reports[one.Case.ArgumentId].OrderByDescending(r => r.Seq).Select(r => r.Word)],
            appeals.GetValueOrDefault(one.Case.ArgumentId)?.Appeal, appeals.GetValueOrDefault(one.Case.ArgumentId)?.ById, authors[one.Argument.AuthorId]) { Answered = one.Argument.AnswersId is { } answered ? arguments[answered] : null })];
    }

    private static async Task<Dictionary<long, Record>> AuthorsAsync(TextakDb db, List<long> ids, CancellationToken stop) =>
        await db.Users.Where(u => ids.Contains(u.Id)).Select(u => new
        {
            u.Id, u.CreatedAt, u.SuspendedUntil,
            Arguments = db.Arguments.Count(a => a.AuthorId == u.Id),
            Hidden = db.Arguments.Count(a => a.AuthorId == u.Id && a.HiddenAt != null && !a.IsWithdrawn),
            Sanctions = db.Sanctions.Count(s => s.AccountId == u.Id),
        }).ToDictionaryAsync(u => u.Id, u => new Record(u.CreatedAt, u.Arguments, u.Hidden, u.Sanctions, u.SuspendedUntil), stop);
}
