using System.Data;
using System.Data.Common;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;

namespace Textak.Web.Platform;

/// <summary>Reads the database as it is at one moment, however long that takes, and keeps nobody from writing meanwhile.</summary>
public static class Snapshot
{
    // "Snapshot isolation is not allowed in this database"
    private const int NotAllowed = 3952;

    /// <summary>Does the reading. It is not repeated, not even where the connection breaks: what was read may have been sent already.</summary>
    /// <exception cref="BadHttpRequestException">SQL Server was not told to allow it: <c>ALLOW_SNAPSHOT_ISOLATION</c>.</exception>
    public static async Task ReadAtOnceAsync(this TextakDb db, Func<Task> read, CancellationToken stop)
    {
        var begun = false;
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            if (begun) throw new InvalidOperationException("The connection broke in the midst of a reading.");
            await db.Database.OpenConnectionAsync(stop);
            try
            {
                await using var transaction = await BeginAsync(db.Database.GetDbConnection(), stop);
                await using var used = await db.Database.UseTransactionAsync(transaction, stop);
                begun = true;
                await read();
            }
            catch (SqlException e) when (e.Number == NotAllowed)
            {
                throw new BadHttpRequestException("ALLOW_SNAPSHOT_ISOLATION is off", StatusCodes.Status503ServiceUnavailable, e);
            }
            finally
            {
                await LeaveAsync(db);
                await db.Database.CloseConnectionAsync();
            }
        });
    }

    // SQL Server keeps a connection's level when its transaction ends, and when it goes back into the pool: https://github.com/dotnet/SqlClient/issues/96
    private static async Task LeaveAsync(TextakDb db)
    {
        if (db.Database.IsSqlServer() && db.Database.GetDbConnection().State == ConnectionState.Open) await db.Database.ExecuteSqlRawAsync("SET TRANSACTION ISOLATION LEVEL READ COMMITTED");
    }

    // In SQLite whoever only reads takes no lock, and sees what was there when they read first
    private static ValueTask<DbTransaction> BeginAsync(DbConnection connection, CancellationToken stop) => connection is SqliteConnection sqlite
        ? new(sqlite.BeginTransaction(deferred: true)) : connection.BeginTransactionAsync(IsolationLevel.Snapshot, stop);
}
