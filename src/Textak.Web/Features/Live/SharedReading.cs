using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// One reading for all who ask at the same moment. Who asks while one is under way waits for the next: it may have missed
/// what was there when they asked.
/// </summary>
internal sealed class SharedReading<T>(Func<Task<T>> readAsync)
{
    private readonly SharedReading<byte, T> all = new(_ => readAsync());

    public Task<T> NextAsync() => all.NextAsync(0);
}

/// <summary>The same, where each asks for a thing of their own: all that were asked for are read together.</summary>
internal sealed class SharedReading<TKey, T>(Func<IReadOnlyCollection<TKey>, Task<T>> readAsync)
{
    private readonly Lock taking = new();
    private Task current = Task.CompletedTask;
    private Task<T>? next;
    private HashSet<TKey> asked = [];

    public Task<T> NextAsync(TKey key)
    {
        lock (taking)
        {
            asked.Add(key);
            return next ??= ReadAsync(current);
        }
    }

    private async Task<T> ReadAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        await Behind.All;
        HashSet<TKey> keys;
        lock (taking)
        {
            (keys, asked) = (asked, []);
            current = next!;
            next = null;
        }
        return await readAsync(keys);
    }
}
