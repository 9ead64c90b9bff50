using System.Runtime.InteropServices;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Features.Arguments;

/// <summary>How much of each column is shown, and in which order.</summary>
/// <param name="Show">The most arguments of each side.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct Portion(Order Order, int Show)
{
    /// <summary>How many are shown at first, and how many more each time.</summary>
    public const int Step = 60;

    /// <summary>The most at once.</summary>
    public const int Most = 1020;

    public static Portion Of(Order order, int show) => new(order, (Math.Clamp(show, Step, Most) + Step - 1) / Step * Step);
}

/// <summary>The arguments of one side of a board, as they stand in their column.</summary>
internal static class Column
{
    /// <returns>The ids of those that are to be shown, in their order, and whether there are more.</returns>
    public static async Task<(List<long> Ids, bool More)> ReadAsync(TextakDb db, long forecastId, Side side, Portion portion, CancellationToken stop)
    {
        var all = db.Arguments.Where(a => a.ForecastId == forecastId && a.AnswersId == null && a.Side == side);
        var ids = await InOrder(db, all, portion.Order).Select(a => a.Id).Take(portion.Show + 1).ToListAsync(stop);
        return (ids.Count > portion.Show ? ids[..portion.Show] : ids, ids.Count > portion.Show);
    }

    /// <summary>Where an argument is to be seen: on the board where that shows it at first, else on its own page.</summary>
    public static async Task<string> PlaceAsync(TextakDb db, string slug, long argumentId, CancellationToken stop) =>
        await BeginsWithAsync(db, argumentId, stop) ? $"/f/{slug}#argument-{argumentId}" : $"/f/{slug}/arguments/{argumentId}";

    /// <summary>Whether an argument is among those that its board shows at first.</summary>
    public static async Task<bool> BeginsWithAsync(TextakDb db, long argumentId, CancellationToken stop)
    {
        var argument = await db.Arguments.Where(a => a.Id == argumentId && a.AnswersId == null).Select(a => new { a.ForecastId, a.Side }).SingleOrDefaultAsync(stop);
        return argument is not null && (await ReadAsync(db, argument.ForecastId, argument.Side, new(Order.Newest, Portion.Step), stop)).Ids.Contains(argumentId);
    }

    // What is hidden stands last, and where two are equal, the one with a source, then the older
    private static IOrderedQueryable<Argument> InOrder(TextakDb db, IQueryable<Argument> arguments, Order order)
    {
        if (order == Order.Newest) return arguments.OrderByDescending(a => a.PostedAt).ThenByDescending(a => a.Id);
        var shown = arguments.OrderBy(a => a.HiddenAt != null);
        var ordered = order switch
        {
            Order.Strongest => shown.ThenByDescending(a => a.Strength),
            Order.Moved => shown.ThenByDescending(a => Math.Abs(a.LogOdds)).ThenByDescending(a => a.Strength),
            _ => shown.ThenByDescending(a => a.Contest).ThenByDescending(a => a.Strength),
        };
        return ordered.ThenByDescending(a => db.SourceLinks.Any(s => s.ArgumentId == a.Id && s.EndSeq == null)).ThenBy(a => a.PostedAt).ThenBy(a => a.Id);
    }
}
