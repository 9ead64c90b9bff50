using Textak.Web.Data;
using Textak.Web.Features.Accounts;
using Textak.Web.Features.Audit;
using Textak.Web.Features.Forecasts.Import;

namespace Textak.Web.Platform;

/// <summary>What the program does instead of serving: <c>dotnet run --project src/Textak.Web -- VERB ...</c>.</summary>
public static class Verbs
{
    private static readonly Verb[] All =
    [
        new("migrate", "migrate", MigrateAsync),
        new("import", ImportVerb.Usage, ImportVerb.RunAsync),
        new("users", UserVerbs.Usage, UserVerbs.RunAsync),
        new("audit", AuditVerb.Usage, AuditVerb.RunAsync),
    ];

    /// <summary>Does what the arguments ask for, if they hold a verb.</summary>
    /// <returns>The exit code, 2 for wrong usage; null when there is no verb, and the program is to serve.</returns>
    public static async Task<int?> RunVerbAsync(this WebApplication app, string[] args)
    {
        if (Split(args).Words is not [var name, .. var rest]) return null;
        try
        {
            var verb = Array.Find(All, verb => verb.Name == name) ?? throw new WrongUsage($"There is no verb \"{name}\".", Usage);
            return await verb.RunAsync(app.Services, rest);
        }
        catch (WrongUsage wrong)
        {
            await Console.Error.WriteLineAsync($"textak: {wrong.Message} Usage: {wrong.Usage}");
            return 2;
        }
    }

    private static string Usage => string.Join(" | ", All.Select(verb => verb.Usage));

    private static async Task<int> MigrateAsync(IServiceProvider services, IReadOnlyList<string> words)
    {
        if (words.Count > 0) throw new WrongUsage("migrate takes nothing more.", "migrate");
        await services.MigrateAsync();
        services.PrepareKeys();
        await services.PrepareAccountsAsync();
        await services.LoadSeedsAsync();
        await using var scope = services.CreateAsyncScope();
        foreach (var advice in await scope.ServiceProvider.GetRequiredService<TextakDb>().AdviseAsync()) await Console.Out.WriteLineAsync($"Advice: {advice}");
        return 0;
    }

    /// <summary>
    /// Starts the program's builder on the settings among the arguments: what begins with --, and the argument after it
    /// unless a = brought the value along. The rest is the verb's; the configuration would take a path for a setting.
    /// </summary>
    public static WebApplicationBuilder CreateBuilder(string[] args)
    {
        var (words, settings) = Split(args);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = [.. settings],
            // Wherever it is called from, it finds its own files
            ContentRootPath = File.Exists("appsettings.json") ? null : AppContext.BaseDirectory,
        });
        // Scripts and styles lie elsewhere until the program is published
        builder.WebHost.UseStaticWebAssets();
        // A verb says what it has to say by itself
        if (words.Count > 0) builder.Logging.ClearProviders();
        return builder;
    }

    private static (List<string> Words, List<string> Settings) Split(string[] args)
    {
        var (words, settings) = (new List<string>(), new List<string>());
        for (var i = 0; i < args.Length; i++)
        {
            var isSetting = args[i].StartsWith("--", StringComparison.Ordinal);
            (isSetting ? settings : words).Add(args[i]);
            if (isSetting && !args[i].Contains('=', StringComparison.Ordinal) && i + 1 < args.Length) settings.Add(args[++i]);
        }
        return (words, settings);
    }

    private sealed record Verb(string Name, string Usage, Func<IServiceProvider, IReadOnlyList<string>, Task<int>> RunAsync);
}

/// <summary>A verb was called in a way that it doesn't know.</summary>
public sealed class WrongUsage(string message, string usage) : Exception(message)
{
    /// <summary>How it is called rightly.</summary>
    public string Usage => usage;
}
