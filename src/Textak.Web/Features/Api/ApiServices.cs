using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.OpenApi;
using Textak.Web.Features.Tokens;

namespace Textak.Web.Features.Api;

public static class ApiServices
{
    /// <summary>The version that the addresses name; the document's name too.</summary>
    public const string Version = "v1";

    /// <summary>What programs call, and the document that says how.</summary>
    public static void AddApi(this WebApplicationBuilder builder)
    {
        builder.Services.AddSingleton<ApiCommands>();
        builder.Services.AddSingleton<Streams>();
        builder.Services.AddSingleton<Reference>();
        builder.Services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
            // What nobody reads is misspelt, or not for programs to set
            json.SerializerOptions.UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow;
            json.SerializerOptions.RespectNullableAnnotations = true;
        });
        builder.Services.AddOpenApi(Version, options =>
        {
            options.ShouldInclude = api => api.ActionDescriptor.EndpointMetadata.OfType<ApiOperation>().Any();
            options.CreateSchemaReferenceId = type => OpenApiOptions.CreateDefaultSchemaReferenceId(type)?.Replace("Api", "", StringComparison.Ordinal);
            options.AddOperationTransformer(ApiDocument.DescribeAsync);
            options.AddDocumentTransformer(ApiDocument.CompleteAsync);
        });
    }

    /// <summary>The operations, one group an area, and the document.</summary>
    public static void MapApi(this WebApplication app)
    {
        var api = app.MapGroup(TokenServices.Path).DisableAntiforgery();
        foreach (var (tag, _, map) in Areas) map(api.MapGroup("").WithTags(tag));
        app.MapOpenApi("/openapi/{documentName}.json").CacheOutput(cache => cache.Expire(TimeSpan.FromHours(1)).SetVaryByQuery([]));
    }

    /// <summary>The areas with what each is about.</summary>
    internal static IReadOnlyList<(string Tag, string About, Action<RouteGroupBuilder> Map)> Areas { get; } =
    [
        ("Forecasts", "The questions, their numbers and their logs.", ForecastOperations.Map),
        ("Live", "Boards as they change.", api =>
        {
            StreamOperations.Map(api);
            ShiftOperations.Map(api);
        }),
        ("Arguments", "What people say for and against.", ArgumentOperations.Map),
        ("Arguing", "To argue, rebut, cite, rate, agree, report and object.", ArgumentCommands.Map),
        ("Estimates", "One’s own number, and what is new since one looked.", EstimateOperations.Map),
        ("Replay", "A board as of any event of its log.", ReplayOperations.Map),
        ("Criteria and record", "By what a forecast is resolved, and what moderators did.", CriteriaOperations.Map),
        ("People", "Who one is here, public records, and how good numbers turned out.", PeopleOperations.Map),
        ("Proposals", "Questions that somebody would have the board ask.", ProposalOperations.Map),
        ("Following", "What one follows; nobody else sees it.", FollowingOperations.Map),
        ("Notices", "What one hears of, and how.", NoticeOperations.Map),
        ("Webhooks", "Programs that are told what happens, by themselves.", WebhookOperations.Map),
        ("Moderation", "What moderators and admins do.", ModerationOperations.Map),
        ("News", "What feeds bring and moderators decide, and signals by hand.", NewsOperations.Map),
        ("Feeds", "Where news comes from.", FeedOperations.Map),
    ];
}
