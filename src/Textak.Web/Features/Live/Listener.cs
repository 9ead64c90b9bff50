namespace Textak.Web.Features.Live;

/// <summary>One who is told of a board by a line of their own, and not by the hub: woken when its sockets have been told.</summary>
public sealed class Listener(Action<Listener> leave) : IDisposable
{
    private readonly Bell bell = new();

    /// <summary>Returns when there may be news, or when the time is up.</summary>
    public Task HeardAsync(TimeSpan atMost, CancellationToken stop) => bell.HeardAsync(atMost, stop);

    internal void Ring() => bell.Ring();

    public void Dispose() => leave(this);
}
