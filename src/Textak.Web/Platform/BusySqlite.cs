using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Textak.Web.Platform;

/// <summary>
/// Lets SQLite itself wait for the write lock of another process, in steps of a few milliseconds; the driver, left alone,
/// asks again after 150. Within one process writers queue before they come here.
/// </summary>
internal sealed class BusySqlite : DbConnectionInterceptor
{
    public static BusySqlite Instance { get; } = new();

    public override void ConnectionOpened(DbConnection connection, ConnectionEndEventData eventData)
    {
        using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000";
        command.ExecuteNonQuery();
    }

    public override async Task ConnectionOpenedAsync(DbConnection connection, ConnectionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = "PRAGMA busy_timeout = 5000";
        await command.ExecuteNonQueryAsync(cancellationToken);
    }
}
