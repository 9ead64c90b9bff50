using System.Net;
using System.Text.Json.Nodes;
using Textak.Tests.Api.Fuzz;
using Textak.Tests.Clients;
using Textak.Web.Features.Api;

namespace Textak.Tests.Api;

/// <summary>The document that programs read, and the pages that people read: whole, and about what there is.</summary>
public sealed class DocumentTests(BusySite site) : IClassFixture<BusySite>
{
    private static Described? read;

    [Fact]
    public async Task Every_operation_says_what_it_is_whom_it_lets_in_and_how_it_fails()
    {
        var described = await ReadAsync();
        described.Document["openapi"]!.GetValue<string>().ShouldStartWith("3.1");
        described.Operations.Count.ShouldBeGreaterThan(50);
        described.Operations.Select(o => o.Id).ShouldBeUnique();
        var tags = described.Document["tags"]!.AsArray().Select(t => t!["name"]!.GetValue<string>()).ToList();
        foreach (var (path, operation) in Each(described))
        {
            var id = operation["operationId"]!.GetValue<string>();
            foreach (var word in new[] { "summary", "description" }) operation[word].ShouldNotBeNull(id).GetValue<string>().ShouldNotBeNullOrWhiteSpace(id);
            tags.ShouldContain(operation["tags"]!.AsArray().Single()!.GetValue<string>(), id);
            operation["security"]!.AsArray().Count.ShouldBeGreaterThan(0, id);
            var statuses = operation["responses"]!.AsObject().Select(r => r.Key).ToList();
            foreach (var status in new[] { "400", "401", "403", "429", "503" }) statuses.ShouldContain(status, id);
            statuses.ShouldNotContain("500", id);
            statuses.ShouldNotContain("default", id);
            foreach (var parameter in (operation["parameters"]?.AsArray() ?? []).Select(p => described.Resolve(p!)))
                parameter["description"].ShouldNotBeNull($"{id}: {parameter["name"]}").GetValue<string>().ShouldNotBeNullOrWhiteSpace();
            if (operation["requestBody"]?["content"]?["application/json"] is { } body) body["example"].ShouldNotBeNull(id);
            if (operation["responses"]!["200"]?["content"]?["application/json"] is { } answer) answer["example"].ShouldNotBeNull(id);
            path.ShouldStartWith("/api/v1/");
        }
    }

    [Fact]
    public async Task Every_property_is_explained_and_every_example_fits_its_schema()
    {
        var described = await ReadAsync();
        var unexplained = from schema in described.Document["components"]!["schemas"]!.AsObject()
                          from property in schema.Value!["properties"]?.AsObject() ?? []
                          where property.Value!["description"] is null
                          select $"{schema.Key}.{property.Key}";
        unexplained.ShouldBeEmpty();
        foreach (var operation in described.Operations)
            foreach (var (status, types) in operation.Answers)
                foreach (var (type, schema) in types)
                    if (Example(described, operation, status, type) is { } example) schema.Wrong(example.ToJsonString()).ShouldBeNull($"{operation.Id} {status}");
    }

    [Fact]
    public async Task The_table_of_failures_is_what_the_code_has()
    {
        using var reader = site.Visit();
        await reader.GetAsync("/api/errors");
        var rows = reader.Page.QuerySelectorAll("tbody tr").Select(row => (row.Id, row.Children[1].TextContent, row.Children[2].TextContent));
        rows.ShouldBe(ApiError.All.Select(e => ((string?)e.Code, $"{e.Status}", e.Title)));
        ApiError.All.Select(e => e.Code).ShouldBeUnique();
        // Whatever the code answers with is in the table: no other is made
        typeof(ApiError).GetFields().Where(f => f.FieldType == typeof(ApiError)).Select(f => f.GetValue(null)).ShouldBe(ApiError.All, ignoreOrder: true);
        Architecture.House.MakersOf<ApiError>().ShouldBe([nameof(ApiError)]);
    }

    [Fact]
    public async Task The_reference_shows_every_operation_and_shape_without_script()
    {
        var described = await ReadAsync();
        using var reader = site.Visit();
        await reader.GetAsync("/api");
        reader.Status.ShouldBe(HttpStatusCode.OK);
        foreach (var operation in described.Operations) reader.Page.QuerySelector($"#{operation.Id} summary")!.TextContent.ShouldContain(operation.Path);
        var links = reader.Page.QuerySelectorAll("main a[href^='#']").Select(a => a.GetAttribute("href")![1..]).Distinct().ToList();
        links.Count.ShouldBeGreaterThan(30);
        links.Where(link => reader.Page.GetElementById(link) is null).ShouldBeEmpty("these lead nowhere");
        reader.Page.QuerySelectorAll("script:not([src])").ShouldBeEmpty();
    }

    /// <summary><c>bash tests/run.sh lint-api</c></summary>
    [Fact(Explicit = true)]
    public async Task A_linter_has_nothing_to_say()
    {
        await Npm.InstallAsync();
        using var reader = site.Visit();
        await File.WriteAllTextAsync(Path.Combine(Npm.Folder, "v1.json"), await reader.Client.GetStringAsync("/openapi/v1.json"));
        var (code, said, complained) = await Npm.RunAsync("node", "node_modules/@redocly/cli/bin/cli.js", "lint", "v1.json", "--config", "redocly.yaml", "--format", "json");
        code.ShouldBe(0, said + complained);
        var totals = JsonNode.Parse(said)!["totals"]!;
        TestContext.Current.TestOutputHelper!.WriteLine(totals.ToJsonString());
        foreach (var kind in new[] { "errors", "warnings", "ignored" }) totals[kind]!.GetValue<int>().ShouldBe(0, said);
    }

    private async Task<Described> ReadAsync()
    {
        using var reader = site.Visit();
        return read ??= await Described.ReadAsync(reader.Client);
    }

    private static IEnumerable<(string Path, JsonNode Operation)> Each(Described described) =>
        described.Document["paths"]!.AsObject().SelectMany(path => path.Value!.AsObject().Select(operation => (path.Key, operation.Value!)));

    private static JsonNode? Example(Described described, Described.Operation operation, int status, string type) =>
        described.Resolve(described.Document["paths"]![operation.Path]![operation.Method.ToLowerInvariant()]!["responses"]![$"{status}"]!)["content"]?[type]?["example"];
}
