namespace Textak.Web.Features.Live;

/// <summary>Wakes one loop. Rung many times before it is heard, it is heard once.</summary>
internal sealed class Bell : IDisposable
{
    private readonly SemaphoreSlim rung = new(0, 1);

    public void Ring()
    {
        lock (rung)
        {
            if (rung.CurrentCount == 0) rung.Release();
        }
    }

    /// <summary>Returns when the bell rings, or when the time is up.</summary>
    public Task HeardAsync(TimeSpan atMost, CancellationToken stop) => rung.WaitAsync(atMost, stop);

    public void Dispose() => rung.Dispose();
}
