using Microsoft.Extensions.Caching.Memory;
using Textak.Forecasting;

namespace Textak.Web.Features.Estimates;

/// <summary>
/// The current estimates of the boards that were estimated on last, in memory: one more costs no reading of the others. A
/// transaction takes a board's crowd out, has it take in what the log has that it hasn't, and puts it back once all is
/// committed. If anything goes wrong in between it is dropped, and the next transaction reads it anew: a crowd that can be
/// taken out may be behind the log, but never ahead.
/// </summary>
public sealed class Crowds : IDisposable
{
    // Of some 200 bytes each; a board without any counts as so many
    private const int MostEstimates = 400_000, Board = 100;

    private readonly Lock taking = new();
    private readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = MostEstimates });

    public void Dispose() => kept.Dispose();

    internal KeptCrowd? TakeOut(long forecastId)
    {
        lock (taking)
        {
            var found = kept.Get<KeptCrowd>(forecastId);
            kept.Remove(forecastId);
            return found;
        }
    }

    internal void PutBack(long forecastId, KeptCrowd crowd)
    {
        lock (taking) kept.Set(forecastId, crowd, new MemoryCacheEntryOptions { Size = Board + crowd.Crowd.Count });
    }
}

/// <summary>A crowd, the rows behind it by account, and the number of the event up to which both know the board's log.</summary>
internal sealed record KeptCrowd(Crowd Crowd, Dictionary<long, Estimate> Current)
{
    public required long Seq { get; set; }
}
