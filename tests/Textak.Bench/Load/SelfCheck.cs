using System.Buffers.Binary;
using System.Text;

namespace Textak.Bench.Load;

/// <summary>Whether the watchers read what they are sent, before anything is measured by what they read.</summary>
internal static class SelfCheck
{
    /// <exception cref="InvalidDataException">They don't.</exception>
    public static void Run()
    {
        // The answer; two frames in one message of WebSocket's; a ping; one that is spread over two, the longer length in 8 bytes; one that leaves a gap
        var filler = new string('x', 70_000);
        byte[] stream =
        [
            .. Framed(0x81, """{"type":3,"invocationId":"1","result":{"slug":"a","from":4,"to":6,"reload":false,"cards":[]}}""" + '\u001e'),
            .. Framed(0x81, Told(6, 7, "") + Told(7, 9, filler[..300])),
            .. Framed(0x89, "ping"),
            .. Framed(0x01, Told(9, 12, filler)[..66_000]), .. Framed(0x80, Told(9, 12, filler)[66_000..]),
            .. Framed(0x81, Told(14, 15, "")),
        ];
        foreach (var size in (int[])[1, 2, 3, 7, 640, 4096, stream.Length])
        {
            using var watcher = new Watcher("a", 4, heals: true, checks: true);
            for (var at = 0; at < stream.Length; at += size) watcher.Take(stream.AsSpan(at, Math.Min(size, stream.Length - at)), at + 1);
            var seen = string.Join(' ', watcher.Arrivals.ToArray().Select(arrival => $"{arrival.From}-{arrival.To}"));
            Expect("4-6 6-7 7-9 9-12 14-15", seen, size);
            Expect("12 1 5 0", $"{watcher.At} {watcher.Gaps} {watcher.Checked} {watcher.Reloads}", size);
        }
    }

    private static string Told(long from, long to, string text) =>
        $$"""{"type":1,"target":"Frame","arguments":[{"slug":"a","from":{{from}},"to":{{to}},"reload":false,"text":"{{text}}"}]}""" + '\u001e';

    private static byte[] Framed(byte first, string text)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        var length = new byte[8];
        BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
        return payload.Length switch
        {
            < 126 => [first, (byte)payload.Length, .. payload],
            < 65_536 => [first, 126, .. length[6..], .. payload],
            _ => [first, 127, .. length, .. payload],
        };
    }

    private static void Expect(string expected, string seen, int size)
    {
        if (seen != expected) throw new InvalidDataException($"In pieces of {size} bytes a watcher reads {seen} instead of {expected}: what it measures would be wrong.");
    }
}
