using System.Globalization;
using System.Text;
using Microsoft.Data.Sqlite;

namespace Textak.Bench.World;

/// <summary>
/// Makes thousands of boards full of arguments and estimates out of one that the program made, while it doesn't run. Words are as common as
/// in any language, the n-th one 1/n times as much as the first: some stand everywhere, most nearly nowhere.
/// </summary>
internal static class Thousands
{
    public const int Boards = 5_000, Arguments = 200_000, Points = 100_000;
    private const int Vocabulary = 30_000, Seed = 20261126;
    private const long Day = TimeSpan.TicksPerDay;

    /// <summary>A word by how common it is, from 0 on.</summary>
    public static string Word(int rank) => string.Create(CultureInfo.InvariantCulture, $"{Syllable(rank)}{Syllable(rank / 40)}{Syllable(rank / 1600)}{(rank < 40 ? "" : "n")}");

    /// <param name="template">A board with one argument and one estimate.</param>
    public static async Task FillAsync(string directory, string template, DateTimeOffset now)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "textak.db")};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        var random = new Random(Seed);
        var tables = new Dictionary<string, SqliteCommand>(StringComparer.Ordinal);
        var (forecast, next) = (await OneAsync(connection, "SELECT Id FROM Forecasts WHERE Slug = $slug", template), await OneAsync(connection, "SELECT MAX(Id) + 1 FROM Forecasts", template));
        var argument = await OneAsync(connection, "SELECT MAX(Id) + 1 FROM Arguments", template);
        for (var board = 0; board < Boards; board++)
        {
            var id = next + board;
            var (seq, opened) = (1L, now.UtcTicks - (1 + random.NextInt64(400)) * Day);
            // From one to twice as many as there are on average
            var (posted, moved) = (1 + 2 * Arguments / Boards * board / Boards, Points / Boards);
            string[] categories = ["Models", "Industry", "Work", "Policy", "Healthcare", "Research"];
            var last = now.UtcTicks - random.NextInt64(Math.Min(now.UtcTicks - opened, 40 * Day));
            var history = Enumerable.Range(0, moved).Select(i => (At: opened + (last - opened) * (i + 1) / moved, P: Math.Round(0.02 + 0.96 * random.NextDouble(), 3))).ToList();
            await CopyAsync(connection, tables, "Forecasts", $"t.Id = {forecast}", new()
            {
                ["Id"] = id, ["Slug"] = $"thousand-{board}", ["Title"] = $"Will {Text(random, 7)} come true?", ["Thesis"] = Text(random, 12), ["Criteria"] = Text(random, 60),
                ["Category"] = categories[board % categories.Length], ["Horizon"] = now.AddDays(30 + random.Next(1500)).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), ["OpenedAt"] = opened,
                ["Status"] = board % 10 == 9 ? "Locked" : "Open", ["Shelf"] = board % 10 == 9 ? 2 : 1, ["LockedAt"] = board % 10 == 9 ? last : DBNull.Value, ["Confidence"] = board % 3 == 0 ? "Moderate" : "Low",
                ["LastSeq"] = 1 + posted + moved, ["Argued"] = posted, ["ForCount"] = posted / 2, ["AgainstCount"] = posted - posted / 2, ["Contention"] = 60 * random.NextDouble(),
                ["Probability"] = history[^1].P, ["MovedAt"] = history[^1].At, ["MovedFrom"] = history[^2].P,
            });
            await EventAsync("Opened", opened, DBNull.Value);
            for (var i = 0; i < posted; i++, argument++)
            {
                seq++;
                await CopyAsync(connection, tables, "Arguments", $"t.ForecastId = {forecast}", new()
                {
                    ["Id"] = argument, ["ForecastId"] = id, ["Seq"] = seq, ["Side"] = i % 2 == 0 ? "For" : "Against", ["Text"] = Text(random, 30), ["PostedAt"] = opened + i,
                });
                await EventAsync("ArgumentPosted", opened + i, argument);
            }
            foreach (var (at, p) in history)
            {
                seq++;
                await EventAsync("EstimateReaffirmed", at, DBNull.Value);
                await CopyAsync(connection, tables, "Points", $"t.ForecastId = {forecast}", new() { ["ForecastId"] = id, ["Seq"] = seq, ["At"] = at, ["Probability"] = p });
            }

            async Task EventAsync(string kind, long at, object about) => await CopyAsync(connection, tables, "Events", $"t.ForecastId = {forecast} AND t.Seq = 1", new()
            {
                ["ForecastId"] = id, ["Seq"] = seq, ["Kind"] = kind, ["At"] = at, ["ArgumentId"] = about,
                ["CommandId"] = string.Create(CultureInfo.InvariantCulture, $"{seq:X8}-0000-4000-8000-{id:X12}"),
            });
        }
        await transaction.CommitAsync();
        foreach (var command in tables.Values) await command.DisposeAsync();
    }

    private static string Text(Random random, int words)
    {
        var text = new StringBuilder();
        // By the integral of 1/n
        for (var i = 0; i < words; i++) text.Append(i == 0 ? "" : " ").Append(Word((int)Math.Pow(Vocabulary, random.NextDouble()) - 1));
        return text.ToString();
    }

    private static string Syllable(int number)
    {
        const string Consonants = "bdfgklmr", Vowels = "aeiou";
        number %= 40;
        return $"{Consonants[number / 5]}{Vowels[number % 5]}";
    }

    /// <summary>Copies one row, whatever columns its table has, with some of them set; each table's statement is made once.</summary>
    private static async Task CopyAsync(SqliteConnection connection, Dictionary<string, SqliteCommand> tables, string table, string where, Dictionary<string, object> set)
    {
        if (!tables.TryGetValue(table, out var copy))
        {
            tables.Add(table, copy = connection.CreateCommand());
            await using var about = connection.CreateCommand();
#pragma warning disable CA2100 // put together from the names of our own tables and columns
            about.CommandText = $"SELECT name FROM pragma_table_info('{table}')";
            await using var rows = await about.ExecuteReaderAsync();
            List<string> columns = [];
            while (await rows.ReadAsync()) columns.Add(rows.GetString(0));
            copy.CommandText = $"INSERT INTO {table} ({string.Join(", ", columns)}) SELECT {string.Join(", ", columns.Select(column => set.ContainsKey(column) ? $"${column}" : $"t.{column}"))} FROM {table} t WHERE {where} LIMIT 1";
#pragma warning restore CA2100
            foreach (var name in set.Keys) copy.Parameters.Add(new($"${name}", null));
        }
        foreach (var (name, value) in set) copy.Parameters[$"${name}"].Value = value;
        if (await copy.ExecuteNonQueryAsync() != 1) throw new InvalidDataException($"There is no row of {table} to copy.");
    }

    private static async Task<long> OneAsync(SqliteConnection connection, string statement, string slug)
    {
        await using var command = connection.CreateCommand();
#pragma warning disable CA2100 // a constant of this class
        command.CommandText = statement;
#pragma warning restore CA2100
        command.Parameters.AddWithValue("$slug", slug);
        return Convert.ToInt64(await command.ExecuteScalarAsync(), CultureInfo.InvariantCulture);
    }
}
