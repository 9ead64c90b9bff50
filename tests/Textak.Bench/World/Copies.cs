using Microsoft.Data.Sqlite;

namespace Textak.Bench.World;

/// <summary>Fills a board's database past the program, while that doesn't run: rows are copies of one that the program wrote, with what tells them apart.</summary>
internal sealed class Copies : IAsyncDisposable
{
    private readonly SqliteConnection connection;
    private readonly string slug;
    private SqliteTransaction? transaction;

    private Copies(SqliteConnection connection, string slug) => (this.connection, this.slug) = (connection, slug);

    public static async Task<Copies> OpenAsync(string directory, string slug)
    {
        var copies = new Copies(new($"Data Source={Path.Combine(directory, "textak.db")};Pooling=False"), slug);
        await copies.connection.OpenAsync();
        copies.transaction = copies.connection.BeginTransaction();
        return copies;
    }

    /// <summary>Copies a row so many times, whatever columns its table has. In what is set n.i counts from 1, t is the row, and f the forecast.</summary>
    public async Task CopyAsync(string table, string where, int count, Dictionary<string, string> set)
    {
        var columns = await ColumnsAsync(table);
        await OneAsync($"""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < $count)
            INSERT INTO {table} ({string.Join(", ", columns)})
            SELECT {string.Join(", ", columns.Select(column => set.GetValueOrDefault(column, $"t.{column}")))}
            FROM n CROSS JOIN Forecasts f JOIN {table} t{(table == "AspNetUsers" ? "" : " ON t.ForecastId = f.Id")} WHERE f.Slug = $slug AND {where} ORDER BY n.i
            """, count);
    }

    /// <summary>Runs a statement that may name $slug and $count.</summary>
    /// <returns>Its first value.</returns>
    public async Task<object?> OneAsync(string statement, int count = 0)
    {
        await using var command = Command(statement, count);
        return await command.ExecuteScalarAsync();
    }

    public Task CommitAsync() => transaction!.CommitAsync();

    public async ValueTask DisposeAsync()
    {
        if (transaction is not null) await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }

    private async Task<List<string>> ColumnsAsync(string table)
    {
        await using var command = Command($"SELECT name FROM pragma_table_info('{table}')", 0);
        await using var rows = await command.ExecuteReaderAsync();
        List<string> columns = [];
        while (await rows.ReadAsync()) columns.Add(rows.GetString(0));
        return columns;
    }

    private SqliteCommand Command(string statement, int count)
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
