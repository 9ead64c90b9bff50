namespace Textak.Web.Features.Live;

/// <summary>
/// One reading for all who ask at the same moment. Who asks while one is under way waits for the next: it may have missed
/// what was there when they asked.
/// </summary>
internal sealed class SharedReading<T>(Func<Task<T>> readAsync)
{
    private readonly Lock taking = new();
    private Task current = Task.CompletedTask;
    private Task<T>? next;

    public Task<T> NextAsync()
    {
        lock (taking) return next ??= ReadAsync(current);
    }

    private async Task<T> ReadAsync(Task before)
    {
        await before.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ForceYielding);
        Task<T> read;
        lock (taking)
        {
            current = next!;
            next = null;
        }
        read = readAsync();
        return await read;
    }
}
