using System.Data;
using System.Data.Common;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.EntityFrameworkCore.Update;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Textak.Web.Data;
using Textak.Web.Data.SqlServer;
using Textak.Web.Platform;

namespace Textak.Tests.Data;

/// <summary>
/// The product's own context for SQL Server, set as the product sets it, in front of a server that isn't there: what would
/// be sent is written down instead, and every table is empty, unless it is told what to answer.
/// </summary>
internal sealed class NoServer
{
    private readonly Lock turn = new();
    private readonly Secretary secretary;

    /// <param name="maxBatchSize">The setting <c>Database:SqlServer:MaxBatchSize</c>.</param>
    /// <param name="answer">The rows that every question is answered with; by default there are none.</param>
    public NoServer(string maxBatchSize, DataTable? answer = null)
    {
        // No rows, in as many columns as anybody may ask for
        secretary = new(answer ?? Columns(200));
        var builder = WebApplication.CreateBuilder(["--Database:Provider=SqlServer", "--ConnectionStrings:Textak=Server=none;Database=textak",
            $"--Database:SqlServer:MaxBatchSize={maxBatchSize}"]);
        builder.Logging.ClearProviders();
        builder.AddDatabase();
        builder.Services.ConfigureDbContext<SqlServerTextakDb>(options => options
            .AddInterceptors(secretary, new ClosedDoor()).ReplaceService<IBatchExecutor, OneByOne>());
        Services = builder.Services.BuildServiceProvider();
    }

    public IServiceProvider Services { get; }

    /// <summary>The texts of the commands that some work would send. What it does with the emptiness that it finds is its own affair.</summary>
    /// <exception cref="InvalidOperationException">It can't be said in T-SQL.</exception>
    public IReadOnlyList<string> Hear(Action<TextakDb> work)
    {
        using var scope = Services.CreateScope();
        using var db = scope.ServiceProvider.GetRequiredService<TextakDb>();
        lock (turn)
        {
            secretary.Heard.Clear();
            try
            {
                work(db);
            }
            // Of an empty table there is no single row
            catch (InvalidOperationException) when (secretary.Heard.Count > 0)
            {
            }
            return [.. secretary.Heard];
        }
    }

    private static DataTable Columns(int count)
    {
        var table = new DataTable();
        for (var i = 0; i < count; i++) table.Columns.Add();
        return table;
    }

    private sealed class Secretary(DataTable answer) : DbCommandInterceptor
    {
        public List<string> Heard { get; } = [];

        public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result)
        {
            Heard.Add(command.CommandText);
            return InterceptionResult<DbDataReader>.SuppressWithResult(answer.CreateDataReader());
        }

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) =>
            new(ReaderExecuting(command, eventData, result));

        public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result)
        {
            Heard.Add(command.CommandText);
            return InterceptionResult<int>.SuppressWithResult(0);
        }

        public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result)
        {
            Heard.Add(command.CommandText);
            return InterceptionResult<object>.SuppressWithResult(0);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) =>
            new(NonQueryExecuting(command, eventData, result));

        public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) =>
            new(ScalarExecuting(command, eventData, result));
    }

    private sealed class ClosedDoor : DbConnectionInterceptor
    {
        public override InterceptionResult ConnectionOpening(DbConnection connection, ConnectionEventData eventData, InterceptionResult result) =>
            InterceptionResult.Suppress();

        public override ValueTask<InterceptionResult> ConnectionOpeningAsync(
            DbConnection connection, ConnectionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default) =>
            new(InterceptionResult.Suppress());
    }

    // The rows that a batch asks back don't come: the next batch is heard all the same
    private sealed class OneByOne : IBatchExecutor
    {
        public int Execute(IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection)
        {
            foreach (var batch in commandBatches)
            {
                try
                {
                    batch.Execute(connection);
                }
                catch (DbUpdateException)
                {
                }
            }
            return 0;
        }

        public Task<int> ExecuteAsync(
            IEnumerable<ModificationCommandBatch> commandBatches, IRelationalConnection connection, CancellationToken cancellationToken = default) =>
            Task.FromResult(Execute(commandBatches, connection));
    }
}
