using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Reports;

/// <summary>An author's own argument that a moderator hid, and the author's objection to that, if there was one.</summary>
public sealed record HiddenOfMine(ArgumentView Argument, string Slug, string Title, Appeal? Appeal)
{
    private const int MostShown = 20;

    /// <summary>Whether it can be objected to.</summary>
    public bool IsOpen => Argument.Hidden && Appeal is null;

    /// <summary>Those of a viewer that are hidden now, the newest hiding first; or one of theirs that ever was.</summary>
    public static async Task<IReadOnlyList<HiddenOfMine>> ReadAsync(TextakDb db, Viewer viewer, long? only, CancellationToken stop)
    {
        var hidings = await db.Arguments.Where(a => a.AuthorId == viewer.Id && !a.IsWithdrawn && (only == null ? a.HiddenAt != null : a.Id == only))
            .Select(a => new
            {
                a.Id, a.ForecastId,
                Seq = db.Events.Where(e => e.ForecastId == a.ForecastId && e.ArgumentId == a.Id && e.Kind == EventKind.ArgumentHidden).Max(e => (long?)e.Seq),
            })
            .Where(hiding => hiding.Seq != null).ToListAsync(stop);
        if (hidings.Count == 0) return [];
        var (ids, boards) = (hidings.ConvertAll(h => h.Id), hidings.Select(h => h.ForecastId).Distinct().ToList());
        var titles = await db.Forecasts.Where(f => boards.Contains(f.Id)).Select(f => new { f.Id, f.Slug, f.Title }).ToDictionaryAsync(f => f.Id, stop);
        var views = await db.Arguments.Where(a => ids.Contains(a.Id)).VisibleTo(viewer).ToDictionaryAsync(a => a.Id, stop);
        var appeals = (await db.Appeals.AsNoTracking().Where(a => ids.Contains(a.ArgumentId)).ToListAsync(stop)).ToDictionary(a => (a.ForecastId, (long?)a.HideSeq));
        return [.. hidings.Select(h => new HiddenOfMine(views[h.Id], titles[h.ForecastId].Slug, titles[h.ForecastId].Title, appeals.GetValueOrDefault((h.ForecastId, h.Seq))))
            .OrderByDescending(h => h.Argument.HiddenAt).Take(MostShown)];
    }
}
