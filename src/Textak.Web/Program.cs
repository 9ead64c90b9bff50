using Textak.Web.Features.Accounts;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

try
{
    var builder = WebApplication.CreateBuilder(args);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.AddDatabase();
    builder.AddAccounts();
    builder.AddLive();
    builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Features");

    var app = builder.Build();
    app.UseAuthentication();
    app.UseAuthorization();
    app.MapStaticAssets();
    app.MapRazorPages();
    app.MapLive();
    await app.Services.MigrateAsync();
    await app.RunAsync();
    return 0;
}
catch (ConfigurationProblem problem)
{
    await Console.Error.WriteLineAsync($"textak: {problem.Message}");
    return 1;
}
