using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Notices;

/// <summary>A part of somebody's notices, as they came out, the newest first.</summary>
/// <param name="Older">Where the next part begins; null on the last.</param>
/// <param name="Arguments">The arguments that they are about, by id; text is null where it is hidden from whoever reads.</param>
internal sealed record NoticePart(IReadOnlyList<NoticeLine> Lines, long? Older, IReadOnlyDictionary<long, ArgumentView> Arguments)
{
    /// <param name="before">Notices with lower ids only.</param>
    public static async Task<NoticePart> ReadAsync(TextakDb db, Viewer viewer, long before, int most, CancellationToken stop)
    {
        var me = viewer.Id!.Value;
        // What comes out together is in the order in which it was made, and what comes out later was made later
        var lines = await NoticeLine.ReadAsync(db, db.Notices.Where(n => n.AccountId == me && n.OutAt != null && n.Id < before)
            .OrderByDescending(n => n.OutAt).ThenByDescending(n => n.Id).Take(most + 1), stop);
        var isFull = lines.Count > most;
        if (isFull) lines.RemoveAt(most);
        var ids = lines.Where(l => l.Notice.ArgumentId is not null).Select(l => l.Notice.ArgumentId!.Value).Distinct().ToList();
        return new(lines, isFull ? lines[^1].Notice.Id : null, await db.Arguments.Where(a => ids.Contains(a.Id)).VisibleTo(viewer).ToDictionaryAsync(a => a.Id, stop));
    }
}
