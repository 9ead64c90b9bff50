using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// Who chose to set their own number first is shown nobody else's before: not on a page, a tile, a push or in any answer, on each
/// board where they have no estimate, until it is resolved. Always asked after the numbers were read: whoever withdraws in
/// between has seen them, and gets nothing that is newer.
/// </summary>
public static class OthersNumbers
{
    /// <summary>Whether a board's numbers are to be held back from a viewer.</summary>
    public static async Task<bool> AreHeldFromAsync(this TextakDb db, Viewer viewer, long forecastId, CancellationToken stop) =>
        viewer is { OwnFirst: true, Id: { } me } && (await db.SeenByAsync(forecastId, [me], stop)).Count == 0;

    /// <summary>Those of some accounts, all of which want to set their own first, who may see a board's numbers.</summary>
    public static async Task<HashSet<long>> SeenByAsync(this TextakDb db, long forecastId, IReadOnlyCollection<long> accounts, CancellationToken stop) =>
        await db.Forecasts.AnyAsync(f => f.Id == forecastId && f.ResolvedAt != null, stop) ? [.. accounts]
            : [.. await db.Estimates.Where(e => e.ForecastId == forecastId && e.EndSeq == null && accounts.Contains(e.AccountId)).Select(e => e.AccountId).ToListAsync(stop)];

    /// <summary>The arguments of which a viewer may see what they moved.</summary>
    public static IQueryable<Argument> WithFiguresFor(this IQueryable<Argument> arguments, Viewer viewer, TextakDb db) => viewer is not { OwnFirst: true, Id: { } me } ? arguments
        : arguments.Where(a => db.Forecasts.Any(f => f.Id == a.ForecastId && f.ResolvedAt != null) || db.Estimates.Any(e => e.ForecastId == a.ForecastId && e.AccountId == me && e.EndSeq == null));

    /// <summary>The boards on which a viewer has an estimate.</summary>
    public static async Task<HashSet<long>> EstimatedByAsync(this TextakDb db, long account, CancellationToken stop) =>
        [.. await db.Estimates.Where(e => e.AccountId == account && e.EndSeq == null).Select(e => e.ForecastId).ToListAsync(stop)];
}
