using System.Buffers.Binary;
using System.Buffers.Text;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace Textak.Bench.Load;

/// <summary>A frame as one watcher got it: the events after From up to To, and when, in ticks of UTC.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Arrival(long From, long To, long At);

/// <summary>
/// One socket that speaks just enough WebSocket and SignalR to be counted as a watcher, and notes when each frame was
/// there as a whole. It reads no more of a frame than its numbers: two thousand of these must not cost more than the server.
/// Some read all of it, and hold what was read in haste against it.
/// </summary>
/// <param name="after">What the page had when it was loaded: the first question is for what came since.</param>
/// <param name="heals">Whether it asks for what it missed, as the product's script does.</param>
/// <param name="checks">Whether it reads whole messages too.</param>
internal sealed class Watcher(string slug, long after, bool heals, bool checks) : IDisposable
{
    private const int MostKept = 640; // of a message: the numbers come first
    private readonly byte[] kept = new byte[MostKept];
    private readonly List<Arrival> arrivals = [];
    private readonly byte[] header = new byte[10];
    private readonly MemoryStream? whole = checks ? new() : null;
    private Socket? socket;
    private int keptLength, headerLength;
    private byte opcode;
    private long payload, missed;

    /// <summary>All frames in the order of arrival, heartbeats and answers included.</summary>
    public ReadOnlySpan<Arrival> Arrivals => CollectionsMarshal.AsSpan(arrivals);

    /// <summary>How many of them brought news.</summary>
    public int News { get; private set; }

    /// <summary>The last sequence number that it has; less than zero before the first.</summary>
    public long At { get; private set; } = -1;

    /// <summary>How often a frame didn't begin where the last one ended, so that it had to be asked for.</summary>
    public int Gaps { get; private set; }

    /// <summary>How often it was told that too much had happened.</summary>
    public int Reloads { get; private set; }

    /// <summary>When it was last answered, in ticks of UTC: zero until then, and again while it comes back.</summary>
    public long AnsweredAt { get; private set; }

    /// <summary>How many messages were read to their end.</summary>
    public int Checked { get; private set; }

    /// <summary>What ended it, or null while it is there.</summary>
    public string? Ended { get; private set; }
    public long Bytes { get; private set; }

    /// <summary>The beginning of the last message that brought something new.</summary>
    public string Newest { get; private set; } = "";
    private byte[]? newest;
    private int newestLength;

    /// <summary>A message of ours, as one masked frame; the mask is zero.</summary>
    public static byte[] Frame(string message)
    {
        var text = Encoding.UTF8.GetBytes(message + '\u001e');
        if (text.Length > 125) throw new ArgumentException("That is more than a watcher ever says.", nameof(message));
        return [0x81, (byte)(0x80 | text.Length), 0, 0, 0, 0, .. text];
    }

    /// <summary>Watches over a new socket, from where it stood.</summary>
    public void Join(Socket joined)
    {
        socket?.Dispose();
        (socket, Ended, AnsweredAt, payload, headerLength, keptLength) = (joined, null, 0, 0, 0, 0);
        whole?.SetLength(0);
    }

    public void Ask() => Say(Frame($$"""{"type":1,"invocationId":"1","target":"Watch","arguments":["{{slug}}",{{Math.Max(after, At)}}]}"""));

    public void Say(byte[] frame)
    {
        try
        {
            if (Ended is null) socket?.Send(frame);
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Whoever reads from it hears of it too
        }
    }

    public void End(string why)
    {
        Ended ??= why;
        AnsweredAt = 0;
    }

    /// <summary>Takes what came in, in pieces of any size.</summary>
    public void Take(ReadOnlySpan<byte> bytes, long now)
    {
        Bytes += bytes.Length;
        while (bytes.Length > 0)
        {
            if (payload == 0)
            {
                bytes = TakeHeader(bytes);
                continue;
            }
            var part = bytes[..(int)Math.Min(payload, bytes.Length)];
            payload -= part.Length;
            bytes = bytes[part.Length..];
            // Text, or what continues it; a message may be spread over frames, and a frame may hold several
            if (opcode <= 1) TakeText(part, now);
            else if (opcode == 8) End("The server closed it.");
        }
    }

    public void Forget()
    {
        News = 0;
        arrivals.Clear();
    }

