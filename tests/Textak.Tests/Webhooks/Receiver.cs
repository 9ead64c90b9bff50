using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Textak.Tests.Webhooks;

/// <summary>A message as it came in.</summary>
/// <param name="Taken">Whether it was answered that it is here.</param>
internal sealed record Received(string Id, long Time, string Signature, string Body, bool Taken)
{
    public JsonElement Json { get; } = JsonDocument.Parse(Body).RootElement;
    public string Type => Json.GetProperty("type").GetString()!;
    public JsonElement Data => Json.GetProperty("data");
    public string Slug => Data.GetProperty("forecast").GetProperty("slug").GetString()!;
    public long Seq => Data.GetProperty("seq").GetInt64();

    /// <summary>Checks it as Standard Webhooks has it, by code of its own.</summary>
    public bool IsSignedWith(string secret)
    {
        using var hmac = new HMACSHA256(Convert.FromBase64String(secret["whsec_".Length..]));
        return Signature == "v1," + Convert.ToBase64String(hmac.ComputeHash(Encoding.UTF8.GetBytes($"{Id}.{Time}.{Body}")));
    }
}

/// <summary>What receives messages, on a port of its own. It may fail, stall, break the line, and die and come back.</summary>
internal sealed class Receiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<Received> received = new();
    private WebApplication? app;
    private int open;

    public string Address { get; private set; } = "";

    /// <summary>What is done with a message: the status that is answered, 0 for none until whoever sends has given up, -1 for a broken line.</summary>
    public Func<Received, int> Answer { get; set; } = _ => 200;

    public string Says { get; set; } = "";
    public IReadOnlyList<Received> All => [.. received];
    public IReadOnlyList<Received> Taken => [.. received.Where(message => message.Taken)];

    /// <summary>How many requests it holds now.</summary>
    public int Open => Volatile.Read(ref open);

    public static async Task<Receiver> StartAsync()
    {
        var receiver = new Receiver();
        await receiver.LiveAsync();
        return receiver;
    }

    /// <summary>Listens, where it did before if it did.</summary>
    public async Task LiveAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        var port = Address.Length > 0 ? new Uri(Address).Port : 0;
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, port));
        app = builder.Build();
        app.Run(ReceiveAsync);
        await app.StartAsync();
        Address = $"{app.Urls.Single()}/in";
    }

    /// <summary>Nobody listens any more, and what was under way is cut off.</summary>
    public async Task DieAsync()
    {
        if (app is null) return;
        using var soon = new CancellationTokenSource(TimeSpan.FromMilliseconds(50));
        try
        {
            await app.StopAsync(soon.Token);
        }
        catch (OperationCanceledException)
        {
            // It was in the midst of something, which is cut off
        }
        await app.DisposeAsync();
        app = null;
    }

    public async ValueTask DisposeAsync() => await DieAsync();

    private async Task ReceiveAsync(HttpContext http)
    {
        Interlocked.Increment(ref open);
        try
        {
            using var reader = new StreamReader(http.Request.Body, Encoding.UTF8);
            var headers = http.Request.Headers;
            var message = new Received(
                headers["webhook-id"]!, long.Parse(headers["webhook-timestamp"]!, CultureInfo.InvariantCulture), headers["webhook-signature"]!, await reader.ReadToEndAsync(http.RequestAborted), Taken: false);
            var status = Answer(message);
            received.Enqueue(message with { Taken = status is >= 200 and < 300 });
            if (status == -1) http.Abort();
            if (status == 0) await Task.Delay(Timeout.Infinite, http.RequestAborted).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (status <= 0) return;
            http.Response.StatusCode = status;
            if (status is 302) http.Response.Headers.Location = Says;
            await http.Response.WriteAsync(Says);
        }
        catch (Exception e) when (e is OperationCanceledException or IOException or BadHttpRequestException)
        {
            // Whoever sent it has gone
        }
        finally
        {
            Interlocked.Decrement(ref open);
        }
    }
}
