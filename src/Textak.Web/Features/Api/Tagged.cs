using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Textak.Web.Features.Api;

/// <summary>
/// An answer with its version. The tag begins with the sequence number of the log that the answer was read at; what else may change it,
/// such as a name, the clock or who asks, is told apart by a digest behind that.
/// </summary>
/// <param name="exact">Whether the number is the version of what is read, so that If-Match may name it.</param>
public sealed class Tagged(object value, long seq, bool exact = false) : IResult
{
    private const int DigestLength = 12;

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var (request, response) = (httpContext.Request, httpContext.Response);
        var json = httpContext.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        var body = JsonSerializer.SerializeToUtf8Bytes(value, value.GetType(), json);
        var tag = new EntityTagHeaderValue($"\"{seq}-{Convert.ToHexStringLower(SHA256.HashData(body))[..DigestLength]}\"", isWeak: !exact);
        response.Headers.ETag = tag.ToString();
        // It may be kept, and is asked for again each time: what was hidden meanwhile must not come back
        response.Headers.CacheControl = "private, no-cache";
        response.Headers.Vary = HeaderNames.Authorization;
        if (request.GetTypedHeaders().IfNoneMatch.Any(known => known.Equals(EntityTagHeaderValue.Any) || known.Compare(tag, useStrongComparison: false)))
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = "application/json; charset=utf-8";
        return response.Body.WriteAsync(body, httpContext.RequestAborted).AsTask();
    }

    /// <summary>The number that If-Match names; null where it names none of ours.</summary>
    /// <exception cref="Misread">There is no such header.</exception>
    public static long? Named(HttpRequest request) =>
        request.Headers.IfMatch.Count == 0 ? throw new BadHttpRequestException("If-Match is missing.", StatusCodes.Status428PreconditionRequired)
        : request.GetTypedHeaders().IfMatch is [{ IsWeak: false } tag] && tag.Tag.ToString().Trim('"').Split('-') is [var number, _] && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var seq) ? seq : null;
}
