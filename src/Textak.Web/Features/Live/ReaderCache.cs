using System.Globalization;
using System.IO.Compression;
using Microsoft.AspNetCore.OutputCaching;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Net.Http.Headers;
using Textak.Web.Platform;

namespace Textak.Web.Features.Live;

/// <summary>
/// Pages for readers without an account, kept as they were sent. What a page shows depends on how far the log had come,
/// so that is read anew for every request and is part of the key: nothing is ever served that a later event has changed,
/// least of all a text that was hidden.
/// </summary>
public sealed class ReaderCache(Tailer tailer, Heads heads, HomeAddress address, TimeProvider time) : IOutputCachePolicy
{
    /// <summary>What time alone changes, such as the movement in seven days, may lag by so much.</summary>
    public static readonly TimeSpan Lasts = TimeSpan.FromSeconds(30);

    // What is kept is bounded by its bytes, and those of its key aren't among them
    private const int LongestQuery = 512;
    private static readonly string Build = typeof(ReaderCache).Module.ModuleVersionId.ToString("N")[..8];

    public async ValueTask CacheRequestAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var http = context.HttpContext;
        context.EnableOutputCaching = false;
        if (!(HttpMethods.IsGet(http.Request.Method) || HttpMethods.IsHead(http.Request.Method)) || http.User.Identity?.IsAuthenticated == true) return;
        if (http.Request.QueryString.Value?.Length > LongestQuery) return;
        if (http.GetRouteValue("handler") is not null || await VersionAsync(http, cancellation) is not { } version) return;

        context.EnableOutputCaching = context.AllowCacheLookup = context.AllowCacheStorage = context.AllowLocking = true;
        context.ResponseExpirationTimeSpan = Lasts;
        // A page says its own address: nobody is given one that somebody else made up
        context.CacheVaryByRules.VaryByHost = address.Known is null;
        context.CacheVaryByRules.QueryKeys = "*";
        context.CacheVaryByRules.HeaderNames = HeaderNames.AcceptEncoding;
        context.CacheVaryByRules.VaryByValues.Add("version", version);
        // A page that was kept brings the tag of its own time instead
        http.Response.Headers.ETag = string.Create(CultureInfo.InvariantCulture, $"W/\"{Build}-{version}-{time.Now().ToUnixTimeSeconds()}\"");
    }

    public ValueTask ServeFromCacheAsync(OutputCacheContext context, CancellationToken cancellation) => ValueTask.CompletedTask;

    public ValueTask ServeResponseAsync(OutputCacheContext context, CancellationToken cancellation)
    {
        var response = context.HttpContext.Response;
        if (response.StatusCode != StatusCodes.Status200OK || response.Headers.SetCookie.Count > 0) context.AllowCacheStorage = false;
        return ValueTask.CompletedTask;
    }

    private async Task<string?> VersionAsync(HttpContext http, CancellationToken stop)
    {
        long head;
        if (http.GetRouteValue("slug") is not string slug) head = await heads.OfAllAsync().WaitAsync(stop);
        else if (await tailer.FindAsync(slug, stop) is { } id) head = await heads.OfAsync(id).WaitAsync(stop);
        else return null;
        return head.ToString(CultureInfo.InvariantCulture);
    }
}

public static class ReaderCaching
{
    private const long MostBytes = 64 * 1024 * 1024;

    public static void AddReaderCache(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ReaderCache>();
        builder.Services.AddOutputCache(cache => (cache.SizeLimit, cache.MaximumBodySize) = (MostBytes, MostBytes / 16));
        builder.Services.AddOptions<OutputCacheOptions>().Configure<ReaderCache>((cache, policy) => cache.AddPolicy(nameof(ReaderCache), policy));
        // The tokens in our forms are encrypted anew each time: their length is all that compression could tell
        builder.Services.AddResponseCompression(compression => compression.EnableForHttps = true);
        builder.Services.Configure<BrotliCompressionProviderOptions>(brotli => brotli.Level = CompressionLevel.Optimal);
    }

    /// <summary>After whoever asks is known. What is kept is kept compressed.</summary>
    public static void UseReaderCache(this WebApplication app)
    {
        app.UseOutputCache();
        app.UseResponseCompression();
    }
}
