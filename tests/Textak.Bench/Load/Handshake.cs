using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;

namespace Textak.Bench.Load;

/// <summary>How a watcher's socket begins.</summary>
internal static class Handshake
{
    /// <summary>Opens a WebSocket and shakes hands in SignalR's JSON protocol.</summary>
    /// <param name="port">The server's.</param>
    /// <param name="number">From several addresses, for one has too few ports for many rounds of thousands.</param>
    /// <param name="buffer">Bytes that the kernel takes before anybody reads, or null for as many as it likes.</param>
    public static async Task<Socket> OpenAsync(int port, int number, int? buffer = null)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            if (buffer is { } bytes) socket.ReceiveBufferSize = bytes;
            await ShakeAsync(socket, port, number);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static async Task ShakeAsync(Socket socket, int port, int number)
    {
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + number % 200)]), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/board HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"));
#pragma warning disable CA5350 // the protocol says so
        var accepted = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        List<byte> head = [];
        while (!head.TakeLast(4).SequenceEqual("\r\n\r\n"u8.ToArray())) head.Add((await ReadAsync(socket, 1))[0]);
        var answer = Encoding.Latin1.GetString([.. head]);
        if (!answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) || !answer.Contains($"Sec-WebSocket-Accept: {accepted}", StringComparison.OrdinalIgnoreCase))
            throw new InvalidDataException($"The server answered: {answer}");
        await socket.SendAsync(Watcher.Frame("""{"protocol":"json","version":1}"""));
        // A busy server sends its first ping in the same frame: before it is asked it has nothing else to say
        var frame = await ReadAsync(socket, 2);
        var said = Encoding.UTF8.GetString(await ReadAsync(socket, frame[1]));
        if (frame[1] > 125 || !said.StartsWith("{}\u001e", StringComparison.Ordinal)) throw new InvalidDataException($"The server answered: {said}");
    }

    // No more than is asked for: what comes after it is for the watcher
    private static async Task<byte[]> ReadAsync(Socket socket, int count)
    {
        var bytes = new byte[count];
        for (int at = 0, read; at < count; at += read)
            if ((read = await socket.ReceiveAsync(bytes.AsMemory(at))) == 0) throw new EndOfStreamException("The server closed the connection while hands were shaken.");
        return bytes;
    }
}
