using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Replay;

/// <summary>An argument as it stood after an event, as one viewer may see it now. What is hidden from them now is so in the past too.</summary>
/// <param name="HiddenSince">Whether it was seen then, and is hidden or withdrawn by now.</param>
public sealed record PastArgument(ArgumentView View, bool HiddenSince)
{
    /// <inheritdoc cref="ArgumentView.HeldBack"/>
    public PastArgument HeldBack() => this with { View = View.HeldBack() };
}

public static class PastArguments
{
    /// <summary>Those that everybody saw after an event.</summary>
    public static IQueryable<Argument> StandingAt(this IQueryable<Argument> arguments, TextakDb db, long seq) => arguments.Where(a => a.Seq <= seq
        && !db.Events.Any(e => e.ForecastId == a.ForecastId && e.ArgumentId == a.Id && e.Seq <= seq && (e.Kind == EventKind.ArgumentHidden || e.Kind == EventKind.ArgumentWithdrawn)
            && !db.Events.Any(r => r.ForecastId == a.ForecastId && r.ArgumentId == a.Id && r.Seq <= seq && r.Seq > e.Seq && r.Kind == EventKind.ArgumentRestored)));

    /// <summary>
    /// Arguments that were posted by an event, newest first as they are asked for, with the wording, the sources and the count of rebuttals
    /// that they had after it, and what they weighed then.
    /// </summary>
    public static async Task<List<PastArgument>> ViewsAtAsync(this IQueryable<Argument> arguments, TextakDb db, long seq, Viewer viewer, CancellationToken stop)
    {
        var views = await arguments.VisibleTo(viewer).ToListAsync(stop);
        if (views.Count == 0) return [];
        // All of it asked after the arguments, through the same gate: of one that was hidden in between there is nothing
        var ids = views.ConvertAll(view => view.Id);
        var sources = (await db.SourceLinks.Where(s => ids.Contains(s.ArgumentId)).HeldAt(seq).VisibleTo(viewer).OrderBy(s => s.Id)
            .Select(s => new SourceView(s.Id, s.ArgumentId, s.Link, s.Title, s.Publisher, s.Grade, s.Key, 0)).ToListAsync(stop)).ToLookup(s => s.ArgumentId);
        var wordings = (await db.Wordings.Where(w => ids.Contains(w.ArgumentId) && w.EndSeq > seq
                && !db.Wordings.Any(o => o.ArgumentId == w.ArgumentId && o.EndSeq > seq && o.Number < w.Number))
            .VisibleTo(viewer).Select(w => new { w.ArgumentId, w.Number, w.Text, w.At }).ToListAsync(stop)).ToDictionary(w => w.ArgumentId);
        var turns = await TurnsAsync(db, ids, seq, stop);
        var rebuttals = await db.Arguments.Where(a => a.AnswersId != null && ids.Contains(a.AnswersId.Value)).StandingAt(db, seq)
            .GroupBy(a => a.AnswersId!.Value).Select(answered => new { answered.Key, Count = answered.Count() }).ToDictionaryAsync(a => a.Key, a => a.Count, stop);
        var weights = await PastWeights.ReadAsync(db, ids, seq, stop);
        return views.ConvertAll(At);

        PastArgument At(ArgumentView now)
        {
            var hidden = turns.GetValueOrDefault(now.Id) is { Kind: not EventKind.ArgumentRestored } turn ? turn : null;
            var wording = wordings.GetValueOrDefault(now.Id);
            var edition = wording?.Number ?? now.Edition;
            // One that was hidden then and is not now is as it was then: its author and the moderators saw it
            var sees = now.Text is not null && (hidden is null || viewer.Moderates || now.AuthorId == viewer.Id);
            return new(weights.On(now) with
            {
                Text = sees ? wording?.Text ?? now.Text : null,
                Sources = sees ? [.. sources[now.Id]] : [],
                Edition = edition,
                EditedAt = edition > 1 ? wording?.At ?? now.EditedAt : null,
                HiddenAt = hidden?.At ?? now.HiddenAt,
                HiddenReason = hidden is null ? now.HiddenReason : hidden.Reason,
                IsWithdrawn = hidden is null ? now.IsWithdrawn : hidden.Kind == EventKind.ArgumentWithdrawn,
                Rebuttals = rebuttals.GetValueOrDefault(now.Id),
            }, HiddenSince: hidden is null && now.Hidden);
        }
    }

    /// <summary>The last time up to an event that each was hidden, restored or withdrawn.</summary>
    private static async Task<Dictionary<long, Turn>> TurnsAsync(TextakDb db, List<long> ids, long seq, CancellationToken stop)
    {
        var turns = await (
            from e in db.Events
            where e.ArgumentId != null && ids.Contains(e.ArgumentId.Value) && e.Seq <= seq
                && (e.Kind == EventKind.ArgumentHidden || e.Kind == EventKind.ArgumentRestored || e.Kind == EventKind.ArgumentWithdrawn)
            join act in db.ModerationActs on new { e.ForecastId, e.Seq } equals new { act.ForecastId, act.Seq } into acts
            from act in acts.DefaultIfEmpty()
            orderby e.Seq
            select new Turn(e.ArgumentId!.Value, e.Kind, e.At, (string?)act.Reason)).ToListAsync(stop);
        return turns.GroupBy(turn => turn.ArgumentId).ToDictionary(turned => turned.Key, turned => turned.Last());
    }

    private sealed record Turn(long ArgumentId, EventKind Kind, DateTimeOffset At, string? Reason);
}
