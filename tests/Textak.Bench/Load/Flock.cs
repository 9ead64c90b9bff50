using System.Net.Sockets;
using System.Text.Json;
using Textak.Bench.World;

namespace Textak.Bench.Load;

/// <summary>Many watchers of one board, on few threads: whichever thread hears of a socket takes what it brought.</summary>
internal sealed class Flock : IAsyncDisposable
{
    private const int Knocking = 64; // at once
    private const int Rounds = 50; // pulses are spread over so many moments
    private const int EachChecks = 50; // one of so many reads all that it gets
    private const int First = 500, Longest = 15_000; // ms between two tries, as in live.js
    public static readonly byte[] Ping = Watcher.Frame("""{"type":6}""");

    private readonly List<(Watcher Watcher, SocketAsyncEventArgs Receiving)> members = [];
    private readonly CancellationTokenSource gone = new();
    private readonly string slug;
    private Task pulsing = Task.CompletedTask;

    private Flock(string slug) => this.slug = slug;

    public IReadOnlyList<Watcher> Watchers => [.. members.Select(member => member.Watcher)];

    /// <summary>Where those go whose server fell, by themselves and as live.js does: at a moment of their own, and for ever. Null for nowhere.</summary>
    public int? Refuge { get; set; }

    /// <summary>Connects them, and returns once each has been answered and watches.</summary>
    public static async Task<Flock> GatherAsync(IServer server, string slug, int size, TimeSpan? atMost = null)
    {
        var flock = new Flock(slug);
        var after = server.Head(slug);
        await Parallel.ForEachAsync(Enumerable.Range(0, size), new ParallelOptions { MaxDegreeOfParallelism = Knocking }, async (i, _) =>
        {
            var socket = await Handshake.OpenAsync(server.Port, i);
            var watcher = new Watcher(slug, after, server.Heals, checks: i % EachChecks == 0);
            var receiving = new SocketAsyncEventArgs { UserToken = watcher };
            receiving.SetBuffer(new byte[4096]);
            lock (flock.members) flock.members.Add((watcher, receiving));
            receiving.Completed += (heard, done) => flock.Receive((Socket)heard!, done, taken: true);
            flock.Join(watcher, receiving, socket);
        });
        flock.pulsing = flock.PulseAsync(server.Pulse);
        await Wait.UntilAsync(() => flock.members.All(member => member.Watcher.At >= 0 || member.Watcher.Ended is not null), "all watch", atMost ?? TimeSpan.FromSeconds(60));
        flock.ShouldBeThere();
        return flock;
    }

    public void Forget()
    {
        foreach (var (watcher, _) in members) watcher.Forget();
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
        Refuge = null;
        await gone.CancelAsync();
        await pulsing;
        foreach (var (watcher, receiving) in members)
        {
            watcher.End("It was let go.");
            watcher.Dispose();
            receiving.Dispose();
        }
        gone.Dispose();
    }

    private void Join(Watcher watcher, SocketAsyncEventArgs receiving, Socket socket)
    {
        watcher.Join(socket);
        Receive(socket, receiving, taken: false);
        watcher.Ask();
    }

    /// <param name="taken">Whether something has come in already that is to be taken first.</param>
    private void Receive(Socket socket, SocketAsyncEventArgs receiving, bool taken)
    {
        var watcher = (Watcher)receiving.UserToken!;
        try
        {
            while ((!taken || Take(receiving)) && watcher.Ended is null)
            {
                if (socket.ReceiveAsync(receiving)) return;
                taken = true;
            }
        }
        catch (ObjectDisposedException)
        {
            watcher.End("It was let go.");
        }
        if (Refuge is { } port) _ = ComeBackAsync(watcher, receiving, port);
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
        catch (Exception e) when (e is InvalidDataException or JsonException)
        {
            watcher.End(e.Message);
            return false;
        }
    }

    private async Task ComeBackAsync(Watcher watcher, SocketAsyncEventArgs receiving, int port)
    {
        for (var tries = 0; !gone.IsCancellationRequested; tries++)
        {
            var span = Math.Min(Longest, First * Math.Pow(2, tries));
            await Task.Delay(TimeSpan.FromMilliseconds(span * (0.5 + Random.Shared.NextDouble())));
            try
            {
                Join(watcher, receiving, await Handshake.OpenAsync(port, Random.Shared.Next(200)));
                return;
            }
            catch (Exception e) when (e is SocketException or IOException or InvalidDataException)
            {
                // Again, then
            }
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
}
