using Textak.Web.Features.Accounts;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Live;
using Textak.Web.Platform;

try
{
    Culture.UseInvariant();
    var builder = Verbs.CreateBuilder(args);
    builder.Services.AddSingleton(TimeProvider.System);
    builder.SayStartProblemsOnce();
    builder.RefuseUnknownSettings();
    builder.AddNode();
    builder.AddTelemetry();
    builder.AddHealth();
    builder.AddShield();
    builder.AddDatabase();
    builder.AddKeys();
    builder.AddAccounts();
    builder.AddLive();
    builder.AddReaderCache();
    builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Features").AddMvcOptions(mvc => mvc.Filters.Add<KnownHandlers>());

    var app = builder.Build();
    app.UseTelemetry();
    app.UseHealth();
    app.UseShield();
    app.UseLeaving();
    app.UseAuthorization();
    app.UseReaderCache();
    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets();
    app.MapLive();
    if (await app.RunVerbAsync(args) is { } exitCode) return exitCode;
    await app.Services.PrepareDatabaseAsync();
    app.Services.PrepareKeys();
    await app.Services.PrepareAccountsAsync();
    await app.Services.LoadSeedsAsync();
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartProblem.Describe(e) is { } problem)
{
    await Console.Error.WriteLineAsync($"textak: {problem}");
    return 1;
}
