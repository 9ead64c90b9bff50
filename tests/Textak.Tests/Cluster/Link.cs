using System.Net;
using System.Net.Sockets;

namespace Textak.Tests.Cluster;

/// <summary>What can be wrong with a wire between two programs.</summary>
internal enum Wire
{
    Whole,

    /// <summary>Both sides are told: what is open breaks, nothing can be opened.</summary>
    Cut,

    /// <summary>Nobody is told: nothing arrives until the wire is whole again, and then all of it.</summary>
    Stalled,

    /// <summary>Nobody is told, and what was said meanwhile never arrives.</summary>
    Dead,

    /// <summary>As dead, but what is asked arrives, and only the answers are lost.</summary>
    Deaf,
}

/// <summary>A wire between two programs on this machine: a port that leads to another one, until something happens to it.</summary>
internal sealed class Link : IDisposable
{
    private readonly TcpListener listener = new(IPAddress.Loopback, 0);
    private readonly int target;
    private readonly HashSet<Pair> open = [];
    private volatile TaskCompletionSource flows = new();
    private volatile Wire state;

    public Link(int target)
    {
        this.target = target;
        flows.SetResult();
        listener.Start(1024);
        _ = AcceptAsync();
    }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public void Turn(Wire to)
    {
        state = to;
        if (to == Wire.Stalled) flows = new(TaskCreationOptions.RunContinuationsAsynchronously);
        else flows.TrySetResult();
        // After a loss a connection can't go on as if nothing had been
        if (to is Wire.Whole or Wire.Cut) Break(pair => to == Wire.Cut || pair.HasLost);
    }

    public void Dispose()
    {
        listener.Dispose();
        flows.TrySetResult();
        Break(_ => true);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true) _ = CarryAsync(await listener.AcceptSocketAsync());
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // It was taken down
        }
    }

    private async Task CarryAsync(Socket here)
    {
        var pair = new Pair(here, new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp));
        lock (open) open.Add(pair);
        try
        {
            await flows.Task;
            if (state == Wire.Cut) throw new SocketException((int)SocketError.ConnectionRefused);
            await pair.There.ConnectAsync(IPAddress.Loopback, target);
            await Task.WhenAll(PumpAsync(pair, pair.Here, pair.There, back: false), PumpAsync(pair, pair.There, pair.Here, back: true));
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // Nobody listens there
            pair.Break();
        }
        finally
        {
            lock (open) open.Remove(pair);
            pair.Dispose();
        }
    }

    private async Task PumpAsync(Pair pair, Socket from, Socket to, bool back)
    {
        var buffer = new byte[32 * 1024];
        try
        {
            while (true)
            {
                var length = await from.ReceiveAsync(buffer);
                await flows.Task;
                var now = state;
                // It was not broken yet when the wire was mended
                if (now == Wire.Whole && pair.HasLost) pair.Break();
                if (now == Wire.Dead || (now == Wire.Deaf && back))
                {
                    pair.HasLost = true;
                    // Even that it was closed is not heard of
                    if (length == 0) await pair.Broken;
                    continue;
                }
                if (length == 0)
                {
                    to.Shutdown(SocketShutdown.Send);
                    return;
                }
                for (var sent = 0; sent < length;) sent += await to.SendAsync(buffer.AsMemory(sent, length - sent));
            }
        }
        catch (Exception e) when (e is SocketException or ObjectDisposedException)
        {
            // One of the two has gone, and so the other is told
            pair.Break();
        }
    }

    private void Break(Predicate<Pair> which)
    {
        List<Pair> broken;
        lock (open) broken = [.. open.Where(pair => which(pair))];
        broken.ForEach(pair => pair.Break());
    }

    private sealed class Pair(Socket here, Socket there) : IDisposable
    {
        private readonly TaskCompletionSource broken = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Socket Here => here;
        public Socket There => there;
        public Task Broken => broken.Task;
        public bool HasLost { get; set; }

        public void Break()
        {
            // At once, with a reset: whoever waits learns of it
            here.Close(0);
            there.Close(0);
            broken.TrySetResult();
        }

        public void Dispose()
        {
            here.Dispose();
            there.Dispose();
        }
    }
}
