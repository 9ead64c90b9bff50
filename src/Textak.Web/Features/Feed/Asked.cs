using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Live;

namespace Textak.Web.Features.Feed;

public static class AskedForecasts
{
    private const int MostWords = 8;

    /// <summary>Every forecast that was ever asked, or those of a category, in which each word of a query stands somewhere.</summary>
    public static IQueryable<Forecast> Asked(this TextakDb db, Category? category, string? query)
    {
        // A proposal that was annulled was never asked
        var found = db.Forecasts.Where(f => f.Status != Status.Proposed
            && (f.Status != Status.Annulled || db.Events.Any(e => e.ForecastId == f.Id && e.Kind == EventKind.Opened)));
        if (category is { } one) found = found.Where(f => f.Category == one);
        // Each word somewhere: in the question, or in an argument that anybody may see
        foreach (var word in (query ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries).Take(MostWords))
        {
            var pattern = $"%{Escaped(word)}%";
            found = found.Where(f => EF.Functions.Like(f.Title, pattern, "\\") || EF.Functions.Like(f.Thesis, pattern, "\\")
                || EF.Functions.Like(f.Criteria, pattern, "\\")
                || db.Arguments.Any(a => a.ForecastId == f.Id && a.HiddenAt == null && EF.Functions.Like(a.Text, pattern, "\\")));
        }
        return found;
    }

    private static string Escaped(string word) => word.Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("%", "\\%", StringComparison.Ordinal).Replace("_", "\\_", StringComparison.Ordinal).Replace("[", "\\[", StringComparison.Ordinal);
}
