using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Textak.Tests.Api.Fuzz;

/// <summary>Values by the document's schemas, as they should be or broken, all of them from one seed.</summary>
internal sealed class Values(Described described, World world, Random random)
{
    private const int DeepestBody = 5;
    private static readonly string[] Texts =
    [
        "", " ", "a", "An argument that is long enough to be one.", "What if… ends?", "0", "-1", "true", "null", "\0", "\u0001\t\r\n", "\ufffe\uffff", "\u202eabc", "é\u0301\u0301\u0301\u0301\u0301\u0301", "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂",
        "' OR 1=1 --", "%00", "../../etc", "<script>alert(1)</script>", "{{7*7}}", "=1+1", "https://example.org/a", "javascript:alert(1)", "http://[::1]:80/", "http://xn--/", new string('x', 300), new string('界', 3000), "2027-12-31", "2027-02-30", "9999-12-31T23:59:59Z",
    ];

    private static readonly long[] Longs = [0, 1, -1, 2, 5, 17, 50, 99, 100, 101, 200, 201, int.MaxValue, int.MinValue, (long)int.MaxValue + 1, long.MaxValue, long.MinValue];

    /// <summary>Cursors and tags that answers brought, by where they belong.</summary>
    public Dictionary<string, string> Cursors { get; } = [];

    /// <inheritdoc cref="Cursors"/>
    public Dictionary<string, string> Tags { get; } = [];

    public bool Chance(double p) => random.NextDouble() < p;

    public T One<T>(IReadOnlyList<T> of) => of[random.Next(of.Count)];

    /// <summary>The address of an operation, with its parameters.</summary>
    public string Address(Described.Operation operation, double broken)
    {
        var (slug, argument, source) = One(world.Sources);
        if (Chance(.2)) slug = One(world.Slugs);
        var path = operation.Path;
        foreach (var parameter in operation.Parameters.Where(p => p.In == "path"))
            path = path.Replace($"{{{parameter.Name}}}", Uri.EscapeDataString(Chance(broken) ? InPath(Broken()) : parameter.Name switch
            {
                "slug" => slug,
                "name" => One(world.Names),
                "source" => source.ToString(CultureInfo.InvariantCulture),
                "id" when operation.Path.Contains("arguments", StringComparison.Ordinal) => argument.ToString(CultureInfo.InvariantCulture),
                "id" when operation.Id is "listDeliveries" or "sendAgain" => world.Hooks[0].ToString(CultureInfo.InvariantCulture),
                "id" when operation.Path.Contains("webhooks", StringComparison.Ordinal) => One([.. world.Hooks.Skip(1)]).ToString(CultureInfo.InvariantCulture),
                // The first is never decided: it can still be written anew
                "id" when operation.Id is "rewriteProposal" => world.Numbers[0].ToString(CultureInfo.InvariantCulture),
                "id" when operation.Id is "decideProposal" => One([.. world.Numbers.Skip(1)]).ToString(CultureInfo.InvariantCulture),
                _ => One(world.Numbers).ToString(CultureInfo.InvariantCulture),
            }), StringComparison.Ordinal);
        var query = operation.Parameters.Where(p => p.In == "query" && (p.Required ? !Chance(broken / 2) : Chance(.4)))
            .Select(p => $"{Uri.EscapeDataString(p.Name)}={Uri.EscapeDataString(Chance(broken) ? Broken() : Query(operation, p))}").ToList();
        return query.Count == 0 ? path : $"{path}?{string.Join('&', query)}";
    }

    /// <summary>The headers of an operation.</summary>
    public IEnumerable<(string Name, string Value)> Headers(Described.Operation operation, string address, double broken)
    {
        foreach (var parameter in operation.Parameters.Where(p => p.In == "header" && (p.Required ? !Chance(broken / 2) : Chance(.5))))
            yield return (parameter.Name, Chance(broken) ? new([.. Broken().Where(c => c is >= ' ' and < '\x7f')]) : parameter.Name switch
            {
                "Idempotency-Key" => new Guid(Bytes(16)).ToString(),
                "Last-Event-ID" => One(Longs).ToString(CultureInfo.InvariantCulture),
                _ => Tags.GetValueOrDefault(address.Split('?')[0].Replace("/decision", "", StringComparison.Ordinal), "\"1-000000000000\""),
            });
    }

