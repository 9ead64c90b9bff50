using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Textak.Web.Data.Sqlite;
using Textak.Web.Data.SqlServer;

namespace Textak.Tests;

/// <summary>What several sites change about the program under test.</summary>
internal static class SiteServices
{
    /// <summary>Puts something between the program and its database, whichever that is.</summary>
    public static IServiceCollection Intercept(this IServiceCollection services, IInterceptor with) => services
        .ConfigureDbContext<SqliteTextakDb>(options => options.AddInterceptors(with)).ConfigureDbContext<SqlServerTextakDb>(options => options.AddInterceptors(with));

    /// <summary>Lets what works of itself work only when a test asks for it: what it says depends on when it does, and another round of it would act beside the test.</summary>
    public static void Rest<TService>(this IServiceCollection services) where TService : IHostedService =>
        services.Remove(services.Single(s => s.ServiceType == typeof(IHostedService) && s.ImplementationFactory?.Method.ReturnType == typeof(TService)));
}
