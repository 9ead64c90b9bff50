using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Platform;

namespace Textak.Tests.Data;

/// <summary>The embedded database is set so that what was acknowledged survives a power cut.</summary>
public sealed class SqliteDatabase(Site site) : IClassFixture<Site>
{
    [Theory]
    [InlineData("journal_mode", "wal")]
    [InlineData("synchronous", "2")] // FULL
    [InlineData("foreign_keys", "1")]
    public async Task Runs_as_it_should(string pragma, string value) => (await site.ReadAsync(db => PragmaAsync(db, pragma))).ShouldBe(value);

    [Fact]
    public async Task A_duplicate_is_told_from_other_violations()
    {
        var duplicate = await FailureAsync(db => db.Users.AddRange(
            new Account { UserName = "Ada", NormalizedUserName = "ADA" }, new Account { UserName = "ada", NormalizedUserName = "ADA" }));
        DatabaseProblem.IsDuplicate(duplicate).ShouldBeTrue();

        var stray = await FailureAsync(db => db.StrengthVotes.Add(new() { ForecastId = -1, Seq = -1, AccountId = -1, ArgumentId = -1, Stars = 1 }));
        stray.InnerException.ShouldBeOfType<SqliteException>().SqliteErrorCode.ShouldBe(19);
        DatabaseProblem.IsDuplicate(stray).ShouldBeFalse("a missing row is something else");
    }

    private Task<DbUpdateException> FailureAsync(Action<TextakDb> change) => site.ReadAsync(async db =>
    {
        change(db);
        return await Should.ThrowAsync<DbUpdateException>(() => db.SaveChangesAsync());
    });

    private static async Task<string?> PragmaAsync(TextakDb db, string name)
    {
        Assert.SkipUnless(db.Database.IsSqlite(), "The suite runs on SQL Server.");
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
#pragma warning disable CA2100 // a name from the list above
        command.CommandText = $"PRAGMA {name}";
#pragma warning restore CA2100
        return (await command.ExecuteScalarAsync())?.ToString();
    }
}
