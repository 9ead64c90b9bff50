using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;

namespace Textak.Web.Data.Sqlite;

/// <summary>
/// The words of the arguments that everybody sees, in a full-text index that SQLite keeps up by itself: what is hidden, withdrawn or worded
/// otherwise leaves it in the same transaction. It is no table of the model, for nothing is in it that isn't in the arguments.
/// </summary>
internal static class ArgumentSearch
{
    private const string Make = """
        CREATE VIRTUAL TABLE ArgumentSearch USING fts5(Text, content='', contentless_delete=1, tokenize="unicode61 remove_diacritics 2");
        INSERT INTO ArgumentSearch(rowid, Text) SELECT Id, Text FROM Arguments WHERE HiddenAt IS NULL;
        """;

    // A migration that makes the table of arguments anew takes them away
    private const string Follow = """
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Insert AFTER INSERT ON Arguments WHEN new.HiddenAt IS NULL
          BEGIN INSERT INTO ArgumentSearch(rowid, Text) VALUES (new.Id, new.Text); END;
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Update AFTER UPDATE OF Text, HiddenAt ON Arguments
          BEGIN DELETE FROM ArgumentSearch WHERE rowid = old.Id; INSERT INTO ArgumentSearch(rowid, Text) SELECT new.Id, new.Text WHERE new.HiddenAt IS NULL; END;
        CREATE TRIGGER IF NOT EXISTS ArgumentSearch_Delete AFTER DELETE ON Arguments
          BEGIN DELETE FROM ArgumentSearch WHERE rowid = old.Id; END;
        """;

    private static readonly string[] All = ["ArgumentSearch", "ArgumentSearch_Insert", "ArgumentSearch_Update", "ArgumentSearch_Delete"];

    private const string Find = """
        SELECT a.Id FROM ArgumentSearch JOIN Arguments a ON a.Id = ArgumentSearch.rowid
        WHERE ArgumentSearch MATCH $words AND a.ForecastId = $forecast AND a.HiddenAt IS NULL ORDER BY bm25(ArgumentSearch), a.Id LIMIT $most
        """;

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
            var there = await CountAsync(db, All[..1], stop) > 0;
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
    public static async Task<List<long>> FindAsync(TextakDb db, long forecastId, IReadOnlyCollection<string> words, int most, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            await using var find = Command(db, Find, ("$words", string.Join(" OR ", words.Select(word => $"\"{word}\""))), ("$forecast", forecastId), ("$most", most));
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
