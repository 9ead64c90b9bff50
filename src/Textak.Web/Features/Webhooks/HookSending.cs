using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.Extensions.Options;
using Textak.Web.Platform;
using Textak.Web.Platform.Outward;

namespace Textak.Web.Features.Webhooks;

/// <summary>What became of one try.</summary>
/// <param name="Status">Null where there was no answer.</param>
internal sealed record Sent(int? Status, string Answer, int Milliseconds)
{
    public bool Succeeded => Status is >= 200 and < 300;
}

/// <summary>Sends messages, so many at a time on this node and for one account, and each within its time. While it waits no thread does.</summary>
public sealed class HookSending(Sender sender, HookSecrets secrets, IOptions<Limits> limits, TimeProvider time) : IDisposable
{
    /// <summary>How many of one account's messages are under way at a time: whose receivers are slow holds up themselves.</summary>
    internal const int AnAccountAtOnce = 8;
    private readonly Places<long> places = new(most: 64, AnAccountAtOnce, mostWaiting: int.MaxValue);

    /// <summary>The longest that a receiver may take.</summary>
    public TimeSpan Longest => TimeSpan.FromSeconds(limits.Value.WebhookSeconds);

    /// <summary>Waits for a place, which is given back when it is disposed of.</summary>
    public Task<IDisposable?> EnterAsync(long account, CancellationToken stop) => places.EnterAsync(account, stop);

    internal async Task<Sent> SendAsync(Webhook hook, HookMessage message, CancellationToken stop)
    {
        var start = Stopwatch.GetTimestamp();
        int Passed() => (int)Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Longest);
        try
        {
            using var request = Request(hook, message);
            using var response = await sender.Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
            return new((int)response.StatusCode, await BeginningAsync(response.Content, patience.Token), Passed());
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(null, string.Create(CultureInfo.InvariantCulture, $"No answer within {Longest.TotalSeconds:0} seconds"), Passed());
        }
        catch (Exception e) when (e is HttpRequestException or IOException)
        {
            return new(null, Cut(e.Message), Passed());
        }
    }

    public void Dispose() => places.Dispose();

    private HttpRequestMessage Request(Webhook hook, HookMessage message)
    {
        var now = time.GetUtcNow().ToUnixTimeSeconds();
        var request = new HttpRequestMessage(HttpMethod.Post, hook.Address) { Content = new ByteArrayContent(message.Body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } } };
        request.Headers.Add("webhook-id", message.Id);
        request.Headers.Add("webhook-timestamp", now.ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", secrets.Sign(hook.Secret, message.Id, now, message.Body));
        request.Headers.UserAgent.Add(new("Textak", "1"));
        return request;
    }

    /// <summary>So much of an answer as is shown, and nothing more of it is read.</summary>
    private static async Task<string> BeginningAsync(HttpContent content, CancellationToken stop)
    {
        var (buffer, read) = (new byte[HookDelivery.AnswerLength], 0);
        await using var stream = await content.ReadAsStreamAsync(stop);
        while (read < buffer.Length && await stream.ReadAsync(buffer.AsMemory(read), stop) is > 0 and var some) read += some;
        return Cut(Encoding.UTF8.GetString(buffer, 0, read));
    }

    private static string Cut(string text) => Plain.Text(text) is { Length: > HookDelivery.AnswerLength } longer ? longer[..(HookDelivery.AnswerLength - 1)] + "…" : Plain.Text(text);
}
