namespace Textak.Bench.Load;

/// <summary>Seconds, of which there may be millions.</summary>
internal sealed class Latencies
{
    private readonly List<float> all = [];
    private bool sorted;

    public int Count => all.Count;

    public void Add(double seconds)
    {
        all.Add((float)seconds);
        sorted = false;
    }

    /// <summary>The least that so many of a hundred don't exceed, in milliseconds.</summary>
    public double Percentile(double percent)
    {
        if (all.Count == 0) return double.NaN;
        if (!sorted) all.Sort();
        sorted = true;
        return 1000 * all[Math.Clamp((int)Math.Ceiling(all.Count * percent / 100) - 1, 0, all.Count - 1)];
    }

    /// <summary>
    /// From an event's own time to the moment at which a watcher's socket had handed over all of the frame that tells it: one
    /// value for each watcher and event. Both clocks are this machine's.
    /// </summary>
    public static Latencies Of(IReadOnlyList<Watcher> watchers, IReadOnlyDictionary<long, long> commits, long after)
    {
        var latencies = new Latencies();
        foreach (var watcher in watchers)
            foreach (var arrival in watcher.Arrivals)
                for (var seq = Math.Max(after, arrival.From) + 1; seq <= arrival.To; seq++)
                    if (commits.TryGetValue(seq, out var at)) latencies.Add((double)(arrival.At - at) / TimeSpan.TicksPerSecond);
        return latencies;
    }
}
