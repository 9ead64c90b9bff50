using System.Threading.RateLimiting;

namespace Textak.Web.Features.Notices;

/// <summary>
/// How often a mail asks whether an address is somebody's own. Anybody may name an address, in as many accounts as they make: whoever has
/// it is asked three times at once, and three times a day, by each node.
/// </summary>
public sealed class Questions : IDisposable
{
    private const int Most = 3;

    private readonly PartitionedRateLimiter<string> limits = PartitionedRateLimiter.Create<string, string>(
        address => RateLimitPartition.GetTokenBucketLimiter(Box(address), _ => new() { TokenLimit = Most, TokensPerPeriod = 1, ReplenishmentPeriod = TimeSpan.FromDays(1) / Most }),
        StringComparer.OrdinalIgnoreCase);

    public bool May(string address)
    {
        using var lease = limits.AttemptAcquire(address);
        return lease.IsAcquired;
    }

    public void Dispose() => limits.Dispose();

    // What stands behind a plus is the same box
    private static string Box(string address)
    {
        var (at, plus) = (address.LastIndexOf('@'), address.IndexOf('+', StringComparison.Ordinal));
        return plus > 0 && plus < at ? address[..plus] + address[at..] : address;
    }
}
