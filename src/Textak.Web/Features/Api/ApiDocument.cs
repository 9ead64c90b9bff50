using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Mvc.Infrastructure;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

/// <summary>What the document says beside what the handlers say of themselves: who is let in, how each operation fails, headers and examples.</summary>
internal static class ApiDocument
{
    private const string Token = "token", Json = "application/json", Problem = "application/problem+json";

    /// <summary>Completes one operation by what its endpoint says.</summary>
    public static async Task DescribeAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var about = context.Description.ActionDescriptor.EndpointMetadata;
        var (says, admits) = (about.OfType<ApiOperation>().Single(), about.OfType<Admits>().Single());
        var (version, document) = (about.OfType<Versioned>().SingleOrDefault(), context.Document!);
        operation.Parameters ??= [];
        operation.Description = string.Join("\n\n", new[] { operation.Description, admits.Anybody ? "Anybody may read it; a token brings what is the account’s own." : Takes(admits.Scope, about.OfType<ForAdmins>().Any()) }.Where(part => !string.IsNullOrEmpty(part)));
        operation.Security = [Takes(document, admits.Scope)];
        if (admits.Anybody) operation.Security.Add([]);

        var method = context.Description.HttpMethod!;
        foreach (var parameter in context.Description.ParameterDescriptions)
            if ((parameter.ParameterDescriptor as IParameterInfoParameterDescriptor)?.ParameterInfo.ParameterType is { } type && Choices.Of(type) is { } words)
                operation.Parameters.OfType<OpenApiParameter>().Single(p => p.Name == parameter.Name).Schema = new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. words.Select(word => JsonValue.Create(word))] };
        foreach (var header in Headers(method, version, about.OfType<Live>().Any())) operation.Parameters.Add(new OpenApiParameterReference(header, document));
        var success = (OpenApiResponse)operation.Responses![says.Status.ToString(System.Globalization.CultureInfo.InvariantCulture)];
        success.Description = says.Made ? "It is made, at the address that Location names." : method == "GET" ? "As it is now." : "It is done.";
        success.Headers = new Dictionary<string, IOpenApiHeader> { ["RateLimit"] = new OpenApiHeaderReference("RateLimit", document), ["RateLimit-Policy"] = new OpenApiHeaderReference("RateLimitPolicy", document) };
        if (says.Made) success.Headers["Location"] = new OpenApiHeaderReference("Location", document);
        if (version is { Changes: false })
        {
            success.Headers["ETag"] = new OpenApiHeaderReference("ETag", document);
            operation.Responses["304"] = new OpenApiResponse { Description = "As it was under the tag that If-None-Match names." };
        }
        foreach (var status in Failures(context.Description.RelativePath!, method, operation.RequestBody is not null, version)) operation.Responses[$"{status}"] = new OpenApiResponseReference($"Status{status}", document);
        await Task.CompletedTask;
    }

    /// <summary>Completes the whole.</summary>
    public static async Task CompleteAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken stop)
    {
        document.Info = new()
        {
            Title = "Textak", Version = "1.0", Summary = "A live debate board for forecasts, for programs.",
            Description = "Whatever a person reads and does on the board, a program reads and does here, by the same rules. Lists come in parts: send next as cursor for the following one. "
                + "A command with an Idempotency-Key may be sent again and is carried out once. Failures are problem details (RFC 9457); all kinds stand at /api/errors.",
        };
        document.Servers = [new() { Url = "/", Description = "This board" }];
        document.Tags = new HashSet<OpenApiTag>(ApiServices.Areas.Select(area => new OpenApiTag { Name = area.Tag, Description = area.About }));
        var components = document.Components ??= new();
        components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [Token] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", BearerFormat = "textak_pat_ and 64 hexadecimal digits", Description = "A personal access token, from /account/tokens. Cookies count for nothing." },
        };
        document.AddComponent("Problem", await context.GetOrCreateSchemaAsync(typeof(ApiProblem), null, stop));
        components.Parameters = ParameterComponents();
        components.Headers = HeaderComponents();
        components.Responses = ApiError.All.Where(error => error.Status is not (405 or 500)).GroupBy(error => error.Status).ToDictionary(status => $"Status{status.Key}", IOpenApiResponse (status) => Failure([.. status], document));
        LeaveOutNull(document);
        Lift(document);
        Examples.Put(document);
    }

    private static string Takes(Scopes scope, bool forAdmins)
    {
        string[] words = [.. scope.Words()];
        return $"It takes a token with the {(words.Length == 1 ? "scope" : "scopes")} {string.Join(" and ", words)}{(forAdmins ? ", of an admin’s account" : "")}.";
    }

    // Choices that were met first where they may be null hold it as one more: that is the property's to say, and said twice it fits neither
    private static void LeaveOutNull(OpenApiDocument document)
    {
        foreach (var schema in document.Components!.Schemas!.Values.OfType<OpenApiSchema>().Where(schema => schema.Enum is { Count: > 0 }))
            schema.Enum = [.. schema.Enum!.Where(word => word is not null && !word.IsJsonNullSentinel())];
    }

    // Of a property that may be null, what is said of it comes at what it is otherwise: it belongs to the property
    private static void Lift(OpenApiDocument document)
    {
        foreach (var property in document.Components!.Schemas!.Values.SelectMany(schema => schema.Properties?.Values ?? []).OfType<OpenApiSchema>())
            foreach (var said in (property.OneOf ?? []).OfType<OpenApiSchemaReference>().Select(choice => choice.Reference))
            {
                (property.Description, said.Description) = (property.Description ?? said.Description, null);
                (property.Examples, said.Examples) = (property.Examples ?? said.Examples, null);
            }
    }

    private static OpenApiSecurityRequirement Takes(OpenApiDocument document, Scopes scope) => new() { [new OpenApiSecuritySchemeReference(Token, document)] = [.. scope.Words()] };

    private static IEnumerable<string> Headers(string method, Versioned? version, bool live)
    {
        if (live) yield return "LastEventId";
        if (method != "GET") yield return "IdempotencyKey";
        if (version is { Changes: false }) yield return "IfNoneMatch";
        if (version is { Changes: true }) yield return "IfMatch";
    }

    private static IEnumerable<int> Failures(string path, string method, bool body, Versioned? version)
    {
        yield return 400;
        yield return 401;
        yield return 403;
        if (path.Contains('{', StringComparison.Ordinal)) yield return 404;
        if (version is { Changes: true }) yield return 412;
        if (method != "GET") yield return 413;
        if (body) yield return 415;
        if (method != "GET") yield return 422;
        if (version is { Changes: true }) yield return 428;
        yield return 429;
        yield return 503;
    }

    private static OpenApiResponse Failure(IReadOnlyList<ApiError> errors, OpenApiDocument document)
    {
        var response = new OpenApiResponse
        {
            Description = string.Join(" ", errors.Select(error => $"{error.Title} ({error.Code}): {error.Means}")),
            Content = new Dictionary<string, OpenApiMediaType> { [Problem] = new() { Schema = new OpenApiSchemaReference("Problem", document), Example = Example(errors[0]) } },
        };
        if (errors[0].Status is 429 or 503) response.Headers = new Dictionary<string, IOpenApiHeader> { ["Retry-After"] = new OpenApiHeaderReference("RetryAfter", document) };
        return response;
    }

    private static JsonObject Example(ApiError error) => new()
    {
        ["type"] = error.Type, ["title"] = error.Title, ["status"] = error.Status, ["detail"] = error.Means, ["errors"] = error.Status is 400 or 422 ? new JsonObject { ["text"] = new JsonArray(error.Means) } : null,
        ["traceId"] = "4bf92f3577b34da6a3ce929d0e0e4736",
    };

    private static Dictionary<string, IOpenApiParameter> ParameterComponents() => new()
    {
        ["IdempotencyKey"] = Header(Caller.KeyHeader, "A UUID that the program made for this command. Sent again with the same, it answers the same and does nothing twice; without one, each is another.", "018f6f2e-7c1a-7b90-9d5e-2f6f0f1d9a11", format: "uuid"),
        ["IfNoneMatch"] = Header("If-None-Match", "The ETag that one has: what is unchanged is answered by 304.", "W/\"42-9f3c12ab77d0\""),
        ["IfMatch"] = Header("If-Match", "The ETag of the version that is to be changed.", "\"42-9f3c12ab77d0\"", required: true),
        ["LastEventId"] = Header("Last-Event-ID", "The id of the last event that one has: the stream goes on after it, exactly.", "42"),
    };

    private static OpenApiParameter Header(string name, string description, string example, bool required = false, string? format = null) => new()
    {
        Name = name, In = ParameterLocation.Header, Description = description, Required = required, Example = JsonValue.Create(example), Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = format },
    };

    private static Dictionary<string, IOpenApiHeader> HeaderComponents() => new()
    {
        ["ETag"] = Header("The version: the log’s sequence number, and a digest.", "W/\"42-9f3c12ab77d0\""),
        ["Location"] = Header("Where it is.", "/api/v1/forecasts/open-source-frontier/arguments/17"),
        ["RateLimit"] = Header("What is left of each limit, and in how many seconds it is whole again.", "\"reads\";r=599;t=1"),
        ["RateLimitPolicy"] = Header("The limits that hold: how many in how many seconds.", "\"reads\";q=600;w=60"),
        ["RetryAfter"] = Header("Seconds to wait.", "2"),
    };

    private static OpenApiHeader Header(string description, string example) => new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = JsonValue.Create(example) };
}