    public void Remember()
    {
        if (newest is not null) Newest = Encoding.UTF8.GetString(newest, 0, newestLength);
    }

    public void Dispose()
    {
        socket?.Dispose();
        whole?.Dispose();
    }

    private ReadOnlySpan<byte> TakeHeader(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            header[headerLength++] = bytes[0];
            bytes = bytes[1..];
            if (headerLength < 2) continue;
            var length = header[1];
            var needed = length switch { 126 => 4, 127 => 10, _ => 2 };
            if (headerLength < needed) continue;
            if ((header[0] & 0x70) != 0 || (length & 0x80) != 0 || (header[0] & 0x0f) is not (0 or 1 or 8 or 9 or 10))
                throw new InvalidDataException($"That is no frame of a WebSocket: {Convert.ToHexString(header, 0, needed)}");
            opcode = (byte)(header[0] & 0x0f);
            payload = length switch { 126 => BinaryPrimitives.ReadUInt16BigEndian(header.AsSpan(2)), 127 => BinaryPrimitives.ReadInt64BigEndian(header.AsSpan(2)), _ => length };
            headerLength = 0;
            break;
        }
        return bytes;
    }

    private void TakeText(ReadOnlySpan<byte> text, long now)
    {
        while (text.Length > 0)
        {
            var end = text.IndexOf((byte)0x1e);
            var part = end < 0 ? text : text[..end];
            var some = part[..Math.Min(part.Length, MostKept - keptLength)];
            some.CopyTo(kept.AsSpan(keptLength));
            keptLength += some.Length;
            whole?.Write(part);
            if (end < 0) return;
            if (whole is not null) Check(kept.AsSpan(0, keptLength));
            TakeMessage(kept.AsSpan(0, keptLength), now);
            keptLength = 0;
            text = text[(end + 1)..];
        }
    }

    private void TakeMessage(ReadOnlySpan<byte> message, long now)
    {
        if (Number(message, "\"from\":"u8) is not { } from || Number(message, "\"to\":"u8) is not { } to)
        {
            if (message.IndexOf("\"error\":"u8) >= 0 || message.StartsWith("{\"type\":7"u8)) End(Encoding.UTF8.GetString(message));
            return;
        }
        if (message.IndexOf("\"reload\":true"u8) >= 0) Reloads++;
        arrivals.Add(new(from, to, now));
        if (to > from) News++;
        var answered = message.StartsWith("{\"type\":3"u8);
        if (answered) AnsweredAt = now;
        if (At >= 0 && from > At)
        {
            // While it joins anew, the answer that is on its way may tell it too
            if (AnsweredAt == 0)
            {
                missed = Math.Max(missed, to);
                return;
            }
            Gaps++;
            if (heals)
            {
                Ask();
                return;
            }
        }
        if (to < At) return;
        At = to;
        if (answered && At < missed) Ask();
        newest ??= new byte[MostKept];
        message.CopyTo(newest);
        newestLength = message.Length;
    }

    private void Check(ReadOnlySpan<byte> beginning)
    {
        var bytes = whole!.GetBuffer().AsMemory(0, (int)whole.Length);
        whole.SetLength(0);
        using var json = JsonDocument.Parse(bytes);
        var message = json.RootElement;
        var frame = message.TryGetProperty("result", out var result) ? result : message.TryGetProperty("arguments", out var all) && all.GetArrayLength() > 0 ? all[0] : default;
        long? from = null, to = null;
        if (frame.ValueKind == JsonValueKind.Object) (from, to) = (frame.GetProperty("from").GetInt64(), frame.GetProperty("to").GetInt64());
        if (from != Number(beginning, "\"from\":"u8) || to != Number(beginning, "\"to\":"u8) || (frame.ValueKind == JsonValueKind.Object
            && frame.TryGetProperty("reload", out var reload) && reload.GetBoolean() != beginning.IndexOf("\"reload\":true"u8) >= 0))
            throw new InvalidDataException($"Read in haste, this says something else: {Encoding.UTF8.GetString(bytes.Span)}");
        Checked++;
    }

    private static long? Number(ReadOnlySpan<byte> message, ReadOnlySpan<byte> name)
    {
        var at = message.IndexOf(name);
        return at >= 0 && Utf8Parser.TryParse(message[(at + name.Length)..], out long number, out _) ? number : null;
    }
}
