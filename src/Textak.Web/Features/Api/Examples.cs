using System.Text.Json.Nodes;
using Microsoft.OpenApi;

namespace Textak.Web.Features.Api;

/// <summary>Puts examples into the document: of each body, made of those that its properties have.</summary>
internal static class Examples
{
    public static void Put(OpenApiDocument document)
    {
        // The word of OpenAPI 3.0 gives way to that of JSON Schema
#pragma warning disable CS0618
        foreach (var schema in document.Components!.Schemas!.Values.OfType<OpenApiSchema>().SelectMany(schema => (schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Values).OfType<OpenApiSchema>())
            if (schema.Example is { } example) (schema.Examples, schema.Example) = ([example], null);
#pragma warning restore CS0618
        foreach (var operation in document.Paths.Values.SelectMany(path => path.Operations!.Values))
        {
            foreach (var body in operation.RequestBody?.Content?.Values ?? []) body.Example ??= Of(body.Schema!, document);
            foreach (var (type, body) in operation.Responses!.Values.OfType<OpenApiResponse>().SelectMany(response => response.Content ?? new Dictionary<string, OpenApiMediaType>()))
                // A stream is a text of many
                if (type == "application/json") body.Example ??= Of(body.Schema!, document);
        }
        foreach (var parameter in document.Paths.Values.SelectMany(path => path.Operations!.Values).SelectMany(operation => operation.Parameters ?? []).OfType<OpenApiParameter>())
            parameter.Example ??= parameter.Name switch { "slug" => "open-source-frontier", "name" => "Ada Lovelace", "id" or "source" => 17, _ => null };
    }

    private static JsonNode? Of(IOpenApiSchema schema, OpenApiDocument document)
    {
        if (schema is OpenApiSchemaReference { Reference: { Id: { } id, Examples: not [{ }, ..] } }) return document.Components!.Schemas!.TryGetValue(id, out var named) ? Of(named, document) : null;
        if (schema.Examples is [{ } example, ..]) return example.DeepClone();
        if (schema.Enum is [{ } first, ..]) return first.DeepClone();
        if ((schema.OneOf ?? schema.AnyOf)?.FirstOrDefault(one => one.Type != JsonSchemaType.Null) is { } choice) return Of(choice, document);
        var type = schema.Type ?? JsonSchemaType.Null;
        if (type.HasFlag(JsonSchemaType.Array)) return schema.Items is { } items && Of(items, document) is { } item ? new JsonArray(item) : new JsonArray();
        if (type.HasFlag(JsonSchemaType.Object)) return new JsonObject((schema.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(property => KeyValuePair.Create(property.Key, Of(property.Value, document))));
        return Plain(type, schema.Format);
    }

    private static JsonNode? Plain(JsonSchemaType type, string? format) =>
        type.HasFlag(JsonSchemaType.Null) ? null
        : type.HasFlag(JsonSchemaType.Integer) ? 1
        : type.HasFlag(JsonSchemaType.Number) ? 0.5
        : type.HasFlag(JsonSchemaType.Boolean) ? false
        : format switch { "date-time" => "2027-03-01T12:00:00Z", "date" => "2027-12-31", _ => "text" };
}
