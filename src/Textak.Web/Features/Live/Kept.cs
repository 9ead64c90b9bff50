using Microsoft.Extensions.Caching.Memory;

namespace Textak.Web.Features.Live;

/// <summary>
/// What was read from the database, kept until the log has gone on: whoever asks says how far it has come. What is asked
/// for by many at the same moment is read once.
/// </summary>
/// <param name="most">How many things are kept at the same time.</param>
internal sealed class Kept<TKey, T>(int most, TimeProvider time) : IDisposable where TKey : notnull
{
    private readonly MemoryCache cache = new(new MemoryCacheOptions { SizeLimit = most });

    /// <param name="key">What is asked for.</param>
    /// <param name="head">How far the log had come when it was asked for: nothing older is given.</param>
    /// <param name="readAsync">Reads it. It works for all who ask meanwhile, so nobody's request ends it.</param>
    public Task<T> GetAsync(TKey key, long head, Func<Task<T>> readAsync)
    {
        lock (cache)
        {
            if (cache.TryGetValue(key, out Entry? entry) && entry!.Head >= head && !entry.Value.IsFaulted && time.GetElapsedTime(entry.Since) < ReaderCache.Lasts)
                return entry.Value;
            entry = new(head, time.GetTimestamp(), Task.Run(readAsync));
            cache.Set(key, entry, new MemoryCacheEntryOptions { Size = 1, AbsoluteExpirationRelativeToNow = ReaderCache.Lasts });
            return entry.Value;
        }
    }

    public void Dispose() => cache.Dispose();

    private sealed record Entry(long Head, long Since, Task<T> Value);
}
