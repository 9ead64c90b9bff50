using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using Textak.Bench.World;

namespace Textak.Bench.Load;

/// <summary>Many watchers of one board, on few threads: whichever thread hears of a socket takes what it brought.</summary>
internal sealed class Flock : IAsyncDisposable
{
    private const int Knocking = 64; // at once
    private const int Rounds = 50; // pulses are spread over so many moments
    private static readonly byte[] Ping = Watcher.Frame("""{"type":6}""");

    private readonly List<(Watcher Watcher, SocketAsyncEventArgs Receiving, Socket Socket)> members = [];
    private readonly CancellationTokenSource gone = new();
    private readonly string slug;
    private Task pulsing = Task.CompletedTask;

    private Flock(string slug) => this.slug = slug;

    public IReadOnlyList<Watcher> Watchers => [.. members.Select(member => member.Watcher)];

    /// <summary>Connects them, and returns once each has been answered and watches.</summary>
    public static async Task<Flock> GatherAsync(IServer server, string slug, int size, TimeSpan? atMost = null)
    {
        var flock = new Flock(slug);
        var after = server.Head(slug);
        await Parallel.ForEachAsync(Enumerable.Range(0, size), new ParallelOptions { MaxDegreeOfParallelism = Knocking }, async (i, _) =>
        {
            var socket = await ConnectAsync(server.Port, i);
            var watcher = new Watcher(socket, slug, after, server.Heals);
            var receiving = new SocketAsyncEventArgs { UserToken = watcher };
            receiving.SetBuffer(new byte[4096]);
            lock (flock.members) flock.members.Add((watcher, receiving, socket));
            receiving.Completed += (_, _) => { if (Take(receiving)) Receive(socket, receiving); };
            Receive(socket, receiving);
            watcher.Ask();
        });
        flock.pulsing = flock.PulseAsync(server.Pulse);
        await Wait.UntilAsync(() => flock.members.All(member => member.Watcher.At >= 0 || member.Watcher.Ended is not null), "all watch", atMost ?? TimeSpan.FromSeconds(60));
        flock.ShouldBeThere();
        return flock;
    }

    public void Forget()
    {
        foreach (var (watcher, _, _) in members) watcher.Forget();
    }

    public void ShouldBeThere()
    {
        if (Watchers.FirstOrDefault(watcher => watcher.Ended is not null) is { } lost) throw new InvalidOperationException($"A watcher of {slug} was lost: {lost.Ended}");
    }

    /// <summary>Waits until all have an event.</summary>
    public Task ReachAsync(long seq, int seconds = 15) => Wait.UntilAsync(
        () => members.All(member => member.Watcher.At >= seq || member.Watcher.Ended is not null), $"all watchers of {slug} are at {seq}", TimeSpan.FromSeconds(seconds));

    public async ValueTask DisposeAsync()
    {
        await gone.CancelAsync();
        await pulsing;
        foreach (var (watcher, receiving, _) in members)
        {
            watcher.End("It was let go.");
            watcher.Dispose();
            receiving.Dispose();
        }
        gone.Dispose();
    }

    private static void Receive(Socket socket, SocketAsyncEventArgs receiving)
    {
        var watcher = (Watcher)receiving.UserToken!;
        try
        {
            while (watcher.Ended is null && !socket.ReceiveAsync(receiving))
                if (!Take(receiving)) return;
        }
        catch (ObjectDisposedException)
        {
            watcher.End("It was let go.");
        }
    }

    private static bool Take(SocketAsyncEventArgs receiving)
    {
        var watcher = (Watcher)receiving.UserToken!;
        if (receiving.SocketError != SocketError.Success || receiving.BytesTransferred == 0)
        {
            watcher.End($"The connection ended: {receiving.SocketError}.");
            return false;
        }
        try
        {
            watcher.Take(receiving.MemoryBuffer.Span[..receiving.BytesTransferred], TimeProvider.System.GetUtcNow().UtcTicks);
            return true;
        }
        catch (InvalidDataException e)
        {
            watcher.End(e.Message);
            return false;
        }
    }

    private async Task PulseAsync(TimeSpan every)
    {
        using var timer = new PeriodicTimer(every / Rounds);
        for (var round = 0; !gone.IsCancellationRequested; round = (round + 1) % Rounds)
        {
            try
            {
                await timer.WaitForNextTickAsync(gone.Token);
            }
            catch (OperationCanceledException)
            {
                return;
            }
            for (var i = round; i < members.Count; i += Rounds) members[i].Watcher.Say(Ping);
        }
    }

    /// <summary>Opens a WebSocket and shakes hands in SignalR's JSON protocol.</summary>
    private static async Task<Socket> ConnectAsync(int port, int number)
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        // From several addresses, for one has too few ports for many rounds of thousands
        socket.Bind(new IPEndPoint(new IPAddress([127, 0, 1, (byte)(1 + number % 200)]), 0));
        await socket.ConnectAsync(IPAddress.Loopback, port);
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));
        await socket.SendAsync(Encoding.ASCII.GetBytes(
            $"GET /hubs/board HTTP/1.1\r\nHost: localhost\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {key}\r\n\r\n"));
#pragma warning disable CA5350 // the protocol says so
        var accepted = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
#pragma warning restore CA5350
        await ExpectAsync(socket, "\r\n\r\n"u8.ToArray(), answer =>
            answer.StartsWith("HTTP/1.1 101", StringComparison.Ordinal) && answer.Contains($"Sec-WebSocket-Accept: {accepted}", StringComparison.OrdinalIgnoreCase));
        await socket.SendAsync(Watcher.Frame("""{"protocol":"json","version":1}"""));
        await ExpectAsync(socket, [0x1e], answer => answer.EndsWith("{}\u001e", StringComparison.Ordinal));
        return socket;
    }

    // Byte by byte: what comes after it is for the watcher
    private static async Task ExpectAsync(Socket socket, byte[] end, Func<string, bool> expected)
    {
        List<byte> answer = [];
        var one = new byte[1];
        while (answer.Count < end.Length || !answer.TakeLast(end.Length).SequenceEqual(end))
        {
            if (await socket.ReceiveAsync(one) == 0) throw new EndOfStreamException($"The server closed the connection: {Encoding.Latin1.GetString([.. answer])}");
            answer.Add(one[0]);
        }
        var text = Encoding.Latin1.GetString([.. answer]);
        if (!expected(text)) throw new InvalidDataException($"The server answered: {text}");
    }
}
