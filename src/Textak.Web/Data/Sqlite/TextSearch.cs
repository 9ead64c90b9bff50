using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;

namespace Textak.Web.Data.Sqlite;

/// <summary>
/// The words of the questions, and of the arguments that everybody sees, in full-text indexes that SQLite keeps up by itself: what is hidden,
/// withdrawn or worded otherwise leaves them in the same transaction. They are no tables of the model, for nothing is in them that isn't in
/// the questions and arguments. A row of an argument has its <see cref="ArgumentKey"/> as number, so that those of one board are beside each
/// other, and whose they are is known without looking.
/// </summary>
internal static class TextSearch
{
    private const string Make = """
        CREATE VIRTUAL TABLE ArgumentSearch USING fts5(Text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
        INSERT INTO ArgumentSearch(rowid, Text) SELECT (ForecastId << 32) | Id, Text FROM Arguments WHERE HiddenAt IS NULL;
        CREATE VIRTUAL TABLE QuestionSearch USING fts5(Title, Thesis, Criteria, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
        INSERT INTO QuestionSearch(rowid, Title, Thesis, Criteria) SELECT Id, Title, Thesis, Criteria FROM Forecasts;
        """;

    // A migration that makes the table of arguments anew takes them away
    private const string Follow = """
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Insert AFTER INSERT ON Arguments WHEN new.HiddenAt IS NULL
          BEGIN INSERT INTO ArgumentSearch(rowid, Text) VALUES ((new.ForecastId << 32) | new.Id, new.Text); END;
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Update AFTER UPDATE OF Text, HiddenAt ON Arguments
          BEGIN DELETE FROM ArgumentSearch WHERE rowid = (old.ForecastId << 32) | old.Id;
            INSERT INTO ArgumentSearch(rowid, Text) SELECT (new.ForecastId << 32) | new.Id, new.Text WHERE new.HiddenAt IS NULL; END;
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Delete AFTER DELETE ON Arguments
          BEGIN DELETE FROM ArgumentSearch WHERE rowid = (old.ForecastId << 32) | old.Id; END;
        CREATE TRIGGER IF NOT EXISTS QuestionSearch_Insert AFTER INSERT ON Forecasts
          BEGIN INSERT INTO QuestionSearch(rowid, Title, Thesis, Criteria) VALUES (new.Id, new.Title, new.Thesis, new.Criteria); END;
        CREATE TRIGGER IF NOT EXISTS QuestionSearch_Update AFTER UPDATE OF Title, Thesis, Criteria ON Forecasts
          BEGIN DELETE FROM QuestionSearch WHERE rowid = old.Id;
            INSERT INTO QuestionSearch(rowid, Title, Thesis, Criteria) VALUES (new.Id, new.Title, new.Thesis, new.Criteria); END;
        CREATE TRIGGER IF NOT EXISTS QuestionSearch_Delete AFTER DELETE ON Forecasts
          BEGIN DELETE FROM QuestionSearch WHERE rowid = old.Id; END;
        """;

    private static readonly string[] Tables = ["ArgumentSearch", "QuestionSearch"];
    private static readonly string[] All = [.. Tables, .. Tables.SelectMany(table => (string[])[$"{table}_Insert", $"{table}_Update", $"{table}_Delete"])];

    internal const string Alike = """
        SELECT rowid FROM ArgumentSearch WHERE ArgumentSearch MATCH $words AND rowid BETWEEN $first AND $last ORDER BY bm25(ArgumentSearch), rowid LIMIT $most
        """;

    internal const string InArguments = "SELECT rowid FROM ArgumentSearch WHERE ArgumentSearch MATCH $words LIMIT $most";
    internal const string InQuestions = "SELECT rowid FROM QuestionSearch WHERE QuestionSearch MATCH $words";

    /// <summary>Makes it where it isn't there yet, with what there is.</summary>
    public static async Task EnsureAsync(TextakDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            // Whoever has nothing to do waits for nobody who writes
            if (await CountAsync(db, All, stop) == All.Length) return;
            await using var turn = Command(db, "BEGIN IMMEDIATE");
            await turn.ExecuteNonQueryAsync(stop);
            var there = await CountAsync(db, Tables, stop) > 0;
            await using var make = Command(db, $"{(there ? "" : Make)} {Follow} COMMIT");
            await make.ExecuteNonQueryAsync(stop);
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    /// <summary>The arguments of a board with any of some words, the best match first: by BM25, where a rare word says more than a common one.</summary>
    /// <param name="words">Letters and digits alone.</param>
    public static async Task<List<long>> AlikeAsync(TextakDb db, long forecastId, IReadOnlyCollection<string> words, int most, CancellationToken stop) =>
        (await FindAsync(db, Alike, stop, ("$words", string.Join(" OR ", words.Select(word => $"\"{word}\""))),
            ("$first", ArgumentKey.Of(forecastId, 0)), ("$last", ArgumentKey.Of(forecastId, uint.MaxValue)), ("$most", most))).ConvertAll(ArgumentKey.Argument);

    /// <summary>The arguments with a word, or one that begins with it, of all boards, by their keys.</summary>
    /// <param name="most">How many at most; which of them is nobody's concern.</param>
    public static Task<List<long>> ArgumentsAsync(TextakDb db, string word, bool begins, int most, CancellationToken stop) =>
        FindAsync(db, InArguments, stop, ("$words", Term(word, begins)), ("$most", most));

    /// <summary>The forecasts with such a word in title, thesis or criteria.</summary>
    public static Task<List<long>> QuestionsAsync(TextakDb db, string word, bool begins, CancellationToken stop) =>
        FindAsync(db, InQuestions, stop, ("$words", Term(word, begins)));

    private static string Term(string word, bool begins) => begins ? $"\"{word}\"*" : $"\"{word}\"";

    private static async Task<List<long>> FindAsync(TextakDb db, string statement, CancellationToken stop, params (string Name, object Value)[] parameters)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var find = Command(db, statement, parameters);
            await using var rows = await find.ExecuteReaderAsync(stop);
            List<long> found = [];
            while (await rows.ReadAsync(stop)) found.Add(rows.GetInt64(0));
            return found;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }

    private static async Task<long> CountAsync(TextakDb db, string[] names, CancellationToken stop)
    {
        await using var count = Command(db, $"SELECT COUNT(*) FROM sqlite_master WHERE name IN ('{string.Join("', '", names)}')");
        return Convert.ToInt64(await count.ExecuteScalarAsync(stop), CultureInfo.InvariantCulture);
    }

    private static DbCommand Command(TextakDb db, string statement, params (string Name, object Value)[] parameters)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a constant of this class
        command.CommandText = statement;
#pragma warning restore CA2100
        foreach (var (name, value) in parameters)
        {
            var parameter = command.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            command.Parameters.Add(parameter);
        }
        return command;
    }
}
