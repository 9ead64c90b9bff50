using System.Data.Common;
using Microsoft.AspNetCore.Hosting;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Data.Sqlite;
using Textak.Web.Data.SqlServer;

namespace Textak.Tests.Estimates;

/// <summary>A site whose commits can be made to fail, before or after they are done.</summary>
public sealed class CommittingSite : BusySite
{
    public CommittingSite() => Settings["Logging:LogLevel:Microsoft.EntityFrameworkCore.Database.Transaction"] = "None";

    public Action? Committing { get; set; }
    public Action? Committed { get; set; }

    protected override void Configure(IWebHostBuilder host)
    {
        base.Configure(host);
        var watch = new Watch(this);
        host.ConfigureServices(services => services
            .ConfigureDbContext<SqliteTextakDb>(options => options.AddInterceptors(watch))
            .ConfigureDbContext<SqlServerTextakDb>(options => options.AddInterceptors(watch)));
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
}
