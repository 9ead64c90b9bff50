using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Textak.Bench.World;

/// <summary>
/// Makes a board as full as years of people would: each with an account and an estimate of their own, in the order of the log. The
/// rows are copies of one that the program wrote, whatever columns it has, with what tells them apart.
/// </summary>
internal static class Crowding
{
    private const string Template = "f.Slug = $slug AND t.Seq = f.LastSeq";

    /// <summary>Adds so many estimates to a board whose newest event is an estimate, while the program doesn't run.</summary>
    public static async Task FillAsync(string directory, string slug, int count)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(directory, "textak.db")};Pooling=False");
        await connection.OpenAsync();
        await using var transaction = connection.BeginTransaction();
        var first = Convert.ToInt64(await OneAsync("SELECT MAX(Id) FROM AspNetUsers"), CultureInfo.InvariantCulture);
        var (account, seq) = (string.Create(CultureInfo.InvariantCulture, $"{first} + n.i"), "f.LastSeq + n.i");
        await CopyAsync("AspNetUsers", "t.Id = (SELECT MAX(Id) FROM AspNetUsers)", new()
        {
            ["Id"] = account, ["UserName"] = $"'Crowd ' || ({account})", ["NormalizedUserName"] = $"'CROWD ' || ({account})", ["Email"] = "NULL", ["NormalizedEmail"] = "NULL",
        });
        await CopyAsync("Events", Template, new() { ["Seq"] = seq, ["ById"] = account, ["CommandId"] = "printf('%08X-0000-4000-8000-000000000000', n.i)" });
        await CopyAsync("Estimates", Template, new() { ["Seq"] = seq, ["AccountId"] = account, ["Percent"] = "1 + n.i * 37 % 99", ["Before"] = "NULL", ["EndSeq"] = "NULL" });
        await CopyAsync("Points", Template, new() { ["Seq"] = seq, ["Estimates"] = "t.Estimates + n.i" });
        await OneAsync("UPDATE Forecasts SET LastSeq = LastSeq + $count, Estimates = Estimates + $count WHERE Slug = $slug RETURNING 1");
        await transaction.CommitAsync();

        async Task CopyAsync(string table, string where, Dictionary<string, string> set)
        {
            var columns = await ColumnsAsync(table);
            await OneAsync($"""
                WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
                INSERT INTO {table} ({string.Join(", ", columns)})
                SELECT {string.Join(", ", columns.Select(column => set.GetValueOrDefault(column, $"t.{column}")))}
                FROM n CROSS JOIN Forecasts f JOIN {table} t{(table == "AspNetUsers" ? "" : " ON t.ForecastId = f.Id")} WHERE f.Slug = $slug AND {where} ORDER BY n.i
                """);
        }

        async Task<List<string>> ColumnsAsync(string table)
        {
            await using var command = Command($"SELECT name FROM pragma_table_info('{table}')");
            await using var rows = await command.ExecuteReaderAsync();
            List<string> columns = [];
            while (await rows.ReadAsync()) columns.Add(rows.GetString(0));
            return columns;
        }

        async Task<object?> OneAsync(string statement)
        {
            await using var command = Command(statement);
            return await command.ExecuteScalarAsync();
        }

        SqliteCommand Command(string statement)
        {
            var command = connection.CreateCommand();
#pragma warning disable CA2100 // put together from the names of our own tables and columns
            command.CommandText = statement;
#pragma warning restore CA2100
            command.Transaction = transaction;
            command.CommandTimeout = 300;
            command.Parameters.AddWithValue("$slug", slug);
            command.Parameters.AddWithValue("$count", count);
            return command;
        }
    }
}
