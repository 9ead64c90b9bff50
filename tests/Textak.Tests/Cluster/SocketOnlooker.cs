using System.Net.WebSockets;
using System.Text;
using Textak.Tests.Live;

namespace Textak.Tests.Cluster;

/// <summary>
/// One with a socket, which comes back by itself for ever, each time at a moment of its own, with the numbers of live.js;
/// where no socket gets through it asks over plain HTTP meanwhile.
/// </summary>
internal sealed class SocketOnlooker(HttpClient web, string slug, Random random) : Onlooker(slug)
{
    private const int First = 500, Longest = 15_000, Pulse = 5_000, Silence = 12_000, Blocked = 2, Every = 3_000; // ms; Blocked counts tries
    private byte[] buffer = new byte[64 * 1024];
    private readonly SemaphoreSlim sending = new(1);
    private ClientWebSocket? line;
    private long calls, asked;
    private Pushes pushes = new();

    /// <summary>Whether its line is one on which nothing is lost on the way.</summary>
    public bool HasGoodLine { get; init; } = true;

    /// <summary>Breaks its line; it comes back by itself.</summary>
    public void Cut() => line?.Abort();

    public override string ToString() => $"a watcher whose socket is {line?.State}";

    protected override async Task LookAsync()
    {
        var tries = 0;
        while (!Gone.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(opened: () => tries = 0);
            }
            catch (Exception e) when (e is WebSocketException or HttpRequestException or IOException or OperationCanceledException or ObjectDisposedException or InvalidDataException)
            {
                // Comes back, below
            }
            if (Gone.IsCancellationRequested) return;
            var wait = TimeSpan.FromMilliseconds(Math.Min(Longest, First * Math.Pow(2, tries++)) * (0.5 + random.NextDouble()));
            await WaitAsync(wait, asks: tries > Blocked);
        }
    }

    protected override void Ask(long afterSeq) => _ = SendAsync(Messages.Call(asked = ++calls, "Watch", Slug, afterSeq));

    protected override Task<Screen> LoadAsync() => Pages.LoadAsync(web, Slug, Gone);

    private async Task ListenAsync(Action opened)
    {
        using var socket = line = new();
        socket.Options.KeepAliveInterval = TimeSpan.Zero;
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Gone);
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(leaving.Token);
        patience.CancelAfter(Silence);
        await socket.ConnectAsync(new UriBuilder(new Uri(web.BaseAddress!, "/hubs/board")) { Scheme = "ws" }.Uri, patience.Token);
        pushes = new();
        await SendAsync(Messages.Hello);
        CatchUp();
        using var pulse = new Timer(_ => _ = SendAsync(Messages.Ping), null, Pulse, Pulse);
        while (await ReceiveAsync(socket, patience) is { } text)
            foreach (var message in text.Split(Messages.End, StringSplitOptions.RemoveEmptyEntries))
                if (!await HearAsync(Messages.Read(message), opened, leaving)) return;
    }

    /// <returns>False where that is the end of the line.</returns>
    private async Task<bool> HearAsync(Message message, Action opened, CancellationTokenSource leaving)
    {
        switch (message)
        {
            case { Type: 7 }:
            case { Type: 3, Error: not null }:
                return false;
            case { Type: 3, Frame: { } answer } when message.Id == asked:
                opened();
                if (pushes.Answered(answer) is { } late && HasGoodLine) Complain(late);
                await AnswerAsync(answer);
                return true;
            case { Type: 1, Frame: { } frame }:
                if (pushes.Pushed(frame) is { } gap && HasGoodLine) Complain(gap);
                Receive(frame);
                return true;
            case { Type: 1, Target: "Move" }:
                leaving.CancelAfter(random.Next(message.Within));
                return true;
            default:
                return true;
        }
    }

    private async Task<string?> ReceiveAsync(ClientWebSocket socket, CancellationTokenSource patience)
    {
        var length = 0;
        while (true)
        {
            var part = await socket.ReceiveAsync(buffer.AsMemory(length), patience.Token);
            if (part.MessageType == WebSocketMessageType.Close) return null;
            length += part.Count;
            if (part.EndOfMessage) break;
            if (length == buffer.Length) Array.Resize(ref buffer, 2 * length);
        }
        patience.CancelAfter(Silence);
        return Encoding.UTF8.GetString(buffer, 0, length);
    }

    private async Task WaitAsync(TimeSpan time, bool asks)
    {
        for (var left = time; left > TimeSpan.Zero; left -= TimeSpan.FromMilliseconds(Every))
        {
            await Task.Delay(left < TimeSpan.FromMilliseconds(Every) ? left : TimeSpan.FromMilliseconds(Every), Gone).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!asks || Gone.IsCancellationRequested || await Pages.AskAsync(web, Slug, Screen.Seq, Gone) is not { } answer) continue;
            await AnswerAsync(answer);
        }
    }

    private async Task SendAsync(string message)
    {
        if (line is not { } socket) return;
        await sending.WaitAsync();
        try
        {
            await socket.SendAsync(Encoding.UTF8.GetBytes(message + Messages.End), WebSocketMessageType.Text, endOfMessage: true, Gone);
        }
        catch (Exception e) when (e is WebSocketException or IOException or OperationCanceledException or ObjectDisposedException or InvalidOperationException)
        {
            // Whoever listens finds out
        }
        finally
        {
            sending.Release();
        }
    }
}
