using System.Globalization;
using System.Text.Json;
using System.Threading.Channels;

namespace Textak.Tests.Api;

/// <summary>One event of a stream.</summary>
internal sealed record StreamEvent(string Name, long Id, string Data)
{
    public JsonElement Json => JsonElement.Parse(Data);
}

/// <summary>A program that follows a board: reads its stream line by line, as the standard of server-sent events says.</summary>
internal sealed class EventStream : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);
    private readonly HttpResponseMessage response;
    private readonly CancellationTokenSource leaving = new();
    private readonly Channel<StreamEvent> events = Channel.CreateUnbounded<StreamEvent>();
    private readonly Task reading;
    private int comments;

    private EventStream(HttpResponseMessage response)
    {
        this.response = response;
        reading = ReadAsync();
    }

    public HttpResponseMessage Response => response;

    /// <summary>All that came as it came.</summary>
    public System.Text.StringBuilder Raw { get; } = new();

    /// <summary>How often it was told that the line lives.</summary>
    public int Comments => Volatile.Read(ref comments);

    /// <summary>Completes when the board ends it.</summary>
    public Task Ended => reading;

    public static async Task<EventStream> OpenAsync(ApiProgram program, string slug, long? last = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, $"{ApiProgram.Base}/forecasts/{slug}/stream");
        if (last is { } id) request.Headers.Add("Last-Event-ID", id.ToString(CultureInfo.InvariantCulture));
        return new(await program.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead));
    }

    public async Task<StreamEvent> NextAsync() => await events.Reader.ReadAsync().AsTask().WaitAsync(Patience);

    /// <summary>Reads on until the event that ends at a number.</summary>
    public async Task<List<StreamEvent>> UntilAsync(long seq)
    {
        var read = new List<StreamEvent>();
        while (read.Count == 0 || read[^1].Id < seq) read.Add(await NextAsync());
        read[^1].Id.ShouldBe(seq);
        return read;
    }

    public async ValueTask DisposeAsync()
    {
        await leaving.CancelAsync();
        response.Dispose();
        await reading;
        leaving.Dispose();
    }

    private async Task ReadAsync()
    {
        try
        {
            using var lines = new StreamReader(await response.Content.ReadAsStreamAsync(leaving.Token));
            var (name, id, data) = ("", 0L, "");
            while (await lines.ReadLineAsync(leaving.Token) is { } line)
            {
                lock (Raw) Raw.AppendLine(line);
                if (line.StartsWith(": ", StringComparison.Ordinal)) Interlocked.Increment(ref comments);
                else if (line.StartsWith("event: ", StringComparison.Ordinal)) name = line[7..];
                else if (line.StartsWith("id: ", StringComparison.Ordinal)) id = long.Parse(line[4..], CultureInfo.InvariantCulture);
                else if (line.StartsWith("data: ", StringComparison.Ordinal)) data = line[6..];
                else if (line.Length == 0 && data.Length > 0)
                {
                    events.Writer.TryWrite(new(name, id, data));
                    (name, data) = ("", "");
                }
            }
            events.Writer.Complete();
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or HttpRequestException or ObjectDisposedException)
        {
            events.Writer.TryComplete(e);
        }
    }
}
