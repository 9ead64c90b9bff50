using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Arguments;

/// <summary>Arguments that may say what somebody is about to say.</summary>
public static class Similar
{
    /// <summary>How many are shown, and the most words by which they are looked for.</summary>
    public const int Most = 3;
    private const int MostWords = 12;

    // Shorter ones stand everywhere
    private const int ShortestWord = 4;

    /// <summary>The arguments of a board, as anybody may see them, that have most of the words of a text; none where it has too few words.</summary>
    public static async Task<List<ArgumentView>> FindAsync(TextakDb db, long forecastId, string? text, CancellationToken stop)
    {
        var words = Words(text);
        if (words.Count < 2) return [];
        var found = db.Database.IsSqlite() ? await Data.Sqlite.TextSearch.AlikeAsync(db, forecastId, words, Most, stop)
            : await Data.SqlServer.TextSearch.IsThereAsync(db, stop) ? await Data.SqlServer.TextSearch.AlikeAsync(db, forecastId, words, Most, stop)
            : await ByPattern(db, forecastId, words).ToListAsync(stop);
        var views = await db.Arguments.Where(a => found.Contains(a.Id) && a.HiddenAt == null).ViewsAsync(db, Viewer.Anyone, stop);
        // Hidden in between, it is in the list without its text
        return [.. views.Where(view => view.Text is not null).OrderBy(view => found.IndexOf(view.Id))];
    }

    /// <summary>The same where there is no full-text index: those that have most of the words, at least two.</summary>
    internal static IQueryable<long> ByPattern(TextakDb db, long forecastId, IReadOnlyList<string> words) => db.Arguments
        .Where(a => a.ForecastId == forecastId && a.HiddenAt == null)
        .Select(a => new { a.Id, Found = words.Count(word => EF.Functions.Like(a.Text, "%" + word + "%")) })
        .Where(a => a.Found > 1).OrderByDescending(a => a.Found).ThenBy(a => a.Id).Take(Most).Select(a => a.Id);

    /// <summary>The longest different words of a text, which say most.</summary>
    private static List<string> Words(string? text)
    {
        var plain = Plain.Text(text);
        // Nobody writes as much as an address can hold
        if (plain.Length > 2 * Argument.LongestText) plain = plain[..(2 * Argument.LongestText)];
        return
        [
            .. Plain.Words(plain).Where(word => word.Length >= ShortestWord).Distinct(StringComparer.Ordinal)
                .OrderByDescending(word => word.Length).Take(MostWords),
        ];
    }
}
