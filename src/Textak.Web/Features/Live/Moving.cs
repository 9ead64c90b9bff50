namespace Textak.Web.Features.Live;

/// <summary>When the watchers of this node that listen by lines of their own are asked to connect elsewhere, as those of the hub are.</summary>
public sealed class Moving : IDisposable
{
    private readonly CancellationTokenSource begun = new();
    private TimeSpan within;

    /// <summary>Ends a line, once it has begun, at a moment of the line's own; until the result is disposed.</summary>
    public IDisposable Ends(CancellationTokenSource line) => begun.Token.Register(() => line.CancelAfter(within * Random.Shared.NextDouble()));

    internal Task BeginAsync(TimeSpan atMost)
    {
        within = atMost;
        return begun.CancelAsync();
    }

    public void Dispose() => begun.Dispose();
}
