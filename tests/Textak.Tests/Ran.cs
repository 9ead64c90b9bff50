using System.Diagnostics;

namespace Textak.Tests;

/// <summary>What the real program said when it was called with a verb.</summary>
public sealed record Ran(int ExitCode, string Output, string Errors)
{
    /// <summary>Calls it on a site's own database and settings, in a process of its own.</summary>
    public static async Task<Ran> OnAsync(Site site, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet") { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.ArgumentList.Add(Published.Program);
        foreach (var (key, value) in site.Settings) start.ArgumentList.Add($"--{key}={value}");
        foreach (var word in words) start.ArgumentList.Add(word);

        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(3));
        using var program = Process.Start(start)!;
        try
        {
            var (output, errors) = (program.StandardOutput.ReadToEndAsync(patience.Token), program.StandardError.ReadToEndAsync(patience.Token));
            await program.WaitForExitAsync(patience.Token);
            return new(program.ExitCode, await output, await errors);
        }
        finally
        {
            if (!program.HasExited) program.Kill(entireProcessTree: true);
        }
    }
}
