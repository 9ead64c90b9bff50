using Microsoft.Extensions.DependencyInjection;
using Textak.Tests.Data;
using Textak.Web.Data.Sqlite;

namespace Textak.Tests;

public partial class Site
{
    static partial void OnEachSite(IServiceCollection services) =>
        services.ConfigureDbContext<SqliteTextakDb>(options => options.AddInterceptors(Rehearsal.Instance));
}
