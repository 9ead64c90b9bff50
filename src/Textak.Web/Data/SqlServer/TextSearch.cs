using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Feed;

namespace Textak.Web.Data.SqlServer;

/// <summary>
/// The words of all questions and arguments, in the server's full-text indexes where that part of it is installed. The server keeps them up by
/// itself, some moments later: what is hidden is told by the table, not by the index.
/// </summary>
internal static class TextSearch
{
    // No migration, for none of it may happen in a transaction; no language, for people write in many
    private const string Make = """
        IF FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1
        BEGIN
          IF NOT EXISTS (SELECT 1 FROM sys.fulltext_catalogs WHERE name = N'ArgumentSearch')
            CREATE FULLTEXT CATALOG ArgumentSearch WITH ACCENT_SENSITIVITY = OFF;
          IF NOT EXISTS (SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(N'Arguments'))
            CREATE FULLTEXT INDEX ON Arguments (Text LANGUAGE 0) KEY INDEX PK_Arguments ON ArgumentSearch WITH CHANGE_TRACKING = AUTO, STOPLIST = OFF;
          IF NOT EXISTS (SELECT 1 FROM sys.fulltext_indexes WHERE object_id = OBJECT_ID(N'Forecasts'))
            CREATE FULLTEXT INDEX ON Forecasts (Title LANGUAGE 0, Thesis LANGUAGE 0, Criteria LANGUAGE 0) KEY INDEX PK_Forecasts ON ArgumentSearch
              WITH CHANGE_TRACKING = AUTO, STOPLIST = OFF;
        END
        """;

    /// <summary>Makes it where it can be and isn't there yet.</summary>
    public static Task EnsureAsync(TextakDb db, CancellationToken stop) => db.Database.ExecuteSqlRawAsync(Make, stop);

    /// <summary>Whether there are indexes to ask: where there are none, a question that names them can't even be read.</summary>
    public static async Task<bool> IsThereAsync(TextakDb db, CancellationToken stop) => (await db.Database.SqlQuery<long>($"""
        SELECT CAST(object_id AS bigint) AS Value FROM sys.fulltext_indexes
        WHERE object_id IN (OBJECT_ID(N'Arguments'), OBJECT_ID(N'Forecasts')) AND is_enabled = 1 AND FULLTEXTSERVICEPROPERTY('IsFullTextInstalled') = 1
        """).ToListAsync(stop)).Count == 2;

    /// <summary>The arguments of a board with any of some words, the best match first: by the server's own rank.</summary>
    /// <param name="words">Letters and digits alone, no more than 4,000 of them.</param>
    public static Task<List<long>> AlikeAsync(TextakDb db, long forecastId, IReadOnlyCollection<string> words, int most, CancellationToken stop) =>
        db.Database.SqlQuery<long>($"""
            SELECT TOP({most}) a.Id AS Value FROM FREETEXTTABLE(Arguments, Text, {string.Join(' ', words)}) AS found JOIN Arguments AS a ON a.Id = found.[KEY]
            WHERE a.ForecastId = {forecastId} AND a.HiddenAt IS NULL ORDER BY found.[RANK] DESC, a.Id
            """).ToListAsync(stop);

    /// <summary>The arguments with a word of all boards, by their keys.</summary>
    /// <param name="most">How many at most; which of them is nobody's concern.</param>
    public static Task<List<long>> ArgumentsAsync(TextakDb db, string word, Match match, int most, CancellationToken stop) =>
        db.Database.SqlQuery<long>($"""
            SELECT TOP({most}) a.ForecastId * {ArgumentKey.Boards} + a.Id AS Value FROM CONTAINSTABLE(Arguments, Text, {Term(word, match)}) AS found
            JOIN Arguments AS a ON a.Id = found.[KEY] WHERE a.HiddenAt IS NULL
            """).ToListAsync(stop);

    /// <summary>The forecasts with such a word in title, thesis or criteria, or in the title alone.</summary>
    public static Task<List<long>> QuestionsAsync(TextakDb db, string word, Match match, bool inTitle, CancellationToken stop) => (inTitle
        ? db.Database.SqlQuery<long>($"SELECT found.[KEY] AS Value FROM CONTAINSTABLE(Forecasts, Title, {Term(word, match)}) AS found")
        : db.Database.SqlQuery<long>($"SELECT found.[KEY] AS Value FROM CONTAINSTABLE(Forecasts, (Title, Thesis, Criteria), {Term(word, match)}) AS found")).ToListAsync(stop);

    /// <summary>The forecasts whose title and thesis have any word that begins with some, the best match first.</summary>
    /// <param name="beginnings">Letters and digits alone, at least one and no more than 4,000 of them.</param>
    public static Task<List<long>> QuestionsAlikeAsync(TextakDb db, IReadOnlyCollection<string> beginnings, int most, CancellationToken stop) =>
        db.Database.SqlQuery<long>($"""
            SELECT TOP({most}) found.[KEY] AS Value FROM CONTAINSTABLE(Forecasts, (Title, Thesis), {string.Join(" OR ", beginnings.Select(word => Term(word, Match.Beginning)))}) AS found
            ORDER BY found.[RANK] DESC, found.[KEY]
            """).ToListAsync(stop);

    private static string Term(string word, Match match) => match is Match.Beginning ? $"\"{word}*\"" : $"\"{word}\"";
}
