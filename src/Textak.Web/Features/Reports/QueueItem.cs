using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Reports;

/// <summary>A case as moderators see it, with all that they need to decide: the argument, its board, who reported it and why, and its author.</summary>
/// <param name="Open">The appeal that is to be decided, if any.</param>
public sealed record QueueItem(
    Case Case, ArgumentView Argument, string Slug, string Title, string Thesis, string? Holder, IReadOnlyList<QueueItem.Word> Reports, Appeal? Open, QueueItem.Record Author)
{
    private const int MostShown = 50;

    /// <summary>What the argument rebuts; null where it stands by itself.</summary>
    public ArgumentView? Answered { get; private init; }

    /// <summary>One report.</summary>
    public sealed record Word(long ArgumentId, Cause Cause, string? Note, string By, DateTimeOffset At);

    /// <summary>What is known of somebody who argued.</summary>
    /// <param name="Hidden">How many of their arguments are hidden now.</param>
    public sealed record Record(DateTimeOffset Since, int Arguments, int Hidden, int Sanctions, DateTimeOffset? SuspendedUntil);

    /// <summary>Causes with how often each was named, the most frequent first.</summary>
    public IEnumerable<(Cause Cause, int Count)> Causes => Reports.CountBy(report => report.Cause).OrderByDescending(c => c.Value).ThenBy(c => c.Key).Select(c => (c.Key, c.Value));

    /// <summary>The queue: what admins were asked first, then appeals, then what most people reported, then what waits longest.</summary>
    public static Task<IReadOnlyList<QueueItem>> WaitingAsync(TextakDb db, Viewer viewer, DateTimeOffset now, CancellationToken stop) => ReadAsync(
        db, db.Cases.Where(c => c.State != CaseState.Settled).OrderByDescending(c => c.State == CaseState.Escalated).ThenByDescending(c => c.State == CaseState.Appealed)
            .ThenByDescending(c => c.Reports).ThenBy(c => c.Since).ThenBy(c => c.ArgumentId).Take(MostShown), viewer, now, stop);

    /// <summary>The case of one argument, open or settled; null where there is none.</summary>
    public static async Task<QueueItem?> FindAsync(TextakDb db, long argumentId, Viewer viewer, DateTimeOffset now, CancellationToken stop) =>
        (await ReadAsync(db, db.Cases.Where(c => c.ArgumentId == argumentId), viewer, now, stop)) is [var found] ? found : null;

    private static async Task<IReadOnlyList<QueueItem>> ReadAsync(TextakDb db, IQueryable<Case> query, Viewer viewer, DateTimeOffset now, CancellationToken stop)
    {
        var cases = await query.AsNoTracking().Include(c => c.ClaimedBy).ToListAsync(stop);
        var ids = cases.ConvertAll(c => c.ArgumentId);
        var shown = db.Arguments.Where(a => ids.Contains(a.Id) || db.Arguments.Any(rebuttal => ids.Contains(rebuttal.Id) && rebuttal.AnswersId == a.Id));
        var arguments = (await shown.ViewsAsync(db, viewer, stop)).ToDictionary(a => a.Id);
        var boards = cases.Select(c => c.ForecastId).Distinct().ToList();
        var titles = await db.Forecasts.Where(f => boards.Contains(f.Id)).Select(f => new { f.Id, f.Slug, f.Title, f.Thesis }).ToDictionaryAsync(f => f.Id, stop);
        var reports = (await db.Reports.Where(r => ids.Contains(r.ArgumentId) && db.Cases.Any(c => c.ArgumentId == r.ArgumentId && r.Seq > c.SettledSeq)).OrderBy(r => r.Seq)
            .Select(r => new Word(r.ArgumentId, r.Cause, r.Note, r.Reporter!.UserName!, r.At)).ToListAsync(stop)).ToLookup(r => r.ArgumentId);
        var appeals = await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.ArgumentId) && a.Granted == null).ToDictionaryAsync(a => a.ArgumentId, stop);
        var authors = await AuthorsAsync(db, [.. arguments.Values.Select(a => a.AuthorId).Distinct()], stop);
        return [.. cases.Select(c => (Case: c, Board: titles[c.ForecastId], Argument: arguments[c.ArgumentId])).Select(one => new QueueItem(
            one.Case, one.Argument, one.Board.Slug, one.Board.Title, one.Board.Thesis, one.Case.Holder(now) is null ? null : one.Case.ClaimedBy!.UserName,
            [.. reports[one.Case.ArgumentId]], appeals.GetValueOrDefault(one.Case.ArgumentId), authors[one.Argument.AuthorId]) { Answered = one.Argument.AnswersId is { } answered ? arguments[answered] : null })];
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
