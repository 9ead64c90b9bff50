using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Textak.Bench.Load;

namespace Textak.Bench.Crowds;

/// <summary>What became of all that a crowd asked for. Who goes too fast waits as long as the site says.</summary>
internal sealed class Tally
{
    private readonly Lock counting = new();
    private readonly Latencies latencies = new();
    private int done, refused, waited;

    /// <summary>Answers that were the site's mistakes, and none at all.</summary>
    public int Broken { get; private set; }

    /// <returns>What came back; null where it was no success.</returns>
    public async Task<JsonElement?> AskAsync(HttpClient http, HttpRequestMessage request, CancellationToken stop)
    {
        using var sent = request;
        var since = Stopwatch.GetTimestamp();
        try
        {
            using var response = await http.SendAsync(sent, stop);
            lock (counting)
            {
                latencies.Add(Stopwatch.GetElapsedTime(since).TotalSeconds);
                if (response.IsSuccessStatusCode) done++;
                else if (response.StatusCode == HttpStatusCode.TooManyRequests) waited++;
                else if (response.StatusCode < HttpStatusCode.InternalServerError) refused++;
                else Broken++;
            }
            if (response.IsSuccessStatusCode) return await response.Content.ReadFromJsonAsync<JsonElement>(stop);
            if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable) await Task.Delay(response.Headers.RetryAfter?.Delta ?? TimeSpan.FromSeconds(2), stop);
        }
        catch (Exception e) when (e is HttpRequestException || (e is TaskCanceledException && !stop.IsCancellationRequested))
        {
            lock (counting) Broken++;
            await Task.Delay(TimeSpan.FromSeconds(1), stop);
        }
        return null;
    }

    public string Line(TimeSpan time)
    {
        lock (counting)
            return string.Create(CultureInfo.InvariantCulture,
                $"{time.TotalSeconds:0} s: {done} done ({done / time.TotalSeconds:0.0}/s), {refused} refused by a rule, {waited} told to wait, {Broken} broken; p50 {latencies.Percentile(50):0.0} ms, p99 {latencies.Percentile(99):0.0} ms");
    }
}