    /// <summary>A body as text; null for none at all.</summary>
    public string? Body(JsonNode schema, double broken)
    {
        if (!Chance(broken)) return Of(schema, 0, broken: 0)?.ToJsonString() ?? "null";
        return random.Next(6) switch
        {
            0 => null,
            1 => Broken(),
            2 => string.Concat(Enumerable.Repeat("[", random.Next(1, 200))),
            3 => "{\"text\": \"\\ud800 a lone surrogate\"}",
            4 => Of(schema, 0, broken: .5) is JsonObject o ? With(o).ToJsonString() : "[]",
            _ => Of(schema, 0, broken: .5)?.ToJsonString() ?? "null",
        };
    }

    private JsonObject With(JsonObject o)
    {
        o[One(Texts)] = One(Texts);
        return o;
    }

    private string Query(Described.Operation operation, Described.Parameter parameter) =>
        parameter.Name == "cursor" ? Cursors.GetValueOrDefault(operation.Id, One(Texts)) : Of(parameter.Schema, 0, broken: 0)?.ToString() ?? "";

    // One that is empty, or a dot, makes another path of it, which another operation may answer; and a zero no server lets in
    private static string InPath(string broken) => broken.Replace("\0", "", StringComparison.Ordinal) is var path && path.Trim('.', '/').Length == 0 ? "-" : path;

    private string Broken() => Chance(.3) ? One(Longs).ToString(CultureInfo.InvariantCulture) : Chance(.2) ? Encoding.UTF8.GetString(Bytes(random.Next(1, 40))) : One(Texts);

    private byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        random.NextBytes(bytes);
        return bytes;
    }

    private JsonNode? Of(JsonNode schema, int depth, double broken)
    {
        schema = described.Resolve(schema);
        if (Chance(broken)) return random.Next(5) switch { 0 => null, 1 => JsonValue.Create(One(Longs)), 2 => new JsonArray(One(Texts)), 3 => new JsonObject { ["a"] = 1 }, _ => JsonValue.Create(One(Texts)) };
        // Null is one of them seldom: where much may be left out too little would be said
        if ((schema["oneOf"] ?? schema["anyOf"])?.AsArray() is { } choices)
            return Of((Chance(.8) ? choices.FirstOrDefault(c => (c!["type"] as JsonValue)?.ToString() != "null") : null) ?? One([.. choices])!, depth, broken);
        if (schema["enum"]?.AsArray() is { } words) return One([.. words])?.DeepClone();
        var example = (schema["examples"] as JsonArray)?[0];
        // What is registered under an address is so once
        if (example?.GetValueKind() == System.Text.Json.JsonValueKind.String && example.GetValue<string>().StartsWith("https://", StringComparison.Ordinal) && Chance(.5)) return $"https://{random.Next(1000)}.example/feed";
        if (example is not null && Chance(.5)) return example.DeepClone();
        string[] types = schema["type"] is JsonArray several ? [.. several.Select(t => t!.GetValue<string>())] : [schema["type"]?.GetValue<string>() ?? "object"];
        return One(types) switch
        {
            "null" => null,
            "integer" => Number(schema["format"]?.GetValue<string>()),
            "number" => JsonValue.Create(random.NextDouble() * 100),
            "boolean" => JsonValue.Create(Chance(.5)),
            "array" => new JsonArray([.. Enumerable.Range(0, random.Next(4)).Select(_ => Of(schema["items"]!, depth + 1, broken))]),
            "string" => JsonValue.Create(Chance(.4) ? "A sentence that is long enough, true if it holds." : One(Texts)),
            _ when depth > DeepestBody => new JsonObject(),
            _ => new JsonObject((schema["properties"]?.AsObject() ?? []).Where(p => Chance(.85)).Select(p => KeyValuePair.Create(p.Key, Slugs(p.Key, p.Value!, broken) ?? Of(p.Value!, depth + 1, broken)))),
        };
    }

    // A board that is none is refused, whatever else is right
    private JsonNode? Slugs(string name, JsonNode schema, double broken) =>
        Chance(broken) ? null : name is "slug" or "board" ? JsonValue.Create(One(world.Slugs)) : name == "boards" && schema["items"]?["type"]?.ToString() == "string" ? new JsonArray(One(world.Slugs)) : null;

    private JsonValue Number(string? format)
    {
        if (Chance(.4)) return JsonValue.Create(random.Next(1, 100));
        if (Chance(.5)) return JsonValue.Create(One(world.Arguments).Id);
        var number = One(Longs);
        return format == "int32" && number is < int.MinValue or > int.MaxValue ? JsonValue.Create(7) : JsonValue.Create(number);
    }
}
