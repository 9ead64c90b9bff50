using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;

namespace Textak.Tests.Api.Fuzz;

/// <summary>The document as a stranger reads it: which operations there are, what goes in, and what may come out.</summary>
internal sealed class Described
{
    private readonly JsonObject document, schemas;
    private readonly Dictionary<string, JsonSchema> compiled = [];

    private Described(JsonObject document) => (this.document, schemas) = (document, document["components"]!["schemas"]!.AsObject());

    public IReadOnlyList<Operation> Operations { get; private set; } = [];

    public JsonObject Document => document;

    /// <summary>One operation.</summary>
    /// <param name="Answers">The media types of each status that it may answer with, and the schema of each; none where there is no body.</param>
    public sealed record Operation(string Id, string Method, string Path, IReadOnlyList<Parameter> Parameters, JsonNode? Body, IReadOnlyDictionary<int, IReadOnlyDictionary<string, JsonSchema>> Answers);

    public sealed record Parameter(string Name, string In, bool Required, JsonNode Schema);

    public static async Task<Described> ReadAsync(HttpClient client)
    {
        var described = new Described(JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json"))!.AsObject());
        described.Operations = [..
            from path in described.document["paths"]!.AsObject()
            from operation in path.Value!.AsObject()
            select described.Of(path.Key, operation.Key, operation.Value!)];
        return described;
    }

    /// <summary>Follows a reference, as far as there is one.</summary>
    public JsonNode Resolve(JsonNode node)
    {
        while (node is JsonObject { } o && o["$ref"]?.GetValue<string>() is { } reference)
            node = reference.Split('/')[1..].Aggregate((JsonNode)document, (at, name) => at[name] ?? throw new InvalidOperationException($"{reference} leads nowhere."));
        return node;
    }

    private Operation Of(string path, string method, JsonNode operation) => new(
        operation["operationId"]!.GetValue<string>(), method.ToUpperInvariant(), path,
        [.. (operation["parameters"]?.AsArray() ?? []).Select(p => Resolve(p!)).Select(p => new Parameter(p["name"]!.GetValue<string>(), p["in"]!.GetValue<string>(), p["required"]?.GetValue<bool>() == true, Resolve(p["schema"]!)))],
        operation["requestBody"]?["content"]?["application/json"]?["schema"],
        operation["responses"]!.AsObject().ToDictionary(r => int.Parse(r.Key, System.Globalization.CultureInfo.InvariantCulture), IReadOnlyDictionary<string, JsonSchema> (r) =>
            (Resolve(r.Value!)["content"]?.AsObject() ?? []).ToDictionary(c => c.Key, c => Compile(c.Value!["schema"]!))));

    // With all schemas inside it, so that it stands by itself; most failures are of one
    private JsonSchema Compile(JsonNode schema) => compiled.TryGetValue(schema.ToJsonString(), out var known) ? known : compiled[schema.ToJsonString()] = CompileAnew(schema);

    private JsonSchema CompileAnew(JsonNode schema)
    {
        var whole = new JsonObject { ["allOf"] = new JsonArray(schema.DeepClone()), ["$defs"] = schemas.DeepClone() };
        return JsonSchema.FromText(whole.ToJsonString().Replace("#/components/schemas/", "#/$defs/", StringComparison.Ordinal));
    }
}

internal static class Schemas
{
    /// <summary>What an answer has that its schema doesn't allow; null where nothing.</summary>
    public static string? Wrong(this JsonSchema schema, string text)
    {
        JsonElement json;
        try
        {
            json = JsonElement.Parse(text);
        }
        catch (JsonException e)
        {
            return $"it is no JSON: {e.Message}";
        }
        var result = schema.Evaluate(json, new EvaluationOptions { OutputFormat = OutputFormat.List });
        return result.IsValid ? null : string.Join("; ", (result.Details ?? []).Where(d => d.Errors is { Count: > 0 }).SelectMany(d => d.Errors!.Select(e => $"{d.InstanceLocation} {e.Key}: {e.Value}")).Take(4));
    }
}
