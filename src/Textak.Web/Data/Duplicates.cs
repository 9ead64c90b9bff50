using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Textak.Web.Data;

public static class Duplicates
{
    /// <summary>Whether the database refused because something unique is there already.</summary>
    public static bool IsDuplicate(this DbUpdateException e) => e.InnerException switch
    {
        // 2601 is a unique index, 2627 a unique constraint
        SqlException sql => sql.Number is 2601 or 2627,
        // One code for every constraint; the extended ones say which: a primary key, a unique index, a rowid
        SqliteException sqlite => sqlite.SqliteExtendedErrorCode is 1555 or 2067 or 2579,
        _ => false,
    };
}
