using Microsoft.EntityFrameworkCore;

namespace Textak.Web.Data.SqlServer;

/// <summary>Production.</summary>
public sealed class SqlServerTextakDb(DbContextOptions<SqlServerTextakDb> options) : TextakDb(options)
{
    protected override void ConfigureConventions(ModelConfigurationBuilder conventions)
    {
        base.ConfigureConventions(conventions);
        // Microseconds, as BoardLog hands them out
        conventions.Properties<DateTimeOffset>().HavePrecision(6);
    }
}
