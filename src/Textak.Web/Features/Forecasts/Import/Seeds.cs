using Microsoft.EntityFrameworkCore;
using Textak.Web.Data;
using Textak.Web.Platform;

namespace Textak.Web.Features.Forecasts.Import;

/// <summary>What an empty board begins with.</summary>
public static class Seeds
{
    /// <summary>Loads the seed files into a database that has no other forecasts, unless <c>Seeds:Load</c> is false.</summary>
    /// <exception cref="ConfigurationProblem">The setting is neither true nor false.</exception>
    public static async Task LoadSeedsAsync(this IServiceProvider services)
    {
        if (!Wanted(services.GetRequiredService<IConfiguration>()["Seeds:Load"])) return;
        var (importer, logger) = (services.GetRequiredService<Importer>(), services.GetRequiredService<ILogger<Importer>>());
        var directory = Path.Combine(AppContext.BaseDirectory, "seeds");
        var files = Directory.EnumerateFiles(directory, "*.md").Where(f => Path.GetFileName(f) != "README.md").Order(StringComparer.Ordinal).ToList();
        // Where a start was cut off amid the seeds, the rest of them is still wanted; where somebody added their own, none is
        var there = await SlugsAsync(services);
        if (there.Count >= files.Count || there.Except(files.Select(Path.GetFileNameWithoutExtension)).Any()) return;
        foreach (var file in files)
        {
            var imported = await importer.ImportAsync(file);
            foreach (var line in imported.Lines)
                if (imported.Success) logger.LogInformation("Seed {Line}", line);
                else logger.LogError("Seed {Line}", line);
        }
    }

    private static bool Wanted(string? setting) => setting switch
    {
        null or "" => true,
        _ when bool.TryParse(setting, out var load) => load,
        _ => throw new ConfigurationProblem($"Seeds:Load is \"{setting}\"; it must be true or false."),
    };

    private static async Task<List<string>> SlugsAsync(IServiceProvider services)
    {
        await using var scope = services.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<TextakDb>().Forecasts.Select(f => f.Slug).ToListAsync();
    }
}
