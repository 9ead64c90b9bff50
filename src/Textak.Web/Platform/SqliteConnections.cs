using System.Data.Common;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Textak.Web.Platform;

/// <summary>
/// How connections to SQLite are made and opened, which each command and each question does. SQLite itself waits for the write lock of another
/// process, in steps of a few milliseconds; the driver, left alone, asks again after 150. Within one process writers queue before they come here.
/// </summary>
internal sealed class SqliteConnections : DbConnectionInterceptor
{
    // A connection that the driver's pool opens again still waits
    private readonly ConditionalWeakTable<object, object> known = [];

    public static SqliteConnections Instance { get; } = new();

    // EF Core has added a dozen functions, for decimals and regular expressions, that the driver would register each time it opens. No question of ours asks for them
    public override DbConnection ConnectionCreated(ConnectionCreatedEventData eventData, DbConnection result)
    {
        using (result) return new SqliteConnection(result.ConnectionString);
    }

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        var handle = ((SqliteConnection)connection).Handle!;
        if (known.TryGetValue(handle, out _)) return;
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000";
        command.ExecuteNonQuery();
        known.AddOrUpdate(handle, known);
    }

    // Not to be given up halfway; the driver never waits for anything here
    public override Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        ConnectionOpened(connection, eventData);
        return Task.CompletedTask;
    }
}
