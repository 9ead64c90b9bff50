using Textak.Web.Features.Live;

namespace Textak.Tests.Live;

public sealed class SharedReadingTests
{
    [Fact]
    public async Task Each_is_answered_by_a_reading_that_began_after_they_asked_and_that_has_theirs()
    {
        var moment = 0L;
        var readings = 0;
        var shared = new SharedReading<int, (long Began, HashSet<int> Keys)>(async keys =>
        {
            readings++;
            var began = Interlocked.Increment(ref moment);
            await Task.Yield();
            return (began, [.. keys]);
        });

        await Parallel.ForEachAsync(Enumerable.Range(0, 50_000), new ParallelOptions { MaxDegreeOfParallelism = 2 }, async (key, stop) =>
        {
            var asked = Interlocked.Increment(ref moment);
            var (began, keys) = await shared.NextAsync(key);
            (began > asked, keys.Contains(key)).ShouldBe((true, true));
        });
        readings.ShouldBeLessThan(50_000);
    }
}
