using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using Textak.Web.Data;
using Textak.Web.Data.Sqlite;
using Textak.Web.Data.SqlServer;

namespace Textak.Tests.Data;

/// <summary>Both databases have the tables that the entities ask for.</summary>
public sealed class Migrations
{
    [Fact]
    public void Nobody_forgot_a_migration()
    {
        using var sqlite = Sqlite();
        using var server = SqlServer();
        sqlite.Database.HasPendingModelChanges().ShouldBeFalse("add one with infra/migration.sh NAME");
        server.Database.HasPendingModelChanges().ShouldBeFalse("add one with infra/migration.sh NAME");
    }

    [Theory]
    [InlineData(MigrationsSqlGenerationOptions.Script)]
    [InlineData(MigrationsSqlGenerationOptions.Script | MigrationsSqlGenerationOptions.Idempotent)]
    public void SQL_Server_can_read_the_script(MigrationsSqlGenerationOptions options)
    {
        using var db = SqlServer();
        var script = db.GetService<IMigrator>().GenerateScript(options: options);
        script.ShouldContain("CREATE TABLE");
        TSql.Faults(script).ShouldBeEmpty();
    }

    [Fact]
    public void The_parser_would_find_a_fault() => TSql.Faults("CREATE TABEL x (y int);").ShouldNotBeEmpty();

    private static TextakDb Sqlite() => new SqliteTextakDb(new DbContextOptionsBuilder<SqliteTextakDb>().UseSqlite("Data Source=:memory:").Options);

    private static TextakDb SqlServer() => new SqlServerTextakDb(new DbContextOptionsBuilder<SqlServerTextakDb>()
        .UseSqlServer("Server=none;Database=textak", server => server.UseCompatibilityLevel(150)).Options);
}
