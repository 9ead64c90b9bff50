using Textak.Web.Features.Forecasts.Import;

namespace Textak.Tests.Forecasts.Import;

/// <summary>The texts these tests read, and the moment at which they read them.</summary>
internal static class Files
{
    public static readonly DateTimeOffset Now = new(2026, 11, 23, 12, 0, 0, TimeSpan.Zero);

    public static string Captured { get; } = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Forecasts", "Import", "open-source-frontier.txt"));

    /// <summary>A hand-written forecast that has everything; its lines are counted in the tests, so add at the end.</summary>
    public const string Moon = """
        ---
        title: A crewed ship lands on the Moon
        slug: crewed-moon-landing
        category: research
        horizon: Q4 2028
        confidence: moderate
        opened: 30 days ago
        history: 30 days ago 40, 14 days ago 44, 3 hours ago 47
        ---

        The rocket flies; the lander is late.

        ## Why it matters

        Whoever lands next decides
        which ground is studied first.

        ## Resolution criteria

        True if at least one person stands on the Moon before the end of 2028.

        ## For

        - The date has moved less each year:
          that is how late programmes arrive.
        - Two landers are being built, and only one has to be ready.
          link: https://www.nasa.gov/
          when: 12 days ago

        ## Against

        - Refuelling in orbit has to work before anybody lands.

        ## Signals

        - Artemis I returns safely
          source: NASA
          link: https://www.nasa.gov/
          when: 2022-12-11
          direction: for
        """;

    /// <summary>The other file with everything: no longer open.</summary>
    public const string Comet = """
        ---
        title: The comet is seen without a telescope
        horizon: 2025-06-30
        opened: 2025-01-01
        status: resolved true
        resolved: 2025-03-01T06:30
        sources: https://comet.example/log, https://sky.example/nights
          https://comet.example/log
        history: 2025-01-01 40,
          2025-02-01 55 %, 2025-02-28 80
        ---
        It brightens as it falls.
        ## Resolution criteria
        True if two observatories report it.
        ## Resolution
        Seen by thousands.
        """;

    public static ReadResult Read(string text, string path = "seeds/moon.md") => ForecastFileReader.Read(path, text, Now);

    public static ForecastFile Accept(string text, string path = "seeds/moon.md")
    {
        var result = Read(text, path);
        string.Join('\n', result.Errors).ShouldBe("");
        return result.File.ShouldNotBeNull();
    }

    public static string Replaced(this string text, string old, string with)
    {
        text.ShouldContain(old, Case.Sensitive);
        return text.Replace(old, with, StringComparison.Ordinal);
    }
}
