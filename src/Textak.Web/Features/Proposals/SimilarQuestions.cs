using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Forecasts;
using Textak.Web.Platform;

namespace Textak.Web.Features.Proposals;

/// <summary>Forecasts that ask much the same as somebody who is typing: those that share most of the longer words.</summary>
public static class SimilarQuestions
{
    private const int MostShown = 5, MostLookedAt = 200, MostWithoutIndex = 2000, MostStems = 40, ShortestWord = 4;
    private const double Enough = 0.34;

    /// <summary>A forecast that asks much the same.</summary>
    /// <param name="Slug">Its name in addresses.</param>
    /// <param name="Title">What it asks.</param>
    public sealed record Found(string Slug, string Title);

    /// <param name="title">The question as far as it is typed.</param>
    public static async Task<IReadOnlyList<Found>> FindAsync(TextakDb db, string? title, CancellationToken stop)
    {
        var asked = Stems(title ?? "");
        if (asked.Count < 2) return [];
        string[] stems = [.. asked.Take(MostStems)];
        var alike = db.Database.IsSqlite() ? await Data.Sqlite.TextSearch.QuestionsAlikeAsync(db, stems, MostLookedAt, stop)
            : await Data.SqlServer.TextSearch.IsThereAsync(db, stop) ? await Data.SqlServer.TextSearch.QuestionsAlikeAsync(db, stems, MostLookedAt, stop) : null;
        var asks = db.Forecasts.Where(f => f.Status != Status.Proposed);
        // Where there is no full-text index, the newest are looked through
        var there = await (alike is null ? asks.OrderByDescending(f => f.Id).Take(MostWithoutIndex) : asks.Where(f => alike.Contains(f.Id)))
            .Select(f => new { f.Slug, f.Title, f.Thesis }).ToListAsync(stop);
        return [.. there.Select(f => (Found: new Found(f.Slug, f.Title), Share: (double)Stems($"{f.Title} {f.Thesis}").Count(asked.Contains) / asked.Count))
            .Where(one => one.Share >= Enough).OrderByDescending(one => one.Share).ThenBy(one => one.Found.Title, StringComparer.Ordinal).Take(MostShown).Select(one => one.Found)];
    }

    // The beginnings of words, so that "model" and "models" are one
    private static HashSet<string> Stems(string text) =>
        [.. Plain.Words(text).Where(word => word.Length >= ShortestWord).Select(word => word.Length > 6 ? word[..6] : word.TrimEnd('s'))];
}
