using Textak.Web.Data;
using Textak.Web.Features.Accounts;

namespace Textak.Web.Features.Replay;

/// <summary>One argument with what rebutted it, as they stood after an event.</summary>
/// <param name="Argument">Null where it had not been posted yet.</param>
/// <param name="Rebuttals">Some of those that answered it directly, oldest first, and of those that answered them.</param>
/// <param name="More">The last of them that answers it directly, where there were more; else null.</param>
public sealed record PastThread(PastArgument? Argument, IReadOnlyList<PastArgument> Rebuttals, long? More)
{
    /// <summary>Those that answered one of them.</summary>
    public IEnumerable<PastArgument> Of(long argument) => Rebuttals.Where(a => a.View.AnswersId == argument);

    /// <summary>The same for a viewer who is to see what they moved only after setting their own number.</summary>
    public PastThread HeldBack() => this with { Argument = Argument?.HeldBack(), Rebuttals = [.. Rebuttals.Select(a => a.HeldBack())] };

    /// <param name="after">The direct answer after which they begin; 0 for the first.</param>
    public static async Task<PastThread> ReadAsync(TextakDb db, long forecastId, long argument, long after, long seq, Viewer viewer, CancellationToken stop)
    {
        var posted = db.Arguments.Where(a => a.ForecastId == forecastId && a.Seq <= seq);
        var one = (await posted.Where(a => a.Id == argument).ViewsAtAsync(db, seq, viewer, stop)).SingleOrDefault();
        if (one is null) return new(null, [], null);
        var direct = await posted.Where(a => a.AnswersId == argument && a.Id > after).OrderBy(a => a.Id).Take(Arguments.Rebuttals.Most + 1).ViewsAtAsync(db, seq, viewer, stop);
        var more = direct.Count > Arguments.Rebuttals.Most;
        if (more) direct.RemoveAt(Arguments.Rebuttals.Most);
        var ids = direct.ConvertAll(a => a.View.Id);
        var theirs = ids.Count == 0 ? [] : await posted.Where(a => a.AnswersId != null && ids.Contains(a.AnswersId.Value)).OrderBy(a => a.Id)
            .Take(Arguments.Rebuttals.Most * 5).ViewsAtAsync(db, seq, viewer, stop);
        return new(one, [.. direct, .. theirs], more ? ids[^1] : null);
    }
}
