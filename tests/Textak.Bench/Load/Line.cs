using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Textak.Bench.Load;

/// <summary>
/// One HTTP/1.1 connection that is kept, over a bare socket: a client that costs little, so that the load doesn't measure
/// itself. One question at a time.
/// </summary>
internal sealed class Line(Socket socket) : IDisposable
{
    private byte[] buffer = new byte[32 * 1024];
    private int filled;

    public static async Task<Line> OpenAsync(int port)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(IPAddress.Loopback, port);
            return new(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <param name="headers">More lines, each ending in CRLF.</param>
    public static byte[] Get(string path, string headers = "") =>
        Encoding.ASCII.GetBytes($"GET {path} HTTP/1.1\r\nHost: localhost\r\n{headers}\r\n");

    public static byte[] Post(string path, string headers, string body) => Encoding.ASCII.GetBytes(
        $"POST {path} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nContent-Type: application/x-www-form-urlencoded\r\nContent-Length: {body.Length}\r\n{headers}\r\n{body}");

    /// <summary>Sends a request and reads its answer to the end; the body is valid until the next.</summary>
    public async ValueTask<Answered> AskAsync(ReadOnlyMemory<byte> request)
    {
        await socket.SendAsync(request);
        filled = 0;
        int head;
        while ((head = buffer.AsSpan(0, filled).IndexOf("\r\n\r\n"u8)) < 0) await MoreAsync();
        var start = head + 4;
        var status = int.Parse(buffer.AsSpan(9, 3), CultureInfo.InvariantCulture);
        if (status is 304 or 204) return new(status, buffer.AsMemory(0, head), default);
        if (Header(buffer.AsSpan(0, head), "\r\nContent-Length: "u8) is { } value)
        {
            var length = int.Parse(value, CultureInfo.InvariantCulture);
            while (filled < start + length) await MoreAsync();
            return new(status, buffer.AsMemory(0, head), buffer.AsMemory(start, length));
        }
        return new(status, buffer.AsMemory(0, head), await ChunksAsync(start));
    }

    public void Dispose() => socket.Dispose();

    /// <summary>The value of a header, given as it stands between two lines.</summary>
    public static string? Header(ReadOnlySpan<byte> head, ReadOnlySpan<byte> name)
    {
        var at = head.IndexOf(name);
        if (at < 0) return null;
        var value = head[(at + name.Length)..];
        var end = value.IndexOf((byte)'\r');
        return Encoding.ASCII.GetString(end < 0 ? value : value[..end]);
    }

    // The chunks are moved together where they lie
    private async ValueTask<ReadOnlyMemory<byte>> ChunksAsync(int start)
    {
        var (at, end) = (start, start);
        while (true)
        {
            int line;
            while ((line = buffer.AsSpan(at, filled - at).IndexOf("\r\n"u8)) < 0) await MoreAsync();
            var size = int.Parse(buffer.AsSpan(at, line), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            at += line + 2;
            while (filled < at + size + 2) await MoreAsync();
            if (size == 0) return buffer.AsMemory(start, end - start);
            buffer.AsSpan(at, size).CopyTo(buffer.AsSpan(end));
            end += size;
            at += size + 2;
        }
    }

    private async ValueTask MoreAsync()
    {
        if (filled == buffer.Length) Array.Resize(ref buffer, 2 * buffer.Length);
        var read = await socket.ReceiveAsync(buffer.AsMemory(filled));
        if (read == 0) throw new EndOfStreamException("The server closed the connection.");
        filled += read;
    }
}

/// <summary>An answer, as it came over the wire.</summary>
internal readonly record struct Answered(int Status, ReadOnlyMemory<byte> Head, ReadOnlyMemory<byte> Body)
{
    public string Text => Encoding.UTF8.GetString(Body.Span);
}
