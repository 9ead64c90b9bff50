using System.Diagnostics;

namespace Textak.Tests.Clients;

/// <summary>What is pinned in package-lock.json, installed beside the tests where it isn't yet. It takes Node.js with npm.</summary>
internal static class Npm
{
    public static string Folder { get; } = Path.Combine(AppContext.BaseDirectory, "Clients");

    public static async Task InstallAsync()
    {
        if (File.Exists(Path.Combine(Folder, "node_modules", ".package-lock.json"))) return;
        var (code, _, complained) = await RunAsync("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts");
        code.ShouldBe(0, complained);
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task<(int Code, string Said, string Complained)> RunAsync(string program, params IEnumerable<string> words)
    {
        using var process = Start(program, words);
        process.StandardInput.Close();
        var (said, complained) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.WaitForExitAsync();
        return (process.ExitCode, await said, await complained);
    }

    public static Process Start(string program, params IEnumerable<string> words) => Process.Start(new ProcessStartInfo(program, words)
    {
        UseShellExecute = false, WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
    })!;
}
