using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Data.Sqlite;
using Textak.Web.Data.SqlServer;

namespace Textak.Tests.Estimates;

/// <summary>A site whose commits can be made to fail, before or after they are done, and in which something may happen before it reads.</summary>
public sealed class CommittingSite : BusySite
{
    public CommittingSite() => Settings["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Transaction"] = "None";

    public Action? Committing { get; set; }
    public Action? Committed { get; set; }

    /// <summary>What is to happen first; it is given what is about to be read.</summary>
    public Func<string, Task>? Reading { get; set; }

    /// <summary>Whether a transaction that ended in an <see cref="AnswerLost"/> is tried again, on SQLite too.</summary>
    public bool TriesAgain { get; init; }

    protected override void Configure(IWebHostBuilder host)
    {
        var (commits, reads) = (new Watch(this), new Before(this));
        host.ConfigureServices(services => services
            .ConfigureDbContext<SqliteTextakDb>(options => (TriesAgain ? options.UseSqlite(lite => lite.ExecutionStrategy(on => new Again(on))) : options).AddInterceptors(commits, reads))
            .ConfigureDbContext<SqlServerTextakDb>(options => (TriesAgain ? options.UseSqlServer(server => server.ExecutionStrategy(on => new Again(on))) : options).AddInterceptors(commits, reads)));
    }

    /// <summary>It was committed, and nobody heard so.</summary>
    public sealed class AnswerLost : Exception;

    private sealed class Again(ExecutionStrategyDependencies on) : ExecutionStrategy(on, maxRetryCount: 2, maxRetryDelay: TimeSpan.Zero)
    {
        protected override bool ShouldRetryOn(Exception exception) => exception is AnswerLost;
    }

    private sealed class Watch(CommittingSite site) : DbTransactionInterceptor
    {
        public override ValueTask<InterceptionResult> TransactionCommittingAsync(
            DbTransaction transaction, TransactionEventData eventData, InterceptionResult result, CancellationToken cancellationToken = default)
        {
            site.Committing?.Invoke();
            return new(result);
        }

        public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
        {
            site.Committed?.Invoke();
            return Task.CompletedTask;
        }
    }

    private sealed class Before(CommittingSite site) : DbCommandInterceptor
    {
        public override async ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            if (site.Reading is { } first) await first(command.CommandText);
            return result;
        }
    }
}
