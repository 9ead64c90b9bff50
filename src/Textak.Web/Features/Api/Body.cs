using System.Reflection;
using System.Text.Json;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Extensions.Options;
using JsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace Textak.Web.Features.Api;

/// <summary>What a request said, in one spelling.</summary>
internal sealed record SentBody(byte[] Json);

/// <summary>The body of a request as JSON. What isn't of the form that the document names is told by its field, before any rule sees it.</summary>
public sealed class Body<T>(T value) : IEndpointParameterMetadataProvider where T : class
{
    public T Value => value;

#pragma warning disable CA1000 // where the framework looks for them
    public static async ValueTask<Body<T>?> BindAsync(HttpContext http)
    {
        if (!http.Request.HasJsonContentType()) throw new BadHttpRequestException("The body is no JSON.", StatusCodes.Status415UnsupportedMediaType);
        var json = http.RequestServices.GetRequiredService<IOptions<JsonOptions>>().Value.SerializerOptions;
        try
        {
            if (await http.Request.ReadFromJsonAsync<T>(json, http.RequestAborted) is not { } read) throw new Misread("", "The body is empty: send an object.");
            http.Features.Set(new SentBody(JsonSerializer.SerializeToUtf8Bytes(read, json)));
            return new(read);
        }
        catch (JsonException e)
        {
            var field = e.Path is ['$', '.', .. var path] ? path : "";
            throw new Misread(field, field.Length == 0 ? "The body is no JSON object of the form that the document names." : $"{field} is not of the form that the document names, or not known there.");
        }
        catch (InvalidOperationException)
        {
            throw new Misread("", "The body is in a character set that nobody knows: send UTF-8.");
        }
    }

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(new AcceptsMetadata(["application/json"], typeof(T)));
#pragma warning restore CA1000
}
