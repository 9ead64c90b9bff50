using System.Net;
using System.Net.Http.Headers;

namespace Textak.Web.Platform.Outward;

/// <summary>
/// Fetches what people name the addresses of: through the <see cref="WayOut"/> alone, each redirect looked at like the first address, with an
/// end to the time, to what is sent and to what it may be blown up to. It keeps no cookies, knows no proxy, and says who it is.
/// </summary>
public sealed class Fetcher : IDisposable
{
    /// <summary>The most bytes of an answer, as sent and decompressed.</summary>
    public const int MostSent = 2 * 1024 * 1024, MostBytes = 4 * 1024 * 1024;
    private const int MostRedirects = 5;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(20);

    private readonly WayOut wayOut;
    private readonly TimeProvider time;
    private readonly HttpClient client;

    public Fetcher(WayOut wayOut, TimeProvider time)
    {
        (this.wayOut, this.time) = (wayOut, time);
        client = new(new SocketsHttpHandler
        {
            ConnectCallback = (context, stop) => wayOut.ConnectAsync(context.DnsEndPoint, stop),
            AllowAutoRedirect = false, UseProxy = false, UseCookies = false, AutomaticDecompression = DecompressionMethods.None,
            // What was connected to is looked at anew each time
            PooledConnectionLifetime = TimeSpan.Zero, ConnectTimeout = TimeSpan.FromSeconds(10), MaxResponseHeadersLength = 32, MaxResponseDrainSize = 0,
        })
        { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>Asks for what an address holds now, unless that is what was there before.</summary>
    /// <param name="accept">Media types, as the header has them.</param>
    /// <param name="etag">With <paramref name="lastModified"/>: as the server marked what was there before; null for nothing.</param>
    /// <exception cref="OutwardProblem">It may not be asked, doesn't answer in time, or answers with too much or with nonsense.</exception>
    public async Task<Fetched> GetAsync(Uri address, string accept, string? etag, string? lastModified, CancellationToken stop)
    {
        using var patience = new CancellationTokenSource(Longest, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(stop, patience.Token);
        try
        {
            return await GetAsync(address, new(accept, etag, lastModified), both.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            throw new OutwardProblem($"{address.Host} did not answer within {Longest.TotalSeconds:0} seconds.");
        }
        catch (HttpRequestException e) when (e.InnerException is OutwardProblem)
        {
            throw new OutwardProblem(e.InnerException.Message, e);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or InvalidDataException or UriFormatException or InvalidOperationException)
        {
            throw new OutwardProblem($"{address.Host} could not be read: {e.GetBaseException().Message}", e);
        }
    }

    public void Dispose() => client.Dispose();

    private async Task<Fetched> GetAsync(Uri address, Question question, CancellationToken stop)
    {
        var movedForGood = true;
        for (var redirects = 0; redirects <= MostRedirects; redirects++)
        {
            if (wayOut.Problem(address) is { } problem) throw new OutwardProblem(problem);
            using var request = question.To(address);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stop);
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect))
                return await ReadAsync(response, address, stop) with { HasMoved = redirects > 0 && movedForGood };
            if (response.Headers.Location is not { } next) throw new OutwardProblem($"{address.Host} redirects to nowhere.");
            movedForGood &= response.StatusCode is HttpStatusCode.MovedPermanently or HttpStatusCode.PermanentRedirect;
            address = new(address, next);
        }
        throw new OutwardProblem($"{address.Host} redirects more than {MostRedirects} times.");
    }

    private async Task<Fetched> ReadAsync(HttpResponseMessage response, Uri address, CancellationToken stop)
    {
        var (headers, content) = (response.Headers, response.Content.Headers);
        var body = response.StatusCode != HttpStatusCode.OK ? [] : await Body.ReadAsync(response.Content, MostSent, MostBytes, stop);
        return new(
            response.StatusCode, address, body, content.ContentType?.CharSet?.Trim('"', '\'', ' '), First(headers, "ETag"), First(content, "Last-Modified"),
            headers.RetryAfter is { } wait ? wait.Delta ?? wait.Date - time.GetUtcNow() : null, headers.CacheControl?.MaxAge);
    }

    // As they were sent: what a server understands again is what it said itself
    private static string? First(HttpHeaders headers, string name) => headers.NonValidated.TryGetValues(name, out var values) ? values.FirstOrDefault() : null;

    private sealed record Question(string Accept, string? ETag, string? LastModified)
    {
        public HttpRequestMessage To(Uri address)
        {
            var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.TryAddWithoutValidation("Accept", Accept);
            request.Headers.TryAddWithoutValidation("Accept-Encoding", "gzip, deflate, br");
            request.Headers.TryAddWithoutValidation("User-Agent", "Textak/1.0 (reads news feeds)");
            if (ETag is not null) request.Headers.TryAddWithoutValidation("If-None-Match", ETag);
            if (LastModified is not null) request.Headers.TryAddWithoutValidation("If-Modified-Since", LastModified);
            return request;
        }
    }
}
