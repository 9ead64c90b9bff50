using System.Diagnostics;
using System.Globalization;

namespace Textak.Tests.Clients;

/// <summary>A plain curl -N on a board's stream. Where it is cut off it is started again, with the id of the last whole event.</summary>
internal sealed class Curl(string stream) : IAsyncDisposable
{
    private static readonly TimeSpan Between = TimeSpan.FromMilliseconds(300);
    private readonly CancellationTokenSource leaving = new();
    private readonly List<(string Name, long Id, string Data)> events = [];
    private Task? following;

    /// <summary>How often it was started.</summary>
    public int Lines { get; private set; }

    public IReadOnlyList<(string Name, long Id, string Data)> Events
    {
        get { lock (events) return [.. events]; }
    }

    public void Begin() => following = FollowAsync();

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        if (following is not null) await following;
        leaving.Dispose();
    }

    private async Task FollowAsync()
    {
        while (!leaving.IsCancellationRequested)
        {
            string[] last = Events is [.., var (_, id, _)] ? ["-H", string.Create(CultureInfo.InvariantCulture, $"Last-Event-ID: {id}")] : [];
            using var curl = Process.Start(new ProcessStartInfo("curl", ["-sN", "--fail", .. last, stream]) { UseShellExecute = false, RedirectStandardOutput = true })!;
            Lines++;
            using var cut = leaving.Token.Register(() => curl.Kill());
            await ReadAsync(curl.StandardOutput);
            await curl.WaitForExitAsync();
            await Task.Delay(Between, leaving.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // An event counts once the empty line behind it has come
    private async Task ReadAsync(StreamReader lines)
    {
        var (name, id, data) = ("", 0L, "");
        while (await lines.ReadLineAsync() is { } line)
            if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
            else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], CultureInfo.InvariantCulture);
            else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
            else if (line.Length == 0 && data.Length > 0)
            {
                lock (events) events.Add((name, id, data));
                (name, data) = ("", "");
            }
    }
}
