using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary><c>import FILE...</c>: what a person calls to bring forecasts in.</summary>
public static class ImportVerb
{
    public const string Usage = "import FILE... [--Import:Category=CATEGORY]";

    /// <returns>0 when every file is in the database now, 1 when one could not be read.</returns>
    public static async Task<int> RunAsync(IServiceProvider services, IReadOnlyList<string> files)
    {
        if (files.Count == 0) throw new WrongUsage("import needs at least one file.", Usage);
        var category = Category(services.GetRequiredService<IConfiguration>()["Import:Category"]);
        await services.PrepareDatabaseAsync();

        var importer = services.GetRequiredService<Importer>();
        var failed = 0;
        foreach (var file in files)
        {
            var imported = await importer.ImportAsync(Found(file), category);
            var output = imported.Success ? Console.Out : Console.Error;
            foreach (var line in imported.Lines) await output.WriteLineAsync(line);
            if (!imported.Success) failed++;
        }
        return failed == 0 ? 0 : 1;
    }

    // "dotnet run --project" moves to the project's folder, but a person names files from where the shell stands
    private static string Found(string file) =>
        !Path.Exists(file) && Environment.GetEnvironmentVariable("PWD") is { Length: > 0 } shell ? Path.Combine(shell, file) : file;

    private static Category? Category(string? name) => name switch
    {
        null or "" => null,
        _ when Enum.TryParse<Category>(name, ignoreCase: true, out var category) && Enum.IsDefined(category) => category,
        _ => throw new WrongUsage($"\"{name}\" is no category; there are {string.Join(", ", Enum.GetNames<Category>()).ToLowerInvariant()}.", Usage),
    };
}
