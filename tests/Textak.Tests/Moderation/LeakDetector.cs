using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Textak.Tests.Live;
using Textak.Web.Features.Live;

namespace Textak.Tests.Moderation;

/// <summary>Knows when which marker was hidden, reads everything that comes out, and keeps what should not have been in it.</summary>
internal sealed partial class LeakDetector
{
    private readonly ConcurrentDictionary<int, (long At, long Seq)> hidden = [];
    private readonly ConcurrentDictionary<object, int> seenIn = [];
    private int responses, seen;

    public ConcurrentBag<string> Leaks { get; } = [];
    public int Responses => responses;

    /// <summary>How many markers were seen while they were not hidden yet: the readers do read.</summary>
    public int Seen => seen;

    public static string Marker(int number) => FormattableString.Invariant($"hush{number}hush");

    /// <summary>From now on the marker must not be seen.</summary>
    /// <param name="seq">The event that hid it.</param>
    public void Hidden(int number, long seq) => hidden[number] = (Stopwatch.GetTimestamp(), seq);

    /// <summary>How many markers were seen in something while they were not hidden yet: it is able to tell them.</summary>
    public int SeenIn(object source) => seenIn.GetValueOrDefault(source);

    /// <summary>What was answered to a request that began at a moment.</summary>
    /// <param name="source">Where it comes from, of whatever type.</param>
    /// <param name="own">Which numbers whoever asked may see though they are hidden: their own.</param>
    public void Read(object source, string what, string text, long began, Func<int, bool>? own = null)
    {
        Interlocked.Increment(ref responses);
        foreach (var number in Numbers(text))
            if (!hidden.TryGetValue(number, out var hide) || hide.At >= began)
            {
                Interlocked.Increment(ref seen);
                seenIn.AddOrUpdate(source, 1, (_, before) => before + 1);
            }
            else if (own?.Invoke(number) != true) Leaks.Add($"{Marker(number)} in {what} of {source}, begun after it was hidden");
    }

    /// <summary>Everything that one watcher was sent, in the order of arrival.</summary>
    public void Read(string what, IEnumerable<Received> frames)
    {
        long told = 0;
        foreach (var (frame, isAnswer, asked) in frames)
        {
            Interlocked.Increment(ref responses);
            foreach (var number in Numbers(Text(frame)))
                if (!hidden.TryGetValue(number, out var hide)) Interlocked.Increment(ref seen);
                else if (frame.To >= hide.Seq) Leaks.Add($"{Marker(number)} in a frame to {frame.To} of {what}, though {hide.Seq} hid it");
                else if (!isAnswer && told >= hide.Seq) Leaks.Add($"{Marker(number)} in a late frame to {frame.To} of {what}, after {told}");
                else if (isAnswer && asked > hide.At) Leaks.Add($"{Marker(number)} in an answer to {what} that was asked for after it was hidden");
                else Interlocked.Increment(ref seen);
            if (!isAnswer) told = Math.Max(told, frame.To);
        }
    }

    private static IEnumerable<int> Numbers(string text) =>
        Mark().Matches(text).Select(match => int.Parse(match.Groups["number"].ValueSpan, CultureInfo.InvariantCulture)).Distinct();

    // Whatever a frame carries: a new property is searched as well
    private static string Text(Frame frame) => System.Text.Json.JsonSerializer.Serialize(frame);

    [GeneratedRegex("hush(?<number>[0-9]+)hush", RegexOptions.NonBacktracking)]
    private static partial Regex Mark();
}
