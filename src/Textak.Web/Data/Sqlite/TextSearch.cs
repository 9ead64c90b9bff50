using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Features.Arguments;
using Textak.Web.Features.Feed;

namespace Textak.Web.Data.Sqlite;

/// <summary>
/// The words of the questions, and of the arguments that everybody sees, in full-text indexes that SQLite keeps up by itself: what is hidden,
/// withdrawn or worded otherwise leaves them in the same transaction. They are no tables of the model, for nothing is in them that isn't in
/// the questions and arguments. A text of a language that writes no spaces is in a second one by its parts, or nothing but whole sentences of it
/// would be found. A row of an argument has its <see cref="ArgumentKey"/> as number, so that those of one board are beside each other, and whose
/// they are is known without looking.
/// </summary>
internal static class TextSearch
{
    // As Plain.IsUnspaced has it
    private const string Unspaced = "*[\u0E00-\u0EFF\u1000-\u109F\u1780-\u17FF\u3040-\u9FFF\uAC00-\uD7A3\uF900-\uFAFF\uFF66-\uFF9D]*";

    private const int PartLength = 3;

    private static readonly string[] Question = ["Title", "Thesis", "Criteria"];

    private static readonly Index[] Indexes =
    [
        new("ArgumentSearch", "Arguments", ["Text"], "({0}ForecastId << 32) | {0}Id", "{0}HiddenAt IS NULL", InParts: false),
        new("QuestionSearch", "Forecasts", Question, "{0}Id", "TRUE", InParts: false),
        new("ArgumentParts", "Arguments", ["Text"], "({0}ForecastId << 32) | {0}Id", $"{{0}}HiddenAt IS NULL AND {{0}}Text GLOB '{Unspaced}'", InParts: true),
        new("QuestionParts", "Forecasts", Question, "{0}Id", $"{{0}}Title || {{0}}Thesis || {{0}}Criteria GLOB '{Unspaced}'", InParts: true),
    ];

    internal const string Alike = """
        SELECT rowid FROM ArgumentSearch WHERE ArgumentSearch MATCH $words AND rowid BETWEEN $first AND $last ORDER BY bm25(ArgumentSearch), rowid LIMIT $most
        """;

    internal const string InArguments = "SELECT rowid FROM ArgumentSearch WHERE ArgumentSearch MATCH $words LIMIT $most";
    internal const string InQuestions = "SELECT rowid FROM QuestionSearch WHERE QuestionSearch MATCH $words";
    internal const string QuestionsAlike = "SELECT rowid FROM QuestionSearch WHERE QuestionSearch MATCH $words ORDER BY bm25(QuestionSearch), rowid LIMIT $most";
    internal const string InsideArguments = "SELECT rowid FROM ArgumentParts WHERE ArgumentParts MATCH $words LIMIT $most";
    internal const string InsideQuestions = "SELECT rowid FROM QuestionParts WHERE QuestionParts MATCH $words";

    // What is shorter than the three letters of a part is what a part begins with
    internal const string BrieflyInsideArguments = "SELECT DISTINCT doc FROM ArgumentParts_Terms WHERE term >= $word AND term < $word || char(1114111) LIMIT $most";
    internal const string BrieflyInsideQuestions = "SELECT DISTINCT doc FROM QuestionParts_Terms WHERE term >= $word AND term < $word || char(1114111) AND col GLOB $column";

