using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Textak.Web.Data.Sqlite;

/// <summary>The embedded default.</summary>
public sealed class SqliteTextakDb(DbContextOptions<SqliteTextakDb> options) : TextakDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        // SQLite can neither order nor compare a DateTimeOffset
        conventions.Properties<DateTimeOffset>().HaveConversion<UtcTicks>();
    }

    // The model as code, of a published program, names it
    internal sealed class UtcTicks() : ValueConverter<DateTimeOffset, long>(at => at.UtcTicks, ticks => new(ticks, TimeSpan.Zero));
}
