using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Estimates;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts;

/// <summary>
/// Boards as anybody may see them, kept until their log goes on: how far it has come is read anew for every page. What is
/// a viewer's own is put on them.
/// </summary>
public sealed class Boards(IServiceScopeFactory scopes, Tailer tailer, Heads heads, Brigades brigades, TimeProvider time) : IDisposable
{
    // With some hundred arguments one takes less than a quarter of a megabyte
    private readonly Kept<(long Id, Portion Portion), Board> kept = new(most: 200, time);

    /// <summary>The board as the viewer may see it, or null where there is none at the address.</summary>
    public async Task<Board?> ReadAsync(TextakDb db, string slug, Portion portion, Viewer viewer, CancellationToken stop)
    {
        if (await tailer.FindAsync(slug, stop) is not { } id) return null;
        var board = await GetAsync(id, portion, stop);
        if (viewer.Id is not { } me) return board;
        var own = await PutOnAsync(db, board, viewer, me, stop);
        // The order by what moved most would tell what is held back
        return own.Numbers.AreHeldBack && portion.Order == Order.Moved ? await PutOnAsync(db, await GetAsync(id, portion with { Order = Order.Newest }, stop), viewer, me, stop) : own;
    }

    public void Dispose() => kept.Dispose();

    // A long portion is large, and seldom asked for
    private async Task<Board> GetAsync(long id, Portion portion, CancellationToken stop) => portion.Show > Portion.Step ? await ReadAsync(id, portion)
        : await kept.GetAsync((id, portion), await heads.OfAsync(id).WaitAsync(stop), () => ReadAsync(id, portion)).WaitAsync(stop);

    private async Task<Board> ReadAsync(long id, Portion portion)
    {
        await using var scope = scopes.CreateAsyncScope();
        var board = await Board.ReadAsync(scope.ServiceProvider.GetRequiredService<TextakDb>(), id, portion, time.Now(), CancellationToken.None);
        return board with { Brigade = await brigades.ReadAsync(board.Forecast, mayLag: false) };
    }

    private static async Task<Board> PutOnAsync(TextakDb db, Board board, Viewer viewer, long me, CancellationToken stop)
    {
        var id = board.Forecast.Id;
        var mine = await db.Estimates.AsNoTracking().SingleOrDefaultAsync(e => e.ForecastId == id && e.AccountId == me && e.EndSeq == null, stop);
        var isHeldBack = viewer.OwnFirst && mine is null && board.Forecast.ResolvedAt is null;
        var hidden = board.Arguments.Where(a => a.Hidden && (viewer.Moderates || a.AuthorId == me)).Select(a => a.Id).ToList();
        board = board with { Mine = mine, Lapsed = mine is null ? await db.Estimates.AsNoTracking().Lapsed(db, id, me).SingleOrDefaultAsync(stop) : null };
        var seen = hidden.Count == 0 ? [] : (await db.Arguments.Where(a => hidden.Contains(a.Id)).ViewsAsync(db, viewer, stop)).ToDictionary(a => a.Id);
        board = board with { Arguments = [.. board.Arguments.Select(a => seen.GetValueOrDefault(a.Id, a))] };
        return isHeldBack ? board.HeldBack() : board;
    }
}
