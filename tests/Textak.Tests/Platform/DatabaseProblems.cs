using System.Reflection;
using Microsoft.Data.SqlClient;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Textak.Web.Platform;

namespace Textak.Tests.Platform;

public sealed class DatabaseProblems
{
    [Theory]
    [InlineData(2601, true)]
    [InlineData(2627, true)]
    [InlineData(547, false)] // a foreign key
    [InlineData(2628, false)] // truncated
    public void SQL_Server_calls_a_duplicate_by_two_numbers(int number, bool duplicate) =>
        DatabaseProblem.IsDuplicate(new DbUpdateException("", Server(number, severity: 14))).ShouldBe(duplicate);

    [Theory]
    [InlineData(53, 20, true)] // no route to it
    [InlineData(-2, 11, true)] // timeout
    [InlineData(1205, 13, true)] // deadlock victim
    [InlineData(4060, 11, true)] // no such database
    [InlineData(2627, 14, false)]
    [InlineData(102, 15, false)] // syntax
    public void SQL_Server_is_away(int number, byte severity, bool away) =>
        DatabaseProblem.IsAway(new DbUpdateException("", Server(number, severity))).ShouldBe(away);

    [Theory]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(14, true)]
    [InlineData(1, false)]
    [InlineData(19, false)]
    public void SQLite_is_away(int code, bool away) => DatabaseProblem.IsAway(new SqliteException("", code)).ShouldBe(away);

    [Fact]
    public void Retries_that_ran_out_mean_away() => DatabaseProblem.IsAway(new RetryLimitExceededException()).ShouldBeTrue();

    [Fact]
    public void A_fault_of_our_own_is_no_database_problem() => DatabaseProblem.IsAway(new InvalidOperationException("", new FormatException())).ShouldBeFalse();

    // The client makes these itself, and lets nobody else
    private static SqlException Server(int number, byte severity)
    {
        const BindingFlags hidden = BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static;
        var make = typeof(SqlError).GetConstructors(hidden).MinBy(c => c.GetParameters().Length)!;
        object?[] values = [.. make.GetParameters().Select(p => p.Name switch
        {
            "infoNumber" => number,
            "errorClass" => severity,
            _ => p.ParameterType.IsValueType ? Activator.CreateInstance(p.ParameterType) : p.ParameterType == typeof(string) ? "" : null,
        })];
        var errors = Activator.CreateInstance(typeof(SqlErrorCollection), nonPublic: true)!;
        typeof(SqlErrorCollection).GetMethod("Add", hidden)!.Invoke(errors, [make.Invoke(values)]);
        return (SqlException)typeof(SqlException).GetMethod("CreateException", hidden, [typeof(SqlErrorCollection), typeof(string)])!.Invoke(null, [errors, ""])!;
    }
}