    /// <summary>Makes it where it isn't there yet, with what there is.</summary>
    public static async Task EnsureAsync(TextakDb db, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            // Whoever has nothing to do waits for nobody who writes
            string[] all = [.. Indexes.SelectMany(index => index.Names)];
            if (await CountAsync(db, all, stop) == all.Length) return;
            await using var turn = Command(db, "BEGIN IMMEDIATE");
            await turn.ExecuteNonQueryAsync(stop);
            foreach (var index in Indexes)
            {
                var isThere = await CountAsync(db, index.Tables, stop) == index.Tables.Length;
                await using var make = Command(db, $"{(isThere ? "" : index.Make)} {index.Follow}");
                await make.ExecuteNonQueryAsync(stop);
            }
            await using var done = Command(db, "COMMIT");
            await done.ExecuteNonQueryAsync(stop);
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

    /// <summary>The arguments with a word of all boards, by their keys.</summary>
    /// <param name="most">How many at most; which of them is nobody's concern.</param>
    public static Task<List<long>> ArgumentsAsync(TextakDb db, string word, Match match, int most, CancellationToken stop) => match switch
    {
        Match.Inside when word.Length < PartLength => FindAsync(db, BrieflyInsideArguments, stop, ("$word", word), ("$most", most)),
        Match.Inside => FindAsync(db, InsideArguments, stop, ("$words", $"\"{word}\""), ("$most", most)),
        _ => FindAsync(db, InArguments, stop, ("$words", Term(word, match)), ("$most", most)),
    };

    /// <summary>The forecasts with such a word in title, thesis or criteria, or in the title alone.</summary>
    public static Task<List<long>> QuestionsAsync(TextakDb db, string word, Match match, bool inTitle, CancellationToken stop) => match switch
    {
        Match.Inside when word.Length < PartLength => FindAsync(db, BrieflyInsideQuestions, stop, ("$word", word), ("$column", inTitle ? "Title" : "*")),
        Match.Inside => FindAsync(db, InsideQuestions, stop, ("$words", $"{(inTitle ? "Title : " : "")}\"{word}\"")),
        _ => FindAsync(db, InQuestions, stop, ("$words", $"{(inTitle ? "Title : " : "")}{Term(word, match)}")),
    };

    /// <summary>The forecasts whose title and thesis have any word that begins with some, the best match first.</summary>
    /// <param name="beginnings">Letters and digits alone, at least one.</param>
    public static Task<List<long>> QuestionsAlikeAsync(TextakDb db, IReadOnlyCollection<string> beginnings, int most, CancellationToken stop) =>
        FindAsync(db, QuestionsAlike, stop, ("$words", $"{{Title Thesis}} : ({string.Join(" OR ", beginnings.Select(word => Term(word, Match.Beginning)))})"), ("$most", most));

    private static string Term(string word, Match match) => match is Match.Beginning ? $"\"{word}\"*" : $"\"{word}\"";

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

    /// <summary>A full-text index of some columns, and what keeps it up. <c>{0}</c> stands for the row that changes.</summary>
    /// <param name="InParts">Whether it is of all three letters that stand beside each other, and not of words.</param>
    private sealed record Index(string Name, string Table, string[] Columns, string Key, string If, bool InParts)
    {
        private string Listed => string.Join(", ", Columns);

        public string[] Tables => InParts ? [Name, $"{Name}_Terms"] : [Name];

        public string[] Names => [.. Tables, $"{Name}_Insert", $"{Name}_Update", $"{Name}_Delete"];

        public string Make => $"""
            DROP TABLE IF EXISTS {Name}_Terms; DROP TABLE IF EXISTS {Name};
            CREATE VIRTUAL TABLE {Name} USING fts5({Listed}, content='', contentless_delete=1, tokenize="{(InParts ? "trigram" : "unicode61 remove_diacritics 2")}");
            INSERT INTO {Name}(rowid, {Listed}) SELECT {Of("")};
            {(InParts ? $"CREATE VIRTUAL TABLE {Name}_Terms USING fts5vocab({Name}, instance);" : "")}
            """;

        // A migration that makes the table anew takes them away
        public string Follow => $"""
            CREATE TRIGGER IF NOT EXISTS {Name}_Insert AFTER INSERT ON {Table}
              BEGIN INSERT INTO {Name}(rowid, {Listed}) SELECT {Of("new.")}; END;
            CREATE TRIGGER IF NOT EXISTS {Name}_Update AFTER UPDATE OF {Listed}{(If.Contains("HiddenAt", StringComparison.Ordinal) ? ", HiddenAt" : "")} ON {Table}
              BEGIN DELETE FROM {Name} WHERE rowid = {At(Key, "old.")};
                INSERT INTO {Name}(rowid, {Listed}) SELECT {Of("new.")}; END;
            CREATE TRIGGER IF NOT EXISTS {Name}_Delete AFTER DELETE ON {Table}
              BEGIN DELETE FROM {Name} WHERE rowid = {At(Key, "old.")}; END;
            """;

        // The last letters of a text begin a part, too
        private string Of(string row) =>
            $"{At(Key, row)}, {string.Join(", ", Columns.Select(column => $"{row}{column}{(InParts ? " || '  '" : "")}"))}{(row.Length == 0 ? $" FROM {Table}" : "")} WHERE {At(If, row)}";

        private static string At(string text, string row) => text.Replace("{0}", row, StringComparison.Ordinal);
    }
}
