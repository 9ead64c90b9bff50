using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace Textak.Web.Platform;

/// <summary>What a database's error means, whichever database it is. Told by numbers, never by the words of a message.</summary>
public static class DatabaseProblem
{
    /// <summary>A row with the same unique key is there already.</summary>
    public static bool IsDuplicate(this DbUpdateException e) => e.InnerException switch
    {
        // A unique index, a unique constraint
        SqlException sql => sql.Number is 2601 or 2627,
        // A unique index, a primary key, a rowid
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 2067 or 1555 or 2579,
        _ => false,
    };

    /// <summary>The database can't be reached, or can't work just now; the same request may well succeed later.</summary>
    public static bool IsAway(Exception? e) => e switch
    {
        null => false,
        RetryLimitExceededException or TimeoutException => true,
        // Busy, locked, I/O error, disk full, can't open
        SqliteException sqlite => sqlite.SqliteErrorCode is 5 or 6 or 10 or 13 or 14,
        // From 20 on the connection is gone; -2 is a timeout; chosen as deadlock victim; no such database, no entrance
        SqlException sql => sql.Class >= 20 || sql.IsTransient || sql.Number is -2 or 1205 or 4060 or 18456,
        // No connection to be had from the pool in time
        InvalidOperationException { Source: "Microsoft.Data.SqlClient" or "Core Microsoft SqlClient Data Provider" } => true,
        _ => IsAway(e.InnerException),
    };
}
