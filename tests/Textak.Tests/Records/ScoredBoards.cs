namespace Textak.Tests.Records;

/// <summary>Resolved boards whose scores were worked out by hand, or stand in the design.</summary>
internal static class ScoredBoards
{
    /// <summary>A forecast of ten days, from 1 to 10 January 2025, resolved at its end.</summary>
    /// <param name="said">"Ada: 2025-01-01 10, 2025-01-06 withdrawn", a line each.</param>
    public static async Task<string> OpenScoredAsync(
        this Site site, string slug, string status, string said, string category = "work", string horizon = "2025-01-10", string resolved = "2025-01-11", string? title = null, string history = "")
    {
        var estimates = string.Concat(said.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(": ")).Select(line => $"- {line[0].Trim()}\n  history: {line[1]}\n"));
        var imported = await site.ImportAsync($"{slug}.md", $"""
            ---
            title: {title ?? $"The question called {slug}"}
            slug: {slug}
            category: {category}
            opened: 2025-01-01
            horizon: {horizon}
            status: {status}
            resolved: {resolved}
            {(history == "" ? "confidence: low" : $"history: {history}")}
            ---
            What {slug} is about.
            ## Resolution criteria
            True if it happens.
            ## Resolution
            So it was.
            {(estimates == "" ? "" : "## Estimates")}
            """ + "\n" + estimates);
        string.Join('\n', imported.Lines).ShouldStartWith($"{slug}.md: /f/{slug},");
        return slug;
    }

    /// <summary>A page's table as rows of cells, by the first words of each row.</summary>
    public static Dictionary<string, string[]> Rows(this AngleSharp.Dom.IParentNode page, string table) => page.QuerySelectorAll($"{table} tbody tr")
        .ToDictionary(row => (row.QuerySelector("th a") ?? row.QuerySelector("th"))!.Words(), row => row.QuerySelectorAll("td").Select(cell => cell.Words()).ToArray());
}
