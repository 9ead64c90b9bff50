using System.Globalization;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// How many watch a board on the other nodes. Each tells its counts when they change, and all of them every few seconds;
/// a count that isn't repeated lapses by itself, so that a node that died is soon forgotten.
/// </summary>
public sealed class Presence
{
    private const int MostInAMessage = 500;
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Lease = TimeSpan.FromSeconds(15);

    private readonly Bus bus;
    private readonly TimeProvider time;
    private readonly string node;
    private readonly Lock reading = new();
    private readonly Dictionary<(long Forecast, string Node), (int Count, long HeardAt)> elsewhere = [];
    private Dictionary<long, int> told = [];
    private long toldAllAt;

    public Presence(Bus bus, Node node, TimeProvider time)
    {
        (this.bus, this.time, this.node) = (bus, time, node.Name);
        bus.Heard += Hear;
    }

    /// <summary>Whether there may be more than are known of: the other nodes can't be heard.</summary>
    public bool IsPartial => bus.IsConfigured && !bus.IsAlive;

    /// <summary>Watchers of a board on the other nodes.</summary>
    public int Elsewhere(long forecastId)
    {
        lock (reading) return elsewhere.Where(e => e.Key.Forecast == forecastId && IsValid(e.Value.HeardAt)).Sum(e => e.Value.Count);
    }

    /// <summary>Tells the other nodes, from time to time, who watches here.</summary>
    public void Tell(Dictionary<long, int> here)
    {
        if (!bus.IsAlive) return;
        var all = toldAllAt == 0 || time.GetElapsedTime(toldAllAt) > Repeat;
        if (all) toldAllAt = time.GetTimestamp();
        // One that nobody watches any more is told once, as zero
        var gone = told.Keys.Where(id => !here.ContainsKey(id)).Select(id => KeyValuePair.Create(id, 0));
        var news = here.Where(count => all || told.GetValueOrDefault(count.Key) != count.Value).Concat(gone).ToList();
        foreach (var some in news.Chunk(MostInAMessage))
            bus.Say($"p {node} {string.Join(',', some.Select(count => string.Create(CultureInfo.InvariantCulture, $"{count.Key}:{count.Value}")))}");
        told = here;
        if (all) Forget();
    }

    private void Hear(string message)
    {
        if (message.Split(' ') is not ["p", var from, var counts] || from == node) return;
        lock (reading)
        {
            foreach (var pair in counts.Split(','))
                if (pair.Split(':') is [var forecast, var number]
                    && long.TryParse(forecast, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
                    && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                    elsewhere[(id, from)] = (count, time.GetTimestamp());
        }
    }

    private void Forget()
    {
        lock (reading)
            foreach (var (key, _) in elsewhere.Where(e => e.Value.Count == 0 || !IsValid(e.Value.HeardAt)).ToList()) elsewhere.Remove(key);
    }

    private bool IsValid(long heardAt) => time.GetElapsedTime(heardAt) < Lease;
}
