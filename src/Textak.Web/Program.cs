using Textak.Web.Features.Accounts;
using Textak.Web.Features.Api;
using Textak.Web.Features.Atom;
using Textak.Web.Features.Files;
using Textak.Web.Features.Forecasts.Import;
using Textak.Web.Features.Live;
using Textak.Web.Features.Notices;
using Textak.Web.Features.Pictures;
using Textak.Web.Features.Sitemap;
using Textak.Web.Features.Tokens;
using Textak.Web.Features.Webhooks;
using Textak.Web.Features.Wire;
using Textak.Web.Platform;

try
{
    Buffers.KeepThousands();
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
    builder.AddTokens();
    builder.AddLive();
    builder.AddWire();
    builder.AddNotices();
    builder.AddReaderCache();
    builder.AddAtom();
    builder.AddFiles();
    builder.AddPictures();
    builder.AddWebhooks();
    builder.AddApi();
    builder.Services.AddRazorPages(pages => pages.RootDirectory = "/Features").AddMvcOptions(mvc => mvc.Filters.Add<KnownHandlers>());

    await using var app = builder.Build();
    if (await app.RunVerbAsync(args) is { } exitCode) return exitCode;
    // What the database takes has nothing to do with what the pages take: each has a core
    var ready = Task.Run(() => PrepareAsync(app.Services));
    app.UseTelemetry();
    app.UseHealth();
    app.UseShield();
    app.UseLeaving();
    app.UseAdmission();
    app.UseAuthorization();
    app.UseReaderCache();
    app.MapStaticAssets();
    app.MapRazorPages().WithStaticAssets();
    app.MapLive();
    app.MapAtom();
    app.MapPictures();
    app.MapFiles();
    app.MapSitemap();
    app.MapApi();
    // The table of all of these, which the first to ask would wait for
    _ = app.Services.GetRequiredService<EndpointDataSource>().Endpoints;
    await ready;
    await app.RunAsync();
    return 0;
}
catch (Exception e) when (StartProblem.Describe(e) is { } problem)
{
    await Console.Error.WriteLineAsync($"textak: {problem}");
    return 1;
}

static async Task PrepareAsync(IServiceProvider services)
{
    await services.PrepareDatabaseAsync();
    services.PrepareKeys();
    await services.PrepareAccountsAsync();
    await services.LoadSeedsAsync();
}
