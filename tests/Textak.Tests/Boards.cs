using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Textak.Web.Features.Forecasts;
using Textak.Web.Features.Forecasts.Import;

namespace Textak.Tests;

/// <summary>Boards to argue on, opened as a person opens them: by importing a file.</summary>
internal static class Boards
{
    /// <summary>Opens a board on which nothing has happened yet.</summary>
    /// <param name="head">More lines of the front matter.</param>
    /// <param name="body">More sections.</param>
    /// <returns>The slug.</returns>
    public static async Task<string> OpenAsync(this Site site, string slug, string head = "category: models", string body = "")
    {
        var imported = await site.ImportAsync($"{slug}.md", $"""
            ---
            title: The question called {slug}
            slug: {slug}
            horizon: 2030-12-31
            {head}
            ---
            What {slug} is about.
            ## Resolution criteria
            True if it happens.
            {body}
            """);
        string.Join('\n', imported.Lines).ShouldStartWith($"{slug}.md: /f/{slug},");
        return slug;
    }

    /// <summary>Opens a board that is resolved already.</summary>
    public static Task<string> OpenResolvedAsync(this Site site, string slug, string body = "") => site.OpenAsync(slug, """
        opened: 90 days ago
        history: 80 days ago 40, 42 days ago 60, 31 days ago 70
        status: resolved true
        resolved: 30 days ago
        """, $"## Resolution\nIt happened.\n{body}");

    public static async Task<Imported> ImportAsync(this Site site, string name, string text)
    {
        await File.WriteAllTextAsync(site.PathOf(name), text);
        return await site.ImportAsync(name);
    }

    /// <summary>Imports a file that is there already, or isn't.</summary>
    public static Task<Imported> ImportAsync(this Site site, string name) =>
        site.Services.GetRequiredService<Importer>().ImportAsync(site.PathOf(name));

    public static string PathOf(this Site site, string name) => Path.Combine(site.Settings["Textak:DataDirectory"], name);

    public static Task<Forecast> ForecastAsync(this Site site, string slug) =>
        site.ReadAsync(db => db.Forecasts.AsNoTracking().SingleAsync(f => f.Slug == slug));

    /// <summary>The newest sequence number of a board's log.</summary>
    public static async Task<long> HeadAsync(this Site site, string slug) => (await site.ForecastAsync(slug)).LastSeq;
}
