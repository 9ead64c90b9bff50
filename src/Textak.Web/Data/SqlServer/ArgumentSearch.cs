using Microsoft.EntityFrameworkCore;

namespace Textak.Web.Data.SqlServer;

/// <summary>
/// The words of all arguments, in the server's full-text index where that part of it is installed. The server keeps it up by itself, some moments
/// later: what is hidden is told by the table, not by the index.
/// </summary>
internal static class ArgumentSearch
{
    // No migration, for none of it may happen in a transaction; no language, for people write in many
    private const string Make = """
        IF FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs WHERE name = N'ArgumentSearch')
            CREATE FULLTEXT CATALOG ArgumentSearch WITH ACCENT_SENSITIVITY = OFF;
          IF NOT EXISTS (SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(N'Arguments'))
            CREATE FULLTEXT INDEX ON Arguments (Text LANGUAGE 0) KEY INDEX PK_Arguments ON ArgumentSearch WITH CHANGE_TRACKING = AUTO, STOPLIST = OFF;
        END
        """;

    /// <summary>Makes it where it can be and isn't there yet.</summary>
    public static Task EnsureAsync(TextakDb db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync(Make, stop);

    /// <summary>The arguments of a board with any of some words, the best match first: by the server's own rank. Null where there is no index.</summary>
    /// <param name="words">Letters and digits alone, no more than 4,000 of them.</param>
    public static async Task<List<long>?> FindAsync(TextakDb db, long forecastId, IReadOnlyCollection<string> words, int most, CancellationToken stop)
    {
        // Where there is none, a question that names it can't even be read
        var there = await db.Database.SqlQuery<long>($"""
            SELECT CAST(object_id AS bigint) AS Value FROM sys.fulltext_indexes
            WHERE object_id = OBJECT_ID(N'Arguments') AND is_enabled = 1 AND FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1
            """).ToListAsync(stop);
        if (there.Count == 0) return null;
        return await db.Database.SqlQuery<long>($"""
            SELECT TOP({most}) a.Id AS Value FROM FREETEXTTABLE(Arguments, Text, {string.Join(' ', words)}) AS found JOIN Arguments AS a ON a.Id = found.[KEY]
            WHERE a.ForecastId = {forecastId} AND a.HiddenAt IS NULL ORDER BY found.[RANK] DESC, a.Id
            """).ToListAsync(stop);
    }
}
