using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Textak.Web.Features.Api;

/// <summary>The document as people read it. It is made once: nothing of it changes while the program runs.</summary>
public sealed class Reference(IServiceProvider services)
{
    // It is encoded once more where it is shown
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };
    private readonly Lock making = new();
    private Task<Read>? made;

    /// <summary>The areas with their operations, and what goes in and comes out.</summary>
    public sealed record Read(string About, IReadOnlyList<Area> Areas, IReadOnlyList<Shape> Shapes);

    public sealed record Area(string Name, string About, IReadOnlyList<Operation> Operations);

    /// <summary>One operation.</summary>
    /// <param name="Failures">The statuses by which it fails, as every other does: what they mean stands in one table.</param>
    public sealed record Operation(string Id, string Method, string Path, string Summary, string Description, IReadOnlyList<Field> Parameters, Body? Sends, IReadOnlyList<Answer> Answers, IReadOnlyList<string> Failures);

    /// <summary>A parameter or a property.</summary>
    /// <param name="Of">The shape that its type leads to; null where it leads to none.</param>
    public sealed record Field(string Name, string Kind, string? Of, bool Required, string Description);

    /// <summary>What goes in or comes out, with an example of it.</summary>
    public sealed record Body(string Kind, string? Of, string? Example);

    public sealed record Answer(string Status, string Description, Body? Gives);

    public sealed record Shape(string Name, string Description, IReadOnlyList<Field> Fields);

    public Task<Read> ReadAsync()
    {
        lock (making) return made is { IsFaulted: false } ? made : made = MakeAsync();
    }

    private async Task<Read> MakeAsync()
    {
        var document = await services.GetRequiredKeyedService<IOpenApiDocumentProvider>(ApiServices.Version).GetOpenApiDocumentAsync();
        var operations = document.Paths.SelectMany(path => path.Value.Operations!.Select(one => (path.Key, Method: one.Key.Method, Operation: one.Value))).ToLookup(one => one.Operation.Tags!.First().Name, one => Of(one.Key, one.Method, one.Operation));
        return new(document.Info.Description!, [.. ApiServices.Areas.Select(area => new Area(area.Tag, area.About, [.. operations[area.Tag]]))],
            [.. document.Components!.Schemas!.Select(schema => new Shape(schema.Key, schema.Value.Description ?? "", [.. (schema.Value.Properties ?? new Dictionary<string, IOpenApiSchema>()).Select(p => Of(p, schema.Value))]))]);
    }

    private static Operation Of(string path, string method, OpenApiOperation operation) => new(
        operation.OperationId!, method, path, operation.Summary ?? "", operation.Description ?? "",
        [.. (operation.Parameters ?? []).Select(p => new Field(p.Name!, $"{Kind(p.Schema!)}, {p.In.ToString()!.ToLowerInvariant()}", null, p.Required, p.Description ?? ""))],
        operation.RequestBody?.Content?.Values.FirstOrDefault() is { } body ? Of(body) : null,
        [.. operation.Responses!.Where(r => r.Value is OpenApiResponse).Select(r => new Answer(r.Key, r.Value.Description ?? "", r.Value is OpenApiResponse { Content.Count: > 0 } own ? Of(own.Content.Values.First()) : null))],
        [.. operation.Responses!.Where(r => r.Value is OpenApiResponseReference).Select(r => r.Key)]);

    private static Body Of(OpenApiMediaType body) => new(Kind(body.Schema!), Named(body.Schema!), body.Example?.ToJsonString(Indented));

    private static Field Of(KeyValuePair<string, IOpenApiSchema> property, IOpenApiSchema of) =>
        new(property.Key, Kind(property.Value), Named(property.Value), of.Required?.Contains(property.Key) == true, property.Value.Description ?? "");

    /// <summary>"integer or null", "for | against", "list of Argument".</summary>
    private static string Kind(IOpenApiSchema schema)
    {
        if (schema is OpenApiSchemaReference { Reference.Id: { } id } reference) return reference.Enum is { Count: > 0 } named ? Words(named) : id;
        if (schema.Enum is { Count: > 0 } words) return Words(words);
        if ((schema.OneOf ?? schema.AnyOf) is { Count: > 0 } choices) return string.Join(" or ", choices.Select(one => one.Type == JsonSchemaType.Null ? "null" : Kind(one)).OrderBy(kind => kind == "null"));
        var type = schema.Type ?? JsonSchemaType.Object;
        var kind = type.HasFlag(JsonSchemaType.Array) ? $"list of {(schema.Items is { } items ? Kind(items) : "anything")}"
            : type.HasFlag(JsonSchemaType.Integer) ? "whole number" : type.HasFlag(JsonSchemaType.Number) ? "number" : type.HasFlag(JsonSchemaType.Boolean) ? "true or false"
            : type.HasFlag(JsonSchemaType.String) ? schema.Format switch { "date-time" => "time", "date" => "day", "uuid" => "UUID", _ => "text" } : "object";
        return type.HasFlag(JsonSchemaType.Null) && type != JsonSchemaType.Null ? $"{kind} or null" : kind;
    }

    private static string Words(IList<JsonNode> words) => string.Join(" | ", words.Select(word => word?.ToString() ?? "null"));

    private static string? Named(IOpenApiSchema schema) => schema switch
    {
        OpenApiSchemaReference { Reference.Id: { } id, Enum: null or { Count: 0 } } => id,
        { Items: { } items } => Named(items),
        _ => (schema.OneOf ?? schema.AnyOf)?.Select(Named).FirstOrDefault(name => name is not null),
    };
}
