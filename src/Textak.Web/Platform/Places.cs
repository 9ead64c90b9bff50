using System.Threading.RateLimiting;

namespace Textak.Web.Platform;

/// <summary>So many at a time, and so many of them for one: whoever is slow, or served slowly, holds up themselves and nobody else.</summary>
/// <param name="most">In all.</param>
/// <param name="mostOfOne">For one; one's own place comes first, so that who waits for it has nobody else's.</param>
/// <param name="mostWaiting">How many may wait for each; a further one is turned away.</param>
public sealed class Places<TOne>(int most, int mostOfOne, int mostWaiting) : IDisposable where TOne : notnull
{
    private readonly PartitionedRateLimiter<TOne> places = PartitionedRateLimiter.CreateChained(
        PartitionedRateLimiter.Create<TOne, TOne>(one => RateLimitPartition.GetConcurrencyLimiter(one, _ => Room(mostOfOne, mostWaiting))),
        PartitionedRateLimiter.Create<TOne, bool>(_ => RateLimitPartition.GetConcurrencyLimiter(true, _ => Room(most, mostWaiting))));

    /// <summary>Waits for a place, which is given back when it is disposed of; null where too many wait already.</summary>
    public async Task<IDisposable?> EnterAsync(TOne one, CancellationToken stop)
    {
        var place = await places.AcquireAsync(one, cancellationToken: stop);
        if (place.IsAcquired) return place;
        place.Dispose();
        return null;
    }

    public void Dispose() => places.Dispose();

    private static ConcurrencyLimiterOptions Room(int most, int mostWaiting) => new() { PermitLimit = most, QueueLimit = mostWaiting };
}
