using System.Text.Json;
using Textak.Bench.World;

namespace Textak.Bench.Load;

/// <summary>Whether all watchers end exactly right.</summary>
internal static class Ending
{
    /// <summary>
    /// How many watchers don't: who lost a part of the stream, was told to reload, was dropped, or whose last numbers are
    /// not those that are counted in the database.
    /// </summary>
    public static async Task<int> WrongAsync(Product product, Flock flock, string slug)
    {
        var standing = product.Database.Standing(slug);
        await flock.ReachAsync(standing.Seq);
        var wrong = flock.Watchers.Select(watcher => (watcher, Problem(watcher, standing))).Where(found => found.Item2 is not null).ToList();
        if (wrong.Count > 0) Run.Say($"   {wrong.Count} watchers are wrong, the first: {wrong[0].Item2}");
        return wrong.Count;
    }

    private static string? Problem(Watcher watcher, Standing standing)
    {
        watcher.Remember();
        if (watcher.Ended is not null) return watcher.Ended;
        if (watcher.At != standing.Seq) return $"it is at {watcher.At}, the board at {standing.Seq}";
        if (watcher.Gaps + watcher.Reloads > 0) return $"{watcher.Gaps} gaps, {watcher.Reloads} reloads";
        var numbers = Numbers(watcher.Newest);
        return numbers == standing ? null : $"it says {numbers}, the board {standing}";
    }

    // What is kept of the last message ends somewhere behind the numbers
    private static Standing Numbers(string message)
    {
        var frame = message[message.IndexOf("{\"slug\"", StringComparison.Ordinal)..];
        using var numbers = JsonDocument.Parse(frame[..frame.IndexOf(",\"cards\"", StringComparison.Ordinal)] + "}");
        var root = numbers.RootElement;
        int? percent = root.TryGetProperty("percent", out var p) && p.ValueKind == JsonValueKind.Number ? p.GetInt32() : null;
        return new(root.GetProperty("to").GetInt64(), percent, root.GetProperty("estimates").GetInt32(), root.GetProperty("for").GetInt32(), root.GetProperty("against").GetInt32());
    }
}
