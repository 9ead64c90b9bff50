using System.Diagnostics;
using System.Text.Json;

namespace Textak.Bench.World;

/// <summary>Lighthouse, as package-lock.json pins it, on the phone that it assumes.</summary>
internal static class Lighthouse
{
    public static readonly string[] Categories = ["performance", "accessibility", "best-practices", "seo"];

    /// <summary>Installs it beside the bench, unless that was done.</summary>
    public static async Task InstallAsync()
    {
        if (!File.Exists(Path.Combine(AppContext.BaseDirectory, "node_modules", ".package-lock.json"))) await DoAsync(null, "npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
    }

    /// <summary>The score of each category, of a hundred.</summary>
    public static async Task<IReadOnlyDictionary<string, double>> ScoreAsync(string chromium, Uri page, string directory)
    {
        var report = Path.Combine(directory, "report.json");
        await DoAsync(chromium, "node", "node_modules/lighthouse/cli/index.js", page.AbsoluteUri, "--quiet", "--output=json", $"--output-path={report}",
            $"--only-categories={string.Join(',', Categories)}", "--chrome-flags=--headless=new --no-sandbox --disable-gpu");
        await using var file = File.OpenRead(report);
        using var json = await JsonDocument.ParseAsync(file);
        var root = json.RootElement;
        if (root.TryGetProperty("runtimeError", out var error)) throw new InvalidOperationException($"Lighthouse: {error}");
        // Where points were lost, for whoever wants them back
        foreach (var audit in root.GetProperty("audits").EnumerateObject().Where(audit => audit.Value.GetProperty("score") is { ValueKind: JsonValueKind.Number } score && score.GetDouble() < 0.9))
            Run.Say($"      {audit.Name}: {audit.Value.GetProperty("score").GetDouble():0.00} {(audit.Value.TryGetProperty("displayValue", out var value) ? value.GetString() : "")}");
        return Categories.ToDictionary(category => category, category => 100 * root.GetProperty("categories").GetProperty(category).GetProperty("score").GetDouble());
    }

    private static async Task DoAsync(string? chromium, params string[] words)
    {
        var start = new ProcessStartInfo(words[0], words[1..]) { UseShellExecute = false, WorkingDirectory = AppContext.BaseDirectory, RedirectStandardOutput = true, RedirectStandardError = true };
        if (chromium is not null) start.Environment["CHROME_PATH"] = chromium;
        using var process = Process.Start(start)!;
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        if (process.ExitCode != 0) throw new InvalidOperationException($"{words[0]} {words[1]} failed: {await said}{await complained}");
    }
}
